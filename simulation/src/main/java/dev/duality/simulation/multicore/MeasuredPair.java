// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Floor;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Run;
import dev.duality.results.finding.Loads;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Regimes;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Spread;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The two cores of a run in one of its regimes, as a machine: calibrated by how long a line takes there and back, by
/// whether a reader takes a line over, and by an atomic operation on a line of one's own. Nothing else of the run goes
/// into it, so that the rest can be predicted.
///
/// @param regime the regime of the run that it is like
/// @param machine two cores, one distance
public record MeasuredPair(Regime regime, MachineSpec machine) {
    private static final String ONE_WORD = "one word, pause";
    private static final String TWO_WORDS = "two words, pause";
    private static final double TAKEN_OVER = 1.6; // two words over one; without migration both are alike
    private static final double GHZ = 3;
    private static final double CYCLE = 1_000 / GHZ; // picoseconds
    private static final double LOOP_CYCLES =
            11; // what [MulticoreRun] lets a worker do between two operations, and the access
    private static final int HALVINGS = 40;
    private static final double PICOSECONDS_OF_NANO = 1_000;

    /// One for each regime of a run that was measured between two processors.
    /// @throws IllegalArgumentException in the user's own words if the run does not say what it takes
    public static List<MeasuredPair> of(Run run) {
        List<Regime> regimes = Regimes.of(run).all();
        if (regimes.isEmpty()) {
            throw new IllegalArgumentException("no load of the run has a floor beside it; measure it on two cores");
        }
        double own = ownUpdate(run);
        return regimes.stream()
                .map(regime -> new MeasuredPair(regime, machine(run, regime, regimes, own)))
                .toList();
    }

    /// An operation of one worker that adds to a counter.
    private static double ownUpdate(Run run) {
        List<Double> alone = run.plan().stream()
                .filter(cell -> cell.workload().equals("counter")
                        && cell.substrate().equals("shm:lockfree")
                        && cell.workers() == 1)
                .flatMap(run::records)
                .flatMap(record -> closed(record).stream())
                .map(ClosedLoop::nanosPerOp)
                .toList();
        if (alone.isEmpty()) {
            throw new IllegalArgumentException(
                    "the run has no row of counter on shm:lockfree with one worker, which says what an atomic operation"
                            + " costs by itself; measure it, too");
        }
        return Spread.of(alone).median();
    }

    private static Optional<ClosedLoop> closed(CellRecord record) {
        return record.outcome() instanceof Measured measured ? measured.closed() : Optional.empty();
    }

    private static MachineSpec machine(Run run, Regime regime, List<Regime> regimes, double ownNanos) {
        List<Double> ratios = run.floors().stream()
                .filter(floor -> nearest(regimes, floor).equals(regime))
                .flatMap(floor ->
                        form(floor, TWO_WORDS)
                                .flatMap(two -> form(floor, ONE_WORD).map(one -> two / one))
                                .stream())
                .toList();
        if (ratios.isEmpty()) {
            throw new IllegalArgumentException("the run's floors have no '%s' and '%s' in regime %s"
                    .formatted(ONE_WORD, TWO_WORDS, regime.text()));
        }
        boolean takenOver = Spread.of(ratios).median() > TAKEN_OVER;
        double own = Math.max(CYCLE, PICOSECONDS_OF_NANO * ownNanos - LOOP_CYCLES * CYCLE);
        double low = CYCLE;
        double high = PICOSECONDS_OF_NANO * regime.floorNanos();
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double cycles = new PublishedPrograms(pair(regime, middle, own, takenOver)).pingPong(1, 1);
            if (cycles * CYCLE > PICOSECONDS_OF_NANO * regime.floorNanos()) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return pair(regime, low, own, takenOver);
    }

    private static Optional<Double> form(Floor floor, String name) {
        return floor.forms().stream()
                .filter(form -> form.name().equals(name))
                .map(Floor.Form::roundTripNanos)
                .findFirst();
    }

    private static Regime nearest(List<Regime> regimes, Floor floor) {
        return regimes.stream()
                .min(Comparator.comparingDouble(
                        regime -> Math.abs(StrictMath.log(floor.roundTripNanos() / regime.floorNanos()))))
                .orElseThrow();
    }

    private static MachineSpec pair(Regime regime, double line, double own, boolean takenOver) {
        List<Double> row = List.of(line);
        return new MachineSpec(
                "this" + (regime.name().isEmpty() ? "" : "-" + regime.name().replace(' ', '-')),
                "two cores of a measured machine, " + regime.text(),
                List.of("the run's own floor, and its counter with one worker"),
                "a cycle of 1/%s ns, all kinds of transfers alike, and what waiting covers as on a Xeon"
                        .formatted(Digits.three(GHZ)),
                2,
                1,
                List.of(2),
                2,
                List.of(),
                List.of("the other core"),
                new MachineSpec.Times(
                        CYCLE, 4 * CYCLE, line, List.of(4 * line), row, row, row, row, row, row, row, own, 40 * CYCLE),
                new MachineSpec.Rules(!takenOver, takenOver, true, 0.5, 0.25, 0.25, 0.5, 0, false, 1, 0, 42, 10));
    }

    /// The times of a cell in this regime, by its closed loop.
    /// @return nanoseconds of an operation of one worker, one of each fork; none if no fork of it ran in this regime
    ///     throughout
    List<Double> nanos(Run run, Loads loads, Cell cell) {
        return run.records(cell)
                .filter(record -> loads.counts(record, Loads.Kind.CLOSED))
                .flatMap(record -> closed(record).stream())
                .filter(loop -> loads.regimes().of(loop.probes()).equals(Optional.of(regime)))
                .map(ClosedLoop::nanosPerOp)
                .toList();
    }
}
