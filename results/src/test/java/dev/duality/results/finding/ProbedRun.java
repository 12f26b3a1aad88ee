// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.ClosedLoop;
import dev.duality.results.FloorProbes;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/// A run whose loads were probed before and after, on a machine of which each test makes what it likes.
abstract class ProbedRun {
    static final Cell RING = Samples.cell("counter", "messaging:ring", 1, 1);
    static final double NEAR = 43;
    static final double FAR = 385;

    static Run begin(Cell... cells) {
        return Samples.withFloors(Samples.run(2, List.of(cells)), NEAR, NEAR, NEAR);
    }

    static Run with(Run run, Cell cell, int fork, int attempt, Outcome outcome) {
        return run.with(new CellRecord(cell.id(), fork, attempt, Samples.START, Samples.START, outcome, List.of()));
    }

    static Run with(Run run, Cell cell, int fork, int attempt, double nanos, double before, double after) {
        ClosedLoop loop = Samples.closed(
                cell.workers() * 1e9 / nanos,
                cell.workers(),
                Samples.usage(),
                Optional.of(new FloorProbes(before, after)));
        return with(run, cell, fork, attempt, Samples.measured(loop));
    }

    static Run with(Run run, Cell cell, int fork, double nanos, double floor) {
        return with(run, cell, fork, 1, nanos, floor, floor);
    }

    static Findings findings(Run run) {
        return Findings.of(run, _ -> latencies());
    }

    static Histogram latencies() {
        Histogram nanos = new Histogram(3);
        nanos.recordValueWithCount(500, 20_000);
        return nanos;
    }

    static List<Row> rows(Run run) {
        return findings(run).workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .toList();
    }

    static List<String> notes(double perOp, double... floors) {
        Cell crossing = crossing(4);
        Run run = begin(crossing);
        for (int fork = 1; fork <= 18; fork++) {
            double floor = floors[fork % floors.length];
            run = with(run, crossing, fork, 700 + perOp * floor, floor);
        }
        return rows(run).getFirst().notes();
    }

    static Cell crossing(double lines) {
        return new Cell(
                RING.id(),
                RING.workload(),
                RING.substrate(),
                RING.rowClass(),
                1,
                1,
                false,
                RING.waits(),
                0,
                1,
                RING.params(),
                RING.loads(),
                RING.contract(),
                OptionalDouble.of(lines));
    }
}
