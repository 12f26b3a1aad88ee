// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.chart.Chart.Stretch.MetMachine;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimeChartsTest {
    private static List<Chart.OverTime> charts() {
        return new Charts(TimedSample.findings())
                .overTime().charts().stream().map(Chart.OverTime.class::cast).toList();
    }

    /// The loops of one line at 100,000 a second.
    private static List<Chart.Stretch> loops(String name) {
        return charts().getLast().lines().stream()
                .filter(line -> line.series().name().equals(name))
                .findFirst()
                .orElseThrow()
                .loops();
    }

    private static List<Chart.Stretch> lockfree() {
        return loops("shm:lockfree 1+0");
    }

    private static List<Chart.Stretch> ring() {
        return loops("messaging:ring 1+1");
    }

    @Test
    void eachRateHasOneChartWithTheRowsOfAllRegimesTheHighestFirst() {
        assertEquals(
                List.of("counter, spin, at 500,000/s", "counter, spin, at 100,000/s"),
                charts().stream().map(Chart.OverTime::title).toList());
    }

    @Test
    void theP99OfEachSecondStandsInItsMiddle() {
        List<Chart.Point> first = lockfree().getFirst().p99();

        assertEquals(List.of(0.5, 1.5, 2.5), first.stream().map(Chart.Point::x).toList());
        assertEquals(1_000, first.get(0).y(), 1);
        assertEquals(2_000, first.get(1).y(), 2);
        assertEquals(3_000, first.get(2).y(), 3);
    }

    @Test
    void aSecondThatIsTooFewForAP99HasNoPoint() {
        List<Chart.Stretch> loops = new Charts(TimedSample.withAThinSecond())
                .overTime().charts().stream()
                        .map(Chart.OverTime.class::cast)
                        .toList()
                        .getFirst()
                        .lines()
                        .getFirst()
                        .loops();

        assertEquals(
                List.of(0.5, 2.5),
                loops.getFirst().p99().stream().map(Chart.Point::x).toList());
        assertEquals(3, loops.getFirst().queued().size());
    }

    @Test
    void roundsFollowEachOtherAndALoopThatWasDoneAgainStandsInBothPlaces() {
        assertEquals(
                List.of(0.0, 3.0, 6.0, 9.0, 12.0, 15.0, 18.0, 21.0, 24.0, 27.0),
                charts().getLast().rounds());
        assertEquals(
                List.of(0.0, 3.0, 9.0, 12.0, 15.0, 18.0, 21.0, 24.0, 27.0),
                lockfree().stream().map(Chart.Stretch::from).toList());
        assertEquals(
                List.of(0.0, 3.0, 6.0, 9.0, 12.0, 15.0, 18.0, 21.0, 24.0, 27.0),
                ring().stream().map(Chart.Stretch::from).toList());
    }

    @Test
    void whatTheMachineWasIsMarked() {
        assertEquals(
                List.of(
                        MetMachine.USUAL,
                        MetMachine.MOVED,
                        MetMachine.USUAL,
                        MetMachine.USUAL,
                        MetMachine.USUAL,
                        MetMachine.USUAL,
                        MetMachine.USUAL,
                        MetMachine.OTHER,
                        MetMachine.OTHER,
                        MetMachine.OTHER),
                ring().stream().map(Chart.Stretch::machine).toList());
        assertEquals(
                List.of("round 2", "the machine moved: floor 60 ns before, 200 ns after"),
                ring().get(1).said());
        assertEquals(
                List.of("round 2, attempt 2", "near, floor 60 ns"),
                ring().get(2).said());
    }

    @Test
    void garbageCollectionsAndStallsAreMarkedWhereTheyWere() {
        assertEquals(
                List.of(false, false, true, false, false, false, false, false, false),
                lockfree().stream()
                        .map(loop -> loop.collectedMillis().equals(OptionalDouble.of(2.5)))
                        .toList());
        assertEquals(
                List.of(false, false, false, false, true, false, false, false, false),
                lockfree().stream()
                        .map(loop -> loop.stallNanos().equals(OptionalLong.of(10_000_000)))
                        .toList());
        assertTrue(lockfree().get(2).said().contains("garbage collections: 2.5 ms"));
        assertTrue(lockfree().get(4).said().contains("4 stalls, the longest 10 ms"));
    }

    @Test
    void howMuchWasQueuedIsDrawnAlsoOfARateThatWasMissed() {
        Chart.Timed missed = charts().getFirst().lines().stream()
                .filter(line -> line.series().name().equals("messaging:ring 1+1, missed"))
                .findFirst()
                .orElseThrow();

        List<Double> depths =
                missed.loops().getFirst().queued().stream().map(Chart.Point::y).toList();
        assertEquals(100_000, depths.get(0), 100);
        assertEquals(200_000, depths.get(1), 200);
        assertEquals(300_000, depths.get(2), 300);
    }

    @Test
    void whatWasNotKeptSecondBySecondHasNoChart() {
        Some none = new Charts(TimedSample.undivided()).overTime();

        assertEquals(List.of(), none.charts());
        assertEquals(0, none.left());
    }
}
