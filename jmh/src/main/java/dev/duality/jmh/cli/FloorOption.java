// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.workloads.BadInput;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/// The floor that the loads of a run wait for.
final class FloorOption {
    private static final int LEAST_NANOS = 1;
    private static final int MOST_NANOS = 100_000;

    @Option(
            names = "--floor",
            paramLabel = "NS",
            description =
                    "Measure where the floor is about NS nanoseconds, for hosts that move: each load waits until a"
                            + " line's round trip between its cores reads so, from NS / 1.22 to NS x 1.22, and is done again until it did before"
                            + " and after it. The run may then take 2.7 times as long; of a --budget 3/8 are planned.")
    private Double floor;

    /// The floor in nanoseconds, if somebody asked for one.
    /// @throws BadInput if no line is as quick, or as slow
    OptionalDouble nanos() {
        if (floor == null) {
            return OptionalDouble.empty();
        }
        if (!(floor >= LEAST_NANOS && floor <= MOST_NANOS)) {
            throw new BadInput("--floor is %s, but must be from %d to %d nanoseconds; duality doctor shows the floor"
                    .formatted(floor, LEAST_NANOS, MOST_NANOS));
        }
        return OptionalDouble.of(floor);
    }
}
