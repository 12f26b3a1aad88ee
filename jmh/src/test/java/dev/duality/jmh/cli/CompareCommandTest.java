// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.results.Paragraph;
import dev.duality.results.finding.Comparison;
import dev.duality.results.finding.Findings;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.table.ComparisonReport;
import dev.duality.results.table.Format;
import dev.duality.results.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The page of `duality compare`, of a published run and itself.
class CompareCommandTest extends TypedCommands {
    private static final Path PUBLISHED = Path.of("..", "results", "published");

    private Path run;

    @BeforeEach
    void aPublishedRun() throws IOException {
        try (Stream<Path> runs = Files.list(PUBLISHED)) {
            List<Path> all = runs.sorted().toList();
            assumeTrue(!all.isEmpty(), "nothing is published");
            run = all.getFirst();
        }
    }

    @Test
    void aPageIsWrittenBesideTheTextOnePartForEachRun() throws IOException {
        Path page = folder.resolve("compared.html");

        Done done = duality("compare", run + "", run + "", run + "", "--html", page + "");

        assertEquals(ExitCodes.DONE, done.exit(), done.err());
        assertTrue(done.out().startsWith("before: "), done.out());
        String html = Files.readString(page);
        assertTrue(html.startsWith("<!DOCTYPE html>"), html);
        assertEquals(2, html.split("<section id=\"run-", -1).length - 1);
        assertTrue(html.contains("1.00 x"), "what nobody can judge has its ratio");
    }

    @Test
    void noLineOfTextIsWiderThanTheTerminalAndAFileHasTheSameWords() throws IOException {
        Findings before = Findings.of(RunFolder.open(run));
        try (Stream<Path> runs = Files.list(PUBLISHED)) {
            for (Path other : runs.sorted().toList()) {
                Comparison comparison = Comparison.of(before, Findings.of(RunFolder.open(other)), 0.05);
                ComparisonReport report = new ComparisonReport(comparison, false);
                String narrow = report.render(Format.TEXT, 80);
                Table table = report.table();

                assertEquals(
                        List.of(),
                        narrow.lines()
                                .filter(line -> line.length() > 80)
                                .filter(line -> !table.text().contains(line))
                                .toList());
                assertEquals(words(report.render(Format.TEXT, Paragraph.UNLIMITED)), words(narrow));
            }
        }
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    @Test
    void allRunsAreLookedAtBeforeTheFirstTwoAreCompared() {
        Path gone = folder.resolve("gone");

        Done done = duality("compare", run + "", run + "", gone + "", folder + "");

        assertEquals(ExitCodes.USAGE, done.exit());
        assertEquals("", done.out());
        List<String> lines = done.err().lines().toList();
        assertEquals(2, lines.size(), done.err());
        assertTrue(
                lines.getFirst().startsWith("duality: cannot read " + gone + ": there is no such folder"), done.err());
        assertTrue(lines.getLast().startsWith("duality: cannot read " + folder + ": it is not a run"), done.err());
    }

    @Test
    void allRunsAreLookedAtBeforeTheFirstIsChecked() {
        Path gone = folder.resolve("gone");

        Done done = duality("check", run + "", gone + "", gone + "-too");

        assertEquals(ExitCodes.USAGE, done.exit());
        assertEquals("", done.out());
        assertEquals(2, done.err().lines().count(), done.err());
    }

    @Test
    void anExportThatHasNoPlaceIsRefusedThoughItsRunCannotBeRead() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "precious");

        for (Path place : List.of(file, folder)) {
            Done done = duality("export", folder.resolve("gone") + "", "--out", place + "");

            assertEquals(ExitCodes.USAGE, done.exit());
            assertTrue(done.err().startsWith("duality: cannot export to " + place + ": "), done.err());
        }
    }

    @Test
    void aFileOfARunIsNotOverwritten() throws IOException {
        Path json = run.resolve("run.json");
        byte[] before = Files.readAllBytes(json);

        Done done = duality("compare", run + "", run + "", "--html", json + "");

        assertEquals(ExitCodes.USAGE, done.exit());
        assertEquals("", done.out(), "it is refused before anything is read");
        assertEquals(1, done.err().strip().lines().count(), done.err());
        assertArrayEquals(before, Files.readAllBytes(json));
    }
}
