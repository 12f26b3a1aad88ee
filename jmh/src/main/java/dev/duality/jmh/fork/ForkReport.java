// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.duality.jmh.OneLine;
import dev.duality.results.ClosedLoop;
import dev.duality.results.FixedJob;
import dev.duality.results.Floor;
import dev.duality.results.FloorProbes;
import dev.duality.results.HostCarrier;
import dev.duality.results.OpenLoop;
import dev.duality.results.Stalls;
import dev.duality.results.Usage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The answer of a fork.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "report")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ForkReport.Measured.class, name = "measured"),
    @JsonSubTypes.Type(value = ForkReport.Machine.class, name = "machine"),
    @JsonSubTypes.Type(value = ForkReport.Failed.class, name = "failed")
})
public sealed interface ForkReport {
    /// The answers were right and the clock ran.
    ///
    /// @param cpus that workers and servers were pinned to, in that order; empty if they were not
    /// @param attempts at its loads, the first one first; it has all of them, and each later one those that were done
    ///     again because the machine had moved
    /// @param profile empty if nobody asked for one
    /// @param carrier of parties on several hosts; else empty
    /// @param loadMillis how long it was under load, warm-up, waits for compilers and loads done again included
    record Measured(
            List<Integer> cpus,
            List<Attempt> attempts,
            Optional<Profile> profile,
            Optional<HostCarrier> carrier,
            long loadMillis)
            implements ForkReport {
        public Measured {
            cpus = List.copyOf(cpus);
            attempts = List.copyOf(attempts);
            if (attempts.isEmpty()) {
                throw new IllegalArgumentException("nothing was measured");
            }
        }
    }

    /// An attempt at the loads of a fork.
    ///
    /// @param closed empty if it was the specification alone, or not done again
    record Attempt(Optional<ClosedLoop> closed, List<Open> open, Optional<FixedJob> job) {
        public Attempt {
            open = List.copyOf(open);
        }

        /// Whether it has any; a job that would take too long is none.
        boolean hasLoads() {
            return closed.isPresent() || !open.isEmpty() || job.isPresent();
        }

        /// The place of JMH's own result of an attempt.
        /// @param first the place of that of the first one
        /// @param number from 1
        public static Path jmhJson(Path first, int number) {
            return number == 1 ? first : first.resolveSibling("jmh.attempt" + number + ".json");
        }
    }

    /// An open loop, with its histograms still in the message.
    ///
    /// @param behindNanos how far a backlog has grown by the end, see [OpenLoop]
    /// @param started when the measured part began
    /// @param beyond from how many separate events the values beyond each percentile come
    /// @param stalls of its workers
    /// @param probes the floor before and after it
    /// @param parts second by second of its schedule
    record Open(
            double targetPerSecond,
            double achievedPerSecond,
            long behindNanos,
            Instant started,
            List<OpenLoop.Beyond> beyond,
            Stalls stalls,
            List<Part> parts,
            Optional<FloorProbes> probes,
            Usage usage) {}

    /// A part of an open loop. Its histograms are compressed by HdrHistogram, in base 64.
    ///
    /// @param startNanos from the first intended start
    /// @param nanos latencies of the operations that were due in it
    /// @param queued of each of its milliseconds how many operations were due and not issued at most
    record Part(long startNanos, long endNanos, String nanos, String queued) {}

    /// The result of the profiler.
    ///
    /// @param ending of the file's name, which is `profile` before it and stands beside JMH's own result
    /// @param missing why there is no file; empty if it is there
    record Profile(String ending, Optional<String> missing) {
        /// The file's place.
        /// @param jmhJson JMH's own result
        public static Path file(Path jmhJson, String ending) {
            return jmhJson.resolveSibling("profile." + ending);
        }
    }

    /// The machine itself.
    record Machine(Floor floor) implements ForkReport {}

    /// No number.
    ///
    /// @param reason one line, whatever it was made from: exceptions of others have any message they like
    /// @param before the loads that were done until then; empty if there were none
    record Failed(String reason, Optional<Measured> before) implements ForkReport {
        private static final int LONGEST = 500;

        /// Of a fork of which nothing is known but that.
        public Failed(String reason) {
            this(reason, Optional.empty());
        }

        public Failed {
            reason = OneLine.of(reason).strip();
            if (reason.isEmpty()) {
                reason = "it did not say why";
            }
            if (reason.length() > LONGEST) {
                reason = reason.substring(0, LONGEST) + " ...";
            }
        }
    }
}
