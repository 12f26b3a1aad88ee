// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import dev.duality.results.ClosedLoop;
import dev.duality.results.FixedJob;
import dev.duality.results.FloorProbes;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the machine moved while a fork was measured. The probes say so, never the scores: a load is not set aside
/// for what came out.
final class MovedForks {
    private MovedForks() {}

    static boolean in(Outcome.Measured outcome) {
        Stream<Optional<FloorProbes>> probes = Stream.of(
                        outcome.closed().stream().map(ClosedLoop::probes),
                        outcome.open().stream().map(OpenLoop::probes),
                        outcome.job().stream().map(FixedJob::probes))
                .flatMap(each -> each);
        return probes.flatMap(Optional::stream).anyMatch(FloorProbes::moved);
    }
}
