// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableReportTest {
    private static final TableReport REPORT = new TableReport(
            List.of("counter, simulated"),
            List.of(new Table(
                    "By workers",
                    List.of(
                            Table.Head.number("workers"),
                            Table.Head.words("substrate"),
                            Table.Head.number("ns\n/op"),
                            Table.Head.words("grade")),
                    List.of(
                            List.of("near"),
                            List.of("1", "shm:lock", "21.5", "V*"),
                            List.of("16", "messaging:ring", "9", "V")),
                    List.of("V*: not checked"))),
            Table.of("", List.of("workers", "ns_per_op"), List.of(List.of("1", "21.512")), List.of()));

    @Test
    void aTerminalGetsColumnsAsWideAsWhatIsInThem() {
        assertEquals("""
                counter, simulated

                By workers:

                                           ns
                workers  substrate        /op  grade
                ------------------------------------
                near
                      1  shm:lock        21.5  V*
                     16  messaging:ring     9  V
                V*: not checked
                """, REPORT.render(Format.TEXT, 80));
    }

    /// The columns that tell its rows apart stand in each part.
    @Test
    void aTableThatIsWiderThanTheTerminalIsCutIntoSome() {
        Table wide = new Table(
                "By workers",
                List.of(
                        Table.Head.number("workers"),
                        Table.Head.words("substrate"),
                        Table.Head.number("ns/op"),
                        Table.Head.number("M/s"),
                        Table.Head.words("grade")),
                List.of(
                        List.of("near"),
                        List.of("1", "shm:lock", "21.5", "46.5", "V"),
                        List.of("1", "messaging:ring", "9", "111", "V")),
                List.of("V: virtual"));

        assertEquals("""
                By workers:

                workers  substrate       ns/op   M/s
                ------------------------------------
                near
                      1  shm:lock         21.5  46.5
                      1  messaging:ring      9   111

                workers  substrate       grade
                ------------------------------
                near
                      1  shm:lock        V
                      1  messaging:ring  V
                V: virtual
                """, new TableReport(List.of(), List.of(wide), wide).render(Format.TEXT, 40));
    }

    @Test
    void sentencesAreBrokenWhereTheTerminalEnds() {
        assertEquals(
                """
                counter, simulated
                and not measured

                more of it, and a
                word more
                """,
                new TableReport(
                                List.of("counter, simulated and not measured"),
                                List.of(Table.of("", List.of("a"), List.of(), List.of("more of it, and a word more"))),
                                REPORT.data())
                        .render(Format.TEXT, 20));
    }

    /// A star, a bar and a bracket are what they are.
    @Test
    void markdownHasTheSameCellsAndNoMarkupOfThem() {
        assertEquals("""
                - counter, simulated

                **By workers**

                | workers | substrate | ns /op | grade |
                | ---: | --- | ---: | --- |
                | near |  |  |  |
                | 1 | shm:lock | 21.5 | V\\* |
                | 16 | messaging:ring | 9 | V |

                - V\\*: not checked
                """, REPORT.render(Format.MARKDOWN, 80));
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "LONG"})
    void programsGetTheDataAndNothingElse(Format format) {
        assertEquals("workers,ns_per_op\n1,21.512\n", REPORT.render(format, 80));
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "HTML"})
    void whatATableIsNotIsRefused(Format format) {
        assertThrows(IllegalArgumentException.class, () -> REPORT.render(format, 80));
    }

    @Test
    void aTableWithoutTitlesIsItsRowsAlone() {
        assertEquals(
                "ok  commit   clean\nNO  machine  another one was busy\n    --set    a blank before it stays\n",
                Table.untitled(List.of(
                                List.of("ok", "commit", "clean"),
                                List.of("NO", "machine", "another one was busy"),
                                List.of("", "--set", "a blank before it stays")))
                        .block());
    }

    @Test
    void rowsThatComeLaterStandUnderTheOthersAndALongTextMovesTheRest() {
        TableLines lines = new TableLines(
                List.of(Table.Head.words("test").withWidth(6), Table.Head.number("seen"), Table.Head.words("outcome")));

        assertEquals(List.of("test    seen  outcome", "---------------------"), lines.head());
        assertEquals("SB         2  0, 0", lines.row(List.of("SB", "2", "0, 0")));
        assertEquals("MP+addrs     2  0, 0", lines.row(List.of("MP+addrs", "2", "0, 0")));
        assertEquals("they stand alone", lines.row(List.of("they stand alone")));
        assertThrows(IllegalArgumentException.class, () -> lines.row(List.of("SB", "2")));
    }

    @Test
    void noTextCommandsTheTerminalOrMovesAColumn() {
        assertEquals(
                "a?[31m  1\nb       2\n",
                Table.untitled(List.of(List.of("a\u001b[31m", "1"), List.of("b", "2")))
                        .block());
    }
}
