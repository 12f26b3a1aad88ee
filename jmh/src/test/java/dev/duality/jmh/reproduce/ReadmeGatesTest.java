// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.plan.Preset;
import dev.duality.results.finding.Findings;
import dev.duality.results.folder.RunFolder;
import dev.duality.simulation.reproduce.Reproduction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The table of results/README.md that is written from a run.
class ReadmeGatesTest {
    private static final Path RESULTS = Path.of("..", "results");
    private static final String MISSING = "not in this run";

    private static List<String> rows() throws Exception {
        List<String> lines = Files.readAllLines(RESULTS.resolve("README.md"));
        return lines
                .subList(
                        lines.indexOf("<!-- duality reproduce --run: begin -->"),
                        lines.indexOf("<!-- duality reproduce --run: end -->"))
                .stream()
                .filter(line -> line.matches("\\| \\d.*"))
                .toList();
    }

    @Test
    void everyGateThatIsFoundInARunHasARow() throws Exception {
        assertEquals(
                MeasuredGates.NUMBERS.stream().sorted().toList(),
                rows().stream()
                        .map(row -> Integer.valueOf(row.substring(2, row.indexOf(" |", 2))))
                        .toList());
    }

    private static List<String> generated() {
        Path standard = RESULTS.resolve("published").resolve("amd-epyc-jdk25.0.3-2026-11-28");
        return Reproduction.markdown(MeasuredGates.of(Findings.of(RunFolder.open(standard))))
                .lines()
                .filter(line -> line.matches("\\| \\d.*"))
                .toList();
    }

    @Test
    void theTimeThatTheRunTakesIsThePresets() throws Exception {
        assertTrue(Files.readString(RESULTS.resolve("README.md"))
                .contains("`./duality run --preset gates --out runs/gates` measures them in %d minutes"
                        .formatted(Preset.GATES.budget(2).toMinutes())));
    }

    @Test
    void theTableIsWhatTheProgramFindsInThePublishedRun() throws Exception {
        assertEquals(String.join("\n", generated()), String.join("\n", rows()));
    }

    @Test
    void aRowThatWasNotMeasuredSaysWhichCommandMeasuresIt() throws Exception {
        List<String> missing =
                rows().stream().filter(row -> row.contains(MISSING)).toList();

        assertFalse(missing.isEmpty());
        for (String row : missing) {
            assertTrue(row.contains("duality run --preset "), row);
        }
    }
}
