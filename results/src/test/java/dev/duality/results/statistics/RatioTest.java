// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class RatioTest {
    private static SortedMap<Integer, Double> blocks(double... values) {
        return blocks(values.length, block -> values[block - 1]);
    }

    private static SortedMap<Integer, Double> blocks(int count, IntToDoubleFunction value) {
        SortedMap<Integer, Double> blocks = new TreeMap<>();
        for (int block = 1; block <= count; block++) {
            blocks.put(block, value.applyAsDouble(block));
        }
        return blocks;
    }

    @Test
    void whatSlowsAWholeBlockCancels() {
        IntToDoubleFunction mood = block -> 1 + 0.5 * (block % 3);

        Ratio ratio = Ratio.ofBlocks(
                blocks(6, block -> 190 * mood.applyAsDouble(block)),
                blocks(6, block -> 100 * mood.applyAsDouble(block)));

        assertEquals(1.9, ratio.value(), 1e-9);
        assertEquals(1.9, ratio.interval().orElseThrow().low(), 1e-9);
        assertEquals(1.9, ratio.interval().orElseThrow().high(), 1e-9);
        assertTrue(ratio.confident());
        assertEquals("1.90 x [1.90, 1.90]", ratio.text());
    }

    @Test
    void onlyBlocksThatBothSidesHaveAreCompared() {
        SortedMap<Integer, Double> below = blocks(100, 100, 100, 100);
        below.remove(2);

        Ratio ratio = Ratio.ofBlocks(blocks(200, 9_000, 210, 220), below);

        assertEquals(3, ratio.forks());
        assertEquals(2.1, ratio.value(), 0.01);
    }

    @Test
    void fiveBlocksAreTheRangeThatWasSeenAndSixAreNinetyFivePercent() {
        Ratio five = Ratio.ofBlocks(blocks(110, 120, 130, 140, 150), blocks(5, _ -> 100));
        Ratio six = Ratio.ofBlocks(blocks(110, 120, 130, 140, 150, 160), blocks(6, _ -> 100));

        assertFalse(five.confident());
        assertEquals(1.1, five.interval().orElseThrow().low(), 1e-9);
        assertEquals(1.5, five.interval().orElseThrow().high(), 1e-9);
        assertTrue(six.confident());
        assertEquals(1.1, six.interval().orElseThrow().low(), 1e-9);
        assertEquals(1.6, six.interval().orElseThrow().high(), 1e-9);
    }

    @Test
    void oneBlockHasNoInterval() {
        Ratio ratio = Ratio.ofBlocks(blocks(191), blocks(100));

        assertEquals(Optional.empty(), ratio.interval());
        assertEquals("1 round: seen at 1.91 x, too few for 95 %", ratio.text());
        assertFalse(ratio.confident());
        assertEquals(Ratio.Direction.UNKNOWN, ratio.direction());
        assertEquals(
                "no round in common: seen at 1.91 x, too few for 95 %",
                Ratio.ofBlocks(blocks(191), new TreeMap<>(Map.of(2, 100.0))).text());
    }

    @Test
    void aRatioToldFromTheOtherSideIsItsInverse() {
        SortedMap<Integer, Double> one = blocks(150, 160, 155, 170, 149, 158, 163);
        SortedMap<Integer, Double> other = blocks(100, 103, 99, 101, 97, 104, 102);
        Ratio there = Ratio.ofBlocks(one, other);
        Ratio back = Ratio.ofBlocks(other, one);

        assertEquals(there.value(), back.inverse().value(), 1e-12);
        assertEquals(
                there.interval().orElseThrow().low(),
                back.inverse().interval().orElseThrow().low(),
                1e-12);
        assertEquals(Ratio.Direction.GREATER, there.direction());
        assertEquals(Ratio.Direction.LESS, back.direction());
    }

    @Test
    void anIntervalWhoseEndsAreFourTimesApartIsNoFigure() {
        Ratio ratio = Ratio.ofBlocks(blocks(100, 500, 90, 450, 110, 480), blocks(6, _ -> 100));

        assertTrue(ratio.wide());
        assertEquals("too wide to say: 0.90 to 5.00 x", ratio.text());
        assertEquals(Ratio.Direction.NO_DIFFERENCE, ratio.direction());
    }

    @Test
    void samplesNeedFourAndFourForNinetyFivePercent() {
        assertFalse(Ratio.ofSamples(List.of(200.0, 201.0, 202.0), List.of(100.0, 101.0, 102.0))
                .confident());
        Ratio ratio = Ratio.ofSamples(List.of(200.0, 204.0, 202.0, 198.0), List.of(100.0, 101.0, 102.0, 99.0));
        assertTrue(ratio.confident());
        assertEquals(2, ratio.value(), 0.01);
        assertEquals(4, ratio.forks());
    }

    @Test
    void ofManyRatiosEachIsJudgedMoreCarefully() {
        List<Double> slower = List.of(101.0, 103.0, 104.0, 106.0, 107.0, 109.0);
        List<Double> before = List.of(98.0, 99.0, 100.0, 100.5, 101.5, 102.0);

        assertTrue(Ratio.ofSamples(slower, before, 1).interval().orElseThrow().low()
                > Ratio.ofSamples(slower, before, 20).interval().orElseThrow().low());
        assertTrue(Ratio.ofSamples(slower, before, 20).confident());
        assertFalse(
                Ratio.ofSamples(slower, before, 1_000).confident(), "6 and 6 cannot miss in 1 of 20,000 cases only");
    }

    /// The second rival was lucky in block 3, and whoever looks at block 3 takes it there.
    @Test
    void theBestRivalOfABlockIsChosenByTheBlocksBefore() {
        Map<String, SortedMap<Integer, Double>> shared =
                Map.of("good", blocks(100, 101, 102, 99, 100, 98), "lucky", blocks(120, 121, 50, 119, 122, 118));
        Map<String, SortedMap<Integer, Double>> messages = Map.of("ring", blocks(6, _ -> 200));

        Ratio ratio = Ratio.ofBest(messages, shared, true);

        assertEquals(2, ratio.value(), 0.03);
        assertTrue(ratio.interval().orElseThrow().high() < 2.1, ratio.text());
    }

    /// In block 4 only the slow one ran in this regime.
    @Test
    void aBlockWithoutTheBestRivalSaysNothingOfTheBest() {
        SortedMap<Integer, Double> quick = blocks(7, _ -> 100);
        quick.remove(4);

        Ratio ratio = Ratio.ofBest(
                Map.of("ring", blocks(7, _ -> 200)), Map.of("quick", quick, "slow", blocks(7, _ -> 900)), true);

        assertEquals(6, ratio.forks());
        assertEquals("2.00 x [2.00, 2.00]", ratio.text());
    }

    /// The quick one was elsewhere in the first two blocks; that is no reason to take the slow one there.
    @Test
    void aRivalThatIsSeenLateIsJudgedByItsLaterBlocks() {
        SortedMap<Integer, Double> quick = blocks(8, _ -> 100);
        quick.remove(1);
        quick.remove(2);

        Ratio ratio = Ratio.ofBest(
                Map.of("ring", blocks(8, _ -> 200)), Map.of("quick", quick, "slow", blocks(8, _ -> 900)), true);

        assertEquals("2.00 x [2.00, 2.00]", ratio.text());
    }

    @Test
    void aLesserRivalNeverStandsInForTheBest() {
        SortedMap<Integer, Double> quick = new TreeMap<>(Map.of(2, 100.0));
        SortedMap<Integer, Double> slow = new TreeMap<>(Map.of(1, 400.0));

        Ratio ratio = Ratio.ofBest(
                Map.of("ring", new TreeMap<>(Map.of(1, 800.0))), Map.of("quick", quick, "slow", slow), true);

        assertEquals(8, ratio.value(), 1e-9);
        assertEquals("no round in common: seen at 8.00 x, too few for 95 %", ratio.text());
    }

    @Test
    void theOrderInWhichRivalsAreNamedChangesNothing() {
        SortedMap<Integer, Double> one = blocks(91, 95, 89, 93, 92, 90, 94);
        SortedMap<Integer, Double> two = blocks(92, 90, 94, 91.2, 90, 95, 89);
        Map<String, SortedMap<Integer, Double>> messages = Map.of("ring", blocks(190, 188, 195, 191, 187, 190, 193));
        Map<String, SortedMap<Integer, Double>> there = new LinkedHashMap<>();
        there.put("one", one);
        there.put("two", two);
        Map<String, SortedMap<Integer, Double>> back = new LinkedHashMap<>();
        back.put("two", two);
        back.put("one", one);

        assertEquals(Ratio.ofBest(messages, there, true), Ratio.ofBest(messages, back, true));
    }

    /// In other units, or on a machine that is a third slower, all ratios move by the same factor.
    @Test
    void aFactorOnOneSideIsAFactorOfTheRatioAndItsInterval() {
        SortedMap<Integer, Double> above = blocks(150, 160, 155, 170, 149, 158, 163, 151);
        SortedMap<Integer, Double> below = blocks(100, 103, 99, 101, 97, 104, 102, 98);
        SortedMap<Integer, Double> slower = blocks(above.size(), block -> 1.37 * above.get(block));

        for (boolean paired : new boolean[] {true, false}) {
            Ratio before = paired ? Ratio.ofBlocks(above, below) : Ratio.ofSamples(above.values(), below.values());
            Ratio after = paired ? Ratio.ofBlocks(slower, below) : Ratio.ofSamples(slower.values(), below.values());

            assertEquals(1.37 * before.value(), after.value(), 1e-12);
            assertEquals(
                    1.37 * before.interval().orElseThrow().low(),
                    after.interval().orElseThrow().low(),
                    1e-12);
            assertEquals(
                    1.37 * before.interval().orElseThrow().high(),
                    after.interval().orElseThrow().high(),
                    1e-12);
        }
    }

    @Test
    void moreIsBetterOfThroughput() {
        Ratio ratio = Ratio.ofBest(
                Map.of("a", blocks(6, _ -> 50.0), "b", blocks(6, _ -> 80.0)),
                Map.of("c", blocks(6, _ -> 20.0), "d", blocks(6, _ -> 40.0)),
                false);

        assertEquals(2, ratio.value(), 1e-9);
    }
}
