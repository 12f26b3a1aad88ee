// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.load.LoadShape;
import dev.duality.workloads.BadInput;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/// The options of the open loops of a run: what they offer, and what is asked of their latencies.
final class OpenLoopOptions {
    private static final double LEAST_RATE = 0.001;

    @Option(
            names = "--rate",
            paramLabel = "PER_SECOND",
            description = "Rate of the open loop, all workers together; 0 for none. 100000, or 10000 where threads"
                    + " sleep.")
    private Double rate;

    @Option(
            names = "--load",
            paramLabel = "SHAPE",
            description =
                    "How the operations of open loops lie in time, the same for all substrates: steady, poisson, or"
                            + " bursts, on and off, with bursts:4 for a peak of four times the mean. steady.")
    private String load;

    @Option(
            names = "--p99",
            paramLabel = "TIME",
            description =
                    "Also show the highest rate at which each row has p99 below it, such as 100us, of those that were"
                            + " offered; see the preset load.")
    private String p99;

    /// Operations per second of all workers, if somebody asked.
    /// @throws BadInput if no clock can keep it
    OptionalDouble rate() {
        if (rate == null) {
            return OptionalDouble.empty();
        }
        if (rate != 0 && !(rate >= LEAST_RATE && rate <= 1e9)) {
            throw new BadInput("--rate is %s, but must be 0, or from %s to 1000000000 operations per second"
                    .formatted(rate, LEAST_RATE));
        }
        return OptionalDouble.of(rate);
    }

    /// The distribution of operations in time, if somebody asked for one.
    /// @throws BadInput if that is no shape
    Optional<LoadShape> shape() {
        return Optional.ofNullable(load).map(LoadShape::parse);
    }

    /// Below which latency p99 is to stay, in nanoseconds, if somebody asked.
    /// @throws BadInput if that is no time
    OptionalLong p99Nanos() {
        return p99 == null ? OptionalLong.empty() : OptionalLong.of(Durations.latencyNanos("--p99", p99));
    }
}
