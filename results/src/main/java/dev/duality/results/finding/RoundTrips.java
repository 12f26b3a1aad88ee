// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.TheilSen;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The measurement that the moves of the host made: over the floors that a run met, the time per operation is a
/// straight line, time = a + b x floor. `b` is how many round trips of a line an operation takes, whatever the code
/// says of it; `a` is what does not depend on where the cores are.
///
/// @param perOp b
/// @param interval of b, by 95 %; empty with too few forks
/// @param ownNanos a
/// @param forks that the line was fitted to
/// @param floors groups of floors, at least two; two give a secant, only three can show that it is no line
public record RoundTrips(double perOp, Optional<Interval> interval, double ownNanos, int forks, int floors) {
    /// Two floors differ in more than the round trip of a line, such as in the caches that both cores share, so a
    /// secant through them may be flatter than the lines that cross.
    private static final double SECANT = 0.75;

    /// By the closed loops of all regimes of a cell; empty where they ran under one floor.
    static Optional<RoundTrips> of(Loads loads, Cell cell) {
        List<TheilSen.Point> points = loads.closed(cell).stream()
                .flatMap(loop ->
                        loop.probes().map(probes -> new TheilSen.Point(probes.nanos(), loop.nanosPerOp())).stream())
                .toList();
        return TheilSen.fit(points)
                .map(line -> new RoundTrips(
                        line.slope(), line.slopeInterval(), line.intercept(), line.points(), line.groups()));
    }

    /// Such as `0.98 [0.95, 1.01] round trips of a line, and 91 ns beside`.
    public String text() {
        return Digits.ratio(perOp) + range() + " round trips of a line an operation, and " + Digits.three(ownNanos)
                + " ns that do not depend on the floor";
    }

    /// Such as ` [0.95, 1.01]`.
    public String range() {
        return interval.map(range -> " " + range.text(Digits::three)).orElse("");
    }

    /// The contradiction in it: fewer round trips than the lines that the cell says must cross, by the whole interval.
    Optional<String> belowBound(Cell cell) {
        OptionalDouble transfers = cell.lineTransfers();
        double bound = transfers.orElse(0) / 2;
        double tolerated = floors > 2 ? 1 - Limits.BETTER_THAN_FLOOR : SECANT;
        boolean below =
                interval.filter(range -> range.high() < bound * tolerated).isPresent();
        return below
                ? Optional.of("only " + Digits.ratio(perOp) + range() + " round trips of a line an operation by the "
                        + "floors of this run, but the cell says " + Digits.ratio(bound))
                : Optional.empty();
    }
}
