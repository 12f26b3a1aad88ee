// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import dev.duality.jmh.fork.ForkReport;
import dev.duality.jmh.fork.Spare;
import dev.duality.results.ClosedLoop;
import dev.duality.results.FixedJob;
import dev.duality.results.FloorProbes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether a load of a fork is still lacking, since the machine moved during each attempt at it, or was not where it
/// was wanted. The probes say so, never the scores: a load is not set aside for what came out.
final class MovedForks {
    private MovedForks() {}

    /// @param attempts of one fork, in all its turns, of which the first has all loads
    static boolean in(List<ForkReport.Attempt> attempts, Spare wanted) {
        Stream<Stream<Optional<FloorProbes>>> ofRates = attempts.getFirst().open().stream()
                .map(first -> attempts.stream()
                        .flatMap(attempt -> attempt.open().stream())
                        .filter(loop -> loop.targetPerSecond() == first.targetPerSecond())
                        .map(ForkReport.Open::probes));
        Stream<Stream<Optional<FloorProbes>>> others = Stream.of(
                attempts.stream().flatMap(attempt -> attempt.closed().stream()).map(ClosedLoop::probes),
                attempts.stream().flatMap(attempt -> attempt.job().stream()).map(FixedJob::probes));
        return Stream.concat(ofRates, others).map(Stream::toList).anyMatch(load -> isLacking(load, wanted));
    }

    private static boolean isLacking(List<Optional<FloorProbes>> tries, Spare wanted) {
        return !tries.isEmpty() && tries.stream().noneMatch(wanted::settles);
    }
}
