// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.SubstrateSide;
import dev.duality.results.chart.Chart;
import dev.duality.results.chart.Chart.Point;
import dev.duality.results.chart.Chart.Stretch;
import dev.duality.results.chart.Chart.Stretch.MetMachine;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripTest {
    private static final Chart.Series RING = new Chart.Series("messaging:ring 1+1", SubstrateSide.MESSAGING, 0, 0);

    private static Stretch loop(double from, MetMachine machine, OptionalDouble collected, OptionalLong stall) {
        return new Stretch(
                from,
                from + 3,
                List.of(new Point(from + 0.5, 1_000), new Point(from + 1.5, 100_000), new Point(from + 2.5, 1_000)),
                List.of(new Point(from + 0.5, 0), new Point(from + 1.5, 50), new Point(from + 2.5, 0)),
                machine,
                collected,
                stall,
                List.of("round"));
    }

    private static String drawn(double width, Stretch... loops) {
        List<Double> rounds = Stream.of(loops).map(Stretch::from).toList();
        return Drawing.forPage(
                        new Chart.OverTime("rpc", rounds, List.of(new Chart.Timed(RING, List.of(loops)))),
                        width,
                        "time")
                .markup();
    }

    private static Stretch quiet(double from, MetMachine machine) {
        return loop(from, machine, OptionalDouble.empty(), OptionalLong.empty());
    }

    private static List<MatchResult> all(String pattern, String svg) {
        return Pattern.compile(pattern).matcher(svg).results().toList();
    }

    /// The height of each tick of a stall: no other line is drawn in ink.
    private static List<Double> ticks(String svg) {
        return all("<line x1=\"[^\"]+\" y1=\"([^\"]+)\" x2=\"[^\"]+\" y2=\"([^\"]+)\" stroke=\"var\\(--ink\\)\"", svg)
                .stream()
                .map(line -> Double.parseDouble(line.group(2)) - Double.parseDouble(line.group(1)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {900, 360})
    void aSecondStandsAtTheSamePlaceInBothPanels(double width) {
        String svg = drawn(width, quiet(0, MetMachine.USUAL), quiet(3, MetMachine.USUAL));

        List<List<String>> across = all("<polyline points=\"([^\"]+)\"[^>]*stroke-dasharray=\"6 4\"", svg).stream()
                .map(line -> line.group(1).split(" "))
                .filter(points -> points.length == 6)
                .map(points -> List.of(points[0], points[2], points[4]))
                .toList();
        assertEquals(4, across.size(), svg);
        assertEquals(across.subList(0, 2), across.subList(2, 4));
    }

    @Test
    void aLaneIsThickOnAnotherMachineAndDottedWhereItMoved() {
        String svg = drawn(900, quiet(0, MetMachine.USUAL), quiet(3, MetMachine.OTHER), quiet(6, MetMachine.MOVED));

        assertEquals(1, all("stroke-width=\"6\"/>", svg).size(), svg);
        assertEquals(1, all("stroke-dasharray=\"2 3\"", svg).size(), svg);
    }

    @Test
    void aCollectionIsADotAndAStallATickThatGrowsWithIt() {
        String svg = drawn(
                900,
                quiet(0, MetMachine.USUAL),
                loop(3, MetMachine.USUAL, OptionalDouble.of(2.5), OptionalLong.of(100_000)),
                loop(6, MetMachine.USUAL, OptionalDouble.empty(), OptionalLong.of(10_000_000)));

        assertEquals(1, all("<circle", svg).size(), svg);
        List<Double> ticks = ticks(svg);
        assertEquals(2, ticks.size(), svg);
        assertTrue(ticks.get(1) > 2 * ticks.get(0), ticks::toString);
    }

    @Test
    void whereNobodyLookedAtTheQueueThereIsNoPanelOfIt() {
        Stretch blind = new Stretch(
                0,
                2,
                List.of(new Point(0.5, 1_000), new Point(1.5, 2_000)),
                List.of(),
                MetMachine.USUAL,
                OptionalDouble.empty(),
                OptionalLong.empty(),
                List.of("round 1"));

        assertTrue(drawn(900, quiet(0, MetMachine.USUAL)).contains("operations queued at most"));
        assertEquals(0, all("queued", drawn(900, blind)).size());
    }
}
