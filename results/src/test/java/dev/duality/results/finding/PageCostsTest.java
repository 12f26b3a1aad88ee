// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.Figure;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.finding.PageCosts.Outcome;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

public class PageCostsTest {
    private static final long[] TOUCHES = {1, 2, 4, 8, 16, 32, 64};

    /// A line whose pages and touches cost what is planted.
    private static void add(
            Planted planted, String substrate, int servers, double page, double touch, double noise, int forks) {
        Random random = new Random(substrate.hashCode());
        for (long touches : TOUCHES) {
            double[] nanos = new double[forks];
            for (int fork = 0; fork < forks; fork++) {
                nanos[fork] = (touch + page / touches) * Math.exp(noise * random.nextGaussian());
            }
            Map<String, String> params = Map.of("frames", "8", "touches", Long.toString(touches));
            planted.add("paging", substrate, 1, servers, servers == 0 ? "none" : "pause", 0, params, nanos);
            if (servers > 0) {
                planted.counted(new Figure("faults below 8 us", 0.97 / touches, Figure.PER_OP, false));
            }
        }
    }

    /// Pages of 8 us by faults and touches of 10 ns; calls of 300 ns, which cross at 8,000 / 290; a mapping without
    /// faults; and messages of 4 us a page.
    public static Planted planted(double noise, int forks) {
        Planted planted = new Planted();
        add(planted, "shm:mapped", 0, 0, 10, noise, forks);
        add(planted, "shm:userfault", 1, 8_000, 10, noise, forks);
        add(planted, "shm:calls", 0, 0, 300, noise, forks);
        add(planted, "messaging:ring-pager", 1, 4_000, 60, noise, forks);
        return planted;
    }

    private static PageCosts only(Planted planted) {
        List<PageCosts> all = planted.findings(200).pageCosts();
        assertEquals(1, all.size());
        return all.getFirst();
    }

    private static Outcome outcome(PageCosts costs, String maps, String reads) {
        return costs.crossings().stream()
                .filter(crossing -> crossing.maps().substrate().equals(maps)
                        && crossing.reads().substrate().equals(reads))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    @Test
    void whatAPageAndATouchCostIsFoundAgainThroughNoise() {
        PageCosts.Line line = only(planted(0.02, 6)).lines().get(1);

        assertEquals("shm:userfault", line.cell().substrate());
        assertEquals(8_000, line.page().value(), 8_000 * 0.03);
        assertTrue(line.page().interval().orElseThrow().contains(8_000), line::toString);
        assertEquals(10, line.touch().value(), 5);
        assertTrue(line.fit().farthest() < 0.1, line::toString);
    }

    @Test
    void aMappingOvertakesCallsWhereItsPagesCostWhatTheirTouchesDo() {
        Outcome.Reached found =
                assertInstanceOf(Outcome.Reached.class, outcome(only(planted(0.02, 6)), "shm:userfault", "shm:calls"));

        assertTrue(found.mappingOvertakes());
        assertEquals(8_000 / 290.0, found.touches(), 1.5);
        assertTrue(found.interval().orElseThrow().contains(8_000 / 290.0), found::toString);
    }

    @Test
    void aMappingWithoutFaultsIsNeverDearerThanACall() {
        assertEquals(new Outcome.NotReached(true, 1, 64), outcome(only(planted(0, 1)), "shm:mapped", "shm:calls"));
    }

    /// 4,000 ns a page fewer, and 50 ns a touch more: at 80 touches, which nobody measured.
    @Test
    void whatCrossesBeyondWhatWasMeasuredIsNotReached() {
        assertEquals(
                new Outcome.NotReached(false, 1, 64),
                outcome(only(planted(0, 1)), "shm:userfault", "messaging:ring-pager"));
    }

    @Test
    void aLineThatMissesAPointSaysNothing() {
        Planted planted = new Planted();
        add(planted, "shm:calls", 0, 0, 300, 0, 2);
        for (long touches : TOUCHES) {
            double nanos = touches == 8 ? 4_000 : 10 + 8_000.0 / touches;
            planted.add(
                    "paging",
                    "shm:userfault",
                    1,
                    1,
                    "pause",
                    0,
                    Map.of("frames", "8", "touches", Long.toString(touches)),
                    nanos,
                    nanos);
        }

        Outcome.Inconclusive none =
                assertInstanceOf(Outcome.Inconclusive.class, outcome(only(planted), "shm:userfault", "shm:calls"));
        assertTrue(none.reason().startsWith("the line of shm:userfault misses a point by "), none::toString);
    }

    @Test
    void aCrossingWhoseIntervalLeavesWhatWasMeasuredIsNotTold() {
        Planted planted = new Planted();
        add(planted, "shm:userfault", 1, 16_000, 10, 0.2, 6);
        add(planted, "shm:calls", 0, 0, 280, 0.2, 6);

        Outcome.Inconclusive found =
                assertInstanceOf(Outcome.Inconclusive.class, outcome(only(planted), "shm:userfault", "shm:calls"));
        assertTrue(
                found.reason().endsWith("touches of a page, but the interval leaves what was measured"),
                found::toString);
    }

    private static Planted line(
            Planted planted, String substrate, double page, double touch, double noise, long... all) {
        Random random = new Random(substrate.hashCode());
        for (long touches : all) {
            double[] nanos = new double[6];
            for (int fork = 0; fork < nanos.length; fork++) {
                nanos[fork] = (touch + page / touches) * Math.exp(noise * random.nextGaussian());
            }
            Map<String, String> params = Map.of("frames", "8", "touches", Long.toString(touches));
            planted.add("paging", substrate, 1, 0, "none", 0, params, nanos);
        }
        return planted;
    }

    @Test
    void linesThatHaveNoTouchesInCommonAreNotCompared() {
        Planted planted = line(new Planted(), "shm:mapped", 0, 10, 0, 1, 2, 4);
        line(planted, "shm:calls", 0, 300, 0, 8, 16, 64);

        assertEquals(
                new Outcome.Inconclusive("no touches in common: one line ends at 4, and the other begins at 8"),
                outcome(only(planted), "shm:mapped", "shm:calls"));
    }

    @Test
    void ofTwoLinesThatAreOneNeitherWins() {
        Planted planted = line(new Planted(), "shm:mapped", 0, 300, 0, TOUCHES);
        line(planted, "shm:calls", 0, 300, 0, TOUCHES);

        assertEquals(
                new Outcome.Inconclusive("the two lines are one"), outcome(only(planted), "shm:mapped", "shm:calls"));
    }

    /// At 66 touches, just beyond the 64 that were measured: many draws have it among them.
    @Test
    void whoWinsIsNotToldWhereACrossingMayLieAmongWhatWasMeasured() {
        Planted planted = line(new Planted(), "shm:userfault", 66 * 200, 100, 0.05, TOUCHES);
        line(planted, "shm:calls", 0, 300, 0.05, TOUCHES);

        Outcome.Inconclusive found =
                assertInstanceOf(Outcome.Inconclusive.class, outcome(only(planted), "shm:userfault", "shm:calls"));
        assertEquals("shm:calls wins from 1 to 64 touches of a page, but not in 95 % of the draws", found.reason());
    }

    /// Faults by two waits of who serves them, and a pager of one of these.
    public static Planted byTwoWaits() {
        Planted planted = new Planted();
        for (String waits : List.of("pause", "spin")) {
            for (long touches : TOUCHES) {
                for (String substrate : List.of("shm:userfault", "messaging:ring-pager")) {
                    double page = substrate.startsWith("shm") ? 8_000 : 4_000;
                    Map<String, String> params = Map.of("frames", "8", "touches", Long.toString(touches));
                    planted.add("paging", substrate, 1, 1, waits, 0, params, 10 + page / touches, 10 + page / touches);
                    boolean soon = waits.equals("spin");
                    planted.counted(
                            new Figure(soon ? "faults below 4 us" : "faults below 8 us", 1, Figure.PER_OP, false));
                }
            }
        }
        return planted;
    }

    @Test
    void linesOfDifferentWaitsShareNoVerdict() {
        assertEquals(
                List.of("pause/pause", "spin/spin"),
                only(byTwoWaits()).crossings().stream()
                        .map(crossing ->
                                crossing.maps().waits() + "/" + crossing.reads().waits())
                        .toList());
    }

    private static Cell ofCalls(long touches, int threads) {
        Cell like = Samples.cell("paging", "shm:calls", threads, 0);
        return new Cell(
                like.id() + "/touches=" + touches,
                "paging",
                "shm:calls",
                like.rowClass(),
                threads,
                0,
                false,
                like.waits(),
                0,
                1,
                Map.of("touches", new ParameterValue(Long.toString(touches), "")),
                like.loads(),
                like.contract(),
                OptionalDouble.empty());
    }

    /// A run of which one point was measured while the machine had moved its cores apart.
    private static Findings movedAtFourTouches(int threads) {
        List<Cell> cells = LongStream.of(1, 2, 4, 8)
                .mapToObj(touches -> ofCalls(touches, threads))
                .toList();
        Run run = ProbedRun.begin(cells.toArray(Cell[]::new));
        for (Cell cell : cells) {
            for (int fork = 1; fork <= 6; fork++) {
                boolean far = cell.params().get("touches").value().equals("4");
                run = ProbedRun.with(run, cell, fork, 300, far ? ProbedRun.FAR : ProbedRun.NEAR);
            }
        }
        return ProbedRun.findings(run);
    }

    private static List<Integer> pointsOfLines(int threads) {
        return movedAtFourTouches(threads).pageCosts().stream()
                .flatMap(costs -> costs.lines().stream())
                .map(line -> line.points().size())
                .toList();
    }

    private static List<Integer> pointsOfChart(int threads) {
        return movedAtFourTouches(threads).sweeps().stream()
                .flatMap(sweep -> sweep.lines().stream())
                .map(line -> line.points().size())
                .toList();
    }

    @Test
    void oneThreadAloneSeesNoOtherCoreAndSoCountsInEveryRegime() {
        assertEquals(List.of(4), pointsOfLines(1));
        assertEquals(List.of(3), pointsOfLines(2));
    }

    @Test
    void theChartHasThePlacesOfTheTable() {
        assertEquals(pointsOfLines(1), pointsOfChart(1));
        assertEquals(pointsOfLines(2), pointsOfChart(2));
    }

    /// A mapping and a call have no wait, and a question to a pager has one: one chart has them all the same.
    @Test
    void oneChartHasATouchOfAllSubstratesByTouchesOfAPage() {
        List<Sweep> sweeps = planted(0, 2).findings(200).sweeps();

        assertEquals(1, sweeps.size());
        assertEquals(Sweep.Axis.TOUCHES, sweeps.getFirst().axis());
        assertEquals(
                List.of(7, 7, 7, 7),
                sweeps.getFirst().lines().stream()
                        .map(line -> line.points().size())
                        .toList());
    }

    @Test
    void twoNumbersOfTouchesAreNoLineAndSettingsAreNotMixed() {
        Planted planted = new Planted();
        LongStream.of(1, 2)
                .forEach(touches -> planted.add(
                        "paging", "shm:calls", 1, 0, "none", 0, Map.of("touches", Long.toString(touches)), 300));
        planted.add("paging", "shm:calls", 1, 0, "none", 0, Map.of("touches", "4", "frames", "9"), 300);

        assertEquals(List.of(), planted.findings(200).pageCosts());
    }
}
