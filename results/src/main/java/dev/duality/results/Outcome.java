// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.List;
import java.util.Optional;

/// The end of one fork of one cell. Only [Measured] may enter a table.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Measured.class, name = "measured"),
    @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Outcome.Skipped.class, name = "skipped")
})
public sealed interface Outcome {
    /// The answers were right and the clock ran.
    ///
    /// @param cpus the processors that workers and servers were pinned to, in that order; empty if they were not
    /// @param open one per rate
    /// @param carrier of parties on several hosts; else empty
    record Measured(
            List<Integer> cpus,
            Optional<ClosedLoop> closed,
            List<OpenLoop> open,
            Optional<FixedJob> job,

            @JacksonInject(value = CARRIER, useInput = OptBoolean.TRUE) @JsonInclude(JsonInclude.Include.NON_ABSENT)
            Optional<HostCarrier> carrier)
            implements Outcome {
        /// Stands in for a carrier in a run that was written before there were any.
        public static final String CARRIER = "carrier";

        /// With all parties on one host.
        public Measured(List<Integer> cpus, Optional<ClosedLoop> closed, List<OpenLoop> open, Optional<FixedJob> job) {
            this(cpus, closed, open, job, Optional.empty());
        }

        public Measured {
            cpus = Require.list("cpus", cpus);
            Require.optional("closed", closed);
            open = Require.list("open", open);
            Require.optional("job", job);
            Require.optional("carrier", carrier);
            if (closed.isEmpty() && open.isEmpty() && job.isEmpty()) {
                throw new IllegalArgumentException(
                        "measured holds no load; give a closed loop, an open loop or a job, or say that it failed");
            }
        }

        public boolean pinned() {
            return !cpus.isEmpty();
        }
    }

    /// Wrong answers, an exception, a time limit: no number.
    ///
    /// @param reason one line, in the user's words
    /// @param log where more stands, such as a file of the run's folder
    record Failed(String reason, Optional<String> log) implements Outcome {
        public Failed {
            Require.text("reason", reason);
            Require.optional("log", log).ifPresent(name -> Require.anyText("log", name));
        }
    }

    /// It was never started.
    ///
    /// @param reason one line, in the user's words
    record Skipped(String reason) implements Outcome {
        public Skipped {
            Require.text("reason", reason);
        }
    }
}
