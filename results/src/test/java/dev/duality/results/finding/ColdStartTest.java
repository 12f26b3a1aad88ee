// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.Cell;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Figure;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.table.ColdSheet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

public class ColdStartTest {
    /// Times of an operation in stretches of 1, 1, 2, 4, 8 and 16 of each worker, times 1 to 3 in the forks.
    private static final List<Double> MESSAGES = List.of(80_000.0, 4_000.0, 1_000.0, 400.0, 200.0, 200.0);

    private static final List<Double> SHARED = List.of(10_000.0, 90.0, 50.0, 50.0, 50.0, 50.0);

    public static Findings findings() {
        return findings(3);
    }

    /// Of three forks or more, of which the third has a stretch less, and a row that was warm.
    public static Findings findings(int forks) {
        Map<Cell, List<Double>> nanos = new HashMap<>();
        Cell shared = cold("shm:lockfree", 2, 0);
        Cell messages = cold("messaging:ring", 1, 1);
        nanos.put(shared, SHARED);
        nanos.put(messages, MESSAGES);
        Cell warm = Samples.cell("counter", "messaging:juc-abq", 1, 1);
        Run run = Samples.withFloors(
                Samples.run(2, List.of(shared, messages, warm)), Samples.FLOOR, Samples.FLOOR, Samples.FLOOR);
        for (int fork = 1; fork <= forks; fork++) {
            for (Cell cell : List.of(shared, messages)) {
                int times = fork;
                List<Double> all =
                        nanos.get(cell).stream().map(each -> each * times).toList();
                run = run.with(Samples.record(
                        cell, fork, Samples.measured(begun(fork == 3 ? all.subList(0, 5) : all, cell.workers()))));
            }
            run = run.with(Samples.record(warm, fork, Samples.measured(Samples.closed(1e6, 1))));
        }
        return Findings.of(run, _ -> new Histogram(3));
    }

    /// The same without the row that was warm.
    public static Findings allCold() {
        Cell cold = cold("shm:lockfree", 2, 0);
        Run run = Samples.run(2, List.of(cold)).with(Samples.record(cold, 1, Samples.measured(begun(SHARED, 2))));
        return Findings.of(run, _ -> new Histogram(3));
    }

    private static Cell cold(String substrate, int workers, int servers) {
        Cell like = Samples.cell("counter", substrate, workers, servers);
        return new Cell(
                like.id() + "/cold",
                like.workload(),
                substrate,
                like.rowClass(),
                workers,
                servers,
                false,
                like.waits(),
                0,
                1,
                Map.of(Cell.COLD, new ParameterValue("yes", "")),
                like.loads(),
                like.contract(),
                like.lineTransfers());
    }

    private static ClosedLoop begun(List<Double> nanos, int workers) {
        List<Double> scores = nanos.stream().map(each -> workers * 1e9 / each).toList();
        double steady = nanos.getLast();
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.shown(Figure.FIRST_OPERATION, nanos.getFirst() / 1e3, "us"));
        int stretch = (int) IntStream.range(0, nanos.size())
                .takeWhile(each -> nanos.get(each) > 1.1 * steady)
                .count();
        figures.add(Figure.shown(Figure.UNTIL_STEADY, 1 << stretch - 1, "ops"));
        return new ClosedLoop(
                workers * 1e9 / steady,
                steady,
                scores.subList(0, scores.size() - 2),
                scores.subList(scores.size() - 2, scores.size()),
                Optional.empty(),
                Samples.still(Samples.FLOOR),
                Samples.usage(figures.toArray(Figure[]::new)));
    }

    @Test
    void eachRowThatWasColdSaysWhatTheFirstOperationTookAndHowManyItWasUntilSteady() {
        assertEquals(
                List.of(
                        List.of("shm:lockfree", "2+0", "20", "100", "2", "0.0202"),
                        List.of("messaging:ring", "1+1", "160", "400", "8", "0.175")),
                ColdSheet.of(findings()).getFirst().rows());
    }

    @Test
    void aLineHasTheMediansOfStretchesThatAllForksHaveOverWhatAWorkerHadDone() {
        List<ColdStart> found = findings().coldStarts();

        assertEquals(1, found.size());
        assertEquals(
                List.of(
                        new ColdStart.Point(1, 160_000),
                        new ColdStart.Point(2, 8_000),
                        new ColdStart.Point(4, 2_000),
                        new ColdStart.Point(8, 800),
                        new ColdStart.Point(16, 400)),
                found.getFirst().lines().getLast().points().stream()
                        .map(point -> new ColdStart.Point(point.operations(), Math.rint(point.nanosPerOp())))
                        .toList());
    }
}
