// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.Cell;
import dev.duality.results.ClosedLoop;
import dev.duality.results.FixedJob;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.SubstrateSide;
import dev.duality.results.finding.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RunSeriesTest {
    /// Jobs of 12.5 s in one thread, a fifth of it serial, on a machine with 4 cores; two forks each.
    private static Findings findings() {
        List<Cell> cells = new ArrayList<>();
        for (int workers : new int[] {4, 1, 2, 3}) {
            cells.add(Samples.cell("mapreduce", "shm:table", workers, 0));
        }
        for (int workers : new int[] {1, 2}) {
            cells.add(Samples.cell("mapreduce", "messaging:ring", workers, 1));
        }
        cells.add(Samples.cell("rpc", "shm:direct", 1, 0));
        cells.add(Samples.plain("mapreduce", Map.of()));
        Run run = Samples.withFloors(Samples.run(4, cells), 200, 200, 200);
        for (Cell cell : cells) {
            for (int fork = 1; fork <= 2; fork++) {
                double seconds =
                        cell.side() == SubstrateSide.PLAIN ? 11.0 * fork : (2.5 + 10.0 / cell.workers()) * fork;
                Optional<ClosedLoop> closed = cell.workload().equals("rpc") || cell.servers() > 0
                        ? Optional.of(Samples.closed(1e6 * cell.workers(), cell.workers()))
                        : Optional.empty();
                Optional<FixedJob> job =
                        cell.workload().equals("rpc") ? Optional.empty() : Optional.of(Samples.job(1_000, seconds));
                run = run.with(Samples.record(cell, fork, new Outcome.Measured(List.of(0, 1), closed, List.of(), job)));
            }
        }
        return Findings.of(run, _ -> {
            throw new AssertionError("there is no open loop");
        });
    }

    @Test
    void rowsThatDifferInTheirWorkersAloneAreASeries() {
        List<Series> found = RunSeries.of(findings());

        assertEquals(
                List.of(
                        "mapreduce shm:table, spin, job",
                        "mapreduce messaging:ring, n + 1, spin, job",
                        "mapreduce messaging:ring, n + 1, spin, closed loop"),
                found.stream().map(Series::name).toList());
        Series shared = found.getFirst();
        assertEquals(
                List.of(1.0, 2.0, 3.0, 4.0),
                shared.points().stream().map(Series.Point::n).toList());
        assertEquals(Plant.forks(7.5, 15), shared.points().get(1).values());
        assertEquals(Optional.of(Plant.forks(11, 22)), shared.plain());
        assertEquals(OptionalInt.of(4), shared.cores());
        assertEquals(3, found.get(1).points().getLast().threads());
        assertEquals(Optional.empty(), found.getLast().plain());
    }

    @Test
    void theSerialPartOfARunsJobIsFound() {
        Scaling found = Laws.of(RunSeries.of(findings()).getFirst(), 42);

        assertEquals(0.2, found.amdahl().given().orElseThrow().serial().value(), 0.002);
        assertEquals(11.0 / 5, found.steps().getLast().speedup().orElseThrow().value(), 1e-9);
        assertEquals(new Cost(OptionalDouble.of(2), 4), found.cost().orElseThrow());
    }
}
