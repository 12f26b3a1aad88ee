// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.chart.Chart;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MulticoreMapTest {
    private static final MachineSpec OPTERON = Machines.named("opteron-6172");

    private static MulticoreRow row(String substrate, int workers, boolean inPlace, double perSecond) {
        return new MulticoreRow(
                substrate,
                workers,
                0,
                inPlace,
                perSecond,
                new MulticoreRow.Lines(1, List.of(), 0, List.of()),
                new MulticoreRow.Waits(0, 0),
                1,
                true);
    }

    /// Shared memory does 100 with each number of workers, messages what is given.
    private static List<BestPair> pairs(double... messages) {
        List<MulticoreRow> rows = new ArrayList<>();
        for (int i = 0; i < messages.length; i++) {
            rows.add(row("shm:lock", i + 1, false, 100));
            rows.add(row("shm:slow", i + 1, false, 10));
            rows.add(row("shm:in-place", i + 1, true, 1_000));
            rows.add(row("messaging:ring", i + 1, false, messages[i]));
        }
        rows.add(row("shm:lock", 99, false, 100));
        return BestPair.of(rows);
    }

    @Test
    void theBestOfEachKindMeetAndWhatHasNoPartnerOrIsInPlaceDoesNot() {
        List<BestPair> pairs = pairs(50, 200);
        assertEquals(List.of(1, 2), pairs.stream().map(BestPair::workers).toList());
        assertEquals("shm:lock", pairs.getFirst().shared().substrate());
        assertEquals(2, pairs.getFirst().timeRatio());
    }

    @Test
    void messagesOvertakeFromWhereTheyAreAheadToTheEnd() {
        assertEquals(
                Optional.of(3), BestPair.overtaking(pairs(50, 90, 110, 300)).map(BestPair::workers));
        assertEquals(
                Optional.of(4), BestPair.overtaking(pairs(50, 110, 90, 110)).map(BestPair::workers));
        assertEquals(Optional.of(1), BestPair.overtaking(pairs(101, 102)).map(BestPair::workers));
        assertEquals(Optional.empty(), BestPair.overtaking(pairs(300, 300, 99)));
    }

    @Test
    void whatTheModelCannotTellApartIsNobodys() {
        List<BestPair.BetterSide> ahead =
                pairs(50, 75, 100, 130, 140).stream().map(BestPair::ahead).toList();
        assertEquals(
                List.of(
                        BestPair.BetterSide.SHARED,
                        BestPair.BetterSide.NEITHER,
                        BestPair.BetterSide.NEITHER,
                        BestPair.BetterSide.NEITHER,
                        BestPair.BetterSide.MESSAGES),
                ahead);
    }

    @Test
    void thePictureHasABoxForEachPairAndTellsWhoIsAhead() {
        MulticoreMap map = new MulticoreMap(
                OPTERON,
                "counter",
                new MulticoreMap.Varied("think", "ns"),
                List.of(new MulticoreMap.Row(0, pairs(50, 100)), new MulticoreMap.Row(1_000, pairs(100, 200))));
        Chart.Crossover chart = map.chart();
        assertEquals("think, ns", chart.up().name());
        assertEquals(
                List.of(
                        Ratio.Direction.GREATER,
                        Ratio.Direction.NO_DIFFERENCE,
                        Ratio.Direction.NO_DIFFERENCE,
                        Ratio.Direction.LESS),
                chart.points().stream().map(Chart.Compared::direction).toList());
        assertEquals(0.5, chart.points().getLast().ratio().value());
    }

    @Test
    void aLargerMachineKeepsItsDistancesAndPutsTheRestAtTheFarthest() {
        MachineSpec larger = OPTERON.extended(96, 0);
        for (int core = 0; core < 48; core++) {
            assertEquals(OPTERON.distance(0, core), larger.distance(0, core));
        }
        assertEquals(3, larger.distance(0, 95));
        assertEquals(0, larger.distance(90, 95), "a die of its own");
        assertEquals(OPTERON.times(), larger.times());
        assertTrue(larger.assumed().contains("48 of these hardware threads exist"), larger.assumed());
    }

    @Test
    void aHopMoreCostsWhatTheLastOneDid() {
        MachineSpec further = OPTERON.extended(96, 2);
        List<Double> published = OPTERON.times().loadModified();
        List<Double> loads = further.times().loadModified();
        double hop = published.get(3) - published.get(2);
        assertEquals(published, loads.subList(0, 4));
        assertEquals(published.get(3) + 2 * hop, loads.get(5), 1e-6);
        assertEquals(5, further.distance(0, 95));
        assertEquals(OPTERON.distance(0, 47), further.distance(0, 47));
        assertEquals(6, further.classes().size());
    }

    @Test
    void aSizeThatDoesNotComeOutIsRefused() {
        assertRefused(OPTERON, 100, 0, "groups of 6, so its threads can be 96 or 102, but not 100");
        assertRefused(OPTERON, 42, 0, "no larger machine");
        assertRefused(OPTERON, 2048, 0, "at most 1,024");
        assertRefused(OPTERON, 96, 9, "0 to 8");
        assertRefused(Machines.named("graviton-2"), 128, 0, "one distance only");
    }

    private static void assertRefused(MachineSpec of, int cores, int hops, String reason) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> of.extended(cores, hops));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }
}
