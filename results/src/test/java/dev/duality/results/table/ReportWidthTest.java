// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The text in a terminal that is narrow.
class ReportWidthTest extends ReportedRun {
    @ParameterizedTest
    @ValueSource(ints = {240, 160, 120, 100, 80, 70, 60, 55})
    void noLineIsWiderThanTheTerminal(int columns) {
        REPORT.render(Format.TEXT, columns)
                .lines()
                .forEach(line -> assertTrue(line.length() <= columns, line.length() + " columns: " + line));
    }

    @ParameterizedTest
    @ValueSource(ints = {240, 160, 100, 80, 60, 40})
    void whatDoesNotFitBesideStandsBelow(int columns) {
        String text = REPORT.render(Format.TEXT, columns);

        for (String title : List.of("T1/Tn", "p90", "p99.9", "CPU-ns/op", "thread")) {
            assertTrue(text.contains(title), title + " in " + text);
        }
        assertFalse(text.contains("Left out"), text);
    }

    /// A percentile means nothing without the rate it is of.
    @ParameterizedTest
    @ValueSource(ints = {70, 60, 55, 40})
    void eachTableThatTheOpenLoopIsCutIntoSaysTheRates(int columns) {
        List<String> heads = Arrays.stream(REPORT.render(Format.TEXT, columns).split("\n---"))
                .map(text -> text.substring(text.lastIndexOf("\n\n") + 1))
                .filter(head -> head.contains("substrate") && head.matches("(?s).*\\b(p50|p9[0-9.]*|max)\\b.*"))
                .toList();

        assertTrue(heads.size() > 1, heads.toString());
        heads.forEach(head -> assertTrue(head.contains("at /s"), head));
    }

    @Test
    void theGapStandsBesideTheThroughputOnANarrowTerminal() {
        String ring = line(REPORT.render(Format.TEXT, 100), "messaging:ring       1+1");

        assertTrue(
                ring.matches("messaging:ring +1\\+1 +(served +)?3,300,000 +303 +2\\.88 \\[2\\.88, 2\\.88\\] +A( .*)?"),
                ring);
    }

    /// Whatever stands before them, and however wide they are.
    @ParameterizedTest
    @ValueSource(ints = {240, 160, 120, 100, 90, 80, 70, 60, 50, 40})
    void whatWasAskedStandsBeforeAllElse(int columns) {
        String heads = REPORT.render(Format.TEXT, columns)
                .lines()
                .takeWhile(line -> !line.startsWith("Floor"))
                .filter(line -> line.startsWith("substrate"))
                .collect(Collectors.joining(" "));

        String titles = heads.replaceAll(" *substrate +w\\+s", ""); // those of who the rows are, in each table
        assertTrue(titles.matches(" +ops/s +trip ns +\\[95 %\\] +grade .*"), titles);
    }

    @Test
    void onANarrowTerminalTheAnswerStaysAndWhatIsLeftOutIsNamed() {
        for (int columns : new int[] {80, 100, 120}) {
            String text = REPORT.fitted(columns);

            text.lines().forEach(line -> assertTrue(line.length() <= columns, line));
            assertEquals(1, text.lines().filter(line -> line.startsWith("---")).count(), text);
            String ring = text.lines()
                    .filter(line -> line.startsWith("messaging:ring"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(ring.contains("3,300,000") && ring.contains("2.88 [2.88, 2.88]"), ring);
            String left = text.replace('\n', ' ').replaceAll(".*Left out in " + columns + " columns: ", "");
            assertTrue(left.contains("max ns") && left.contains("--wide shows them"), text);
        }
    }

    /// The open loop and the job have no room in 80 columns, and no sentence either.
    @Test
    void onlyColumnsThatAreThereAreExplained() {
        String narrow = REPORT.fitted(80).replaceAll("\\s+", " ");
        String wide = REPORT.fitted(600).replaceAll("\\s+", " ");

        for (String sentence :
                List.of("; per thread counts both", "x floor", "class: in", "Open loop: ", "T1: ", "COST: ")) {
            assertTrue(wide.contains(sentence), sentence + " in " + wide);
            assertFalse(
                    narrow.replaceAll(" Left out in .*? them\\.", "").contains(sentence), sentence + " in " + narrow);
        }
        assertTrue(narrow.contains("w+s: workers + servers. Round trip: one operation"), narrow);
    }

    @Test
    void whereThereIsRoomNothingIsLeftOut() {
        String text = REPORT.fitted(600);

        assertFalse(text.contains("Left out"), text);
        assertEquals(REPORT.render(Format.TEXT, 600), text);
    }
}
