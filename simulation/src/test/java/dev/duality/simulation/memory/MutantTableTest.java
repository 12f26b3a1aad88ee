// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of mutants in docs/proof.md is of this code.
class MutantTableTest {
    private static final Path PROJECT = Path.of("..");
    private static final List<String> MODULES = List.of("shm", "messaging", "interrupts", "workloads");

    /// Class, method, call, which of them, and by what the mutant was caught.
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `(\\w+)[\\w.]*\\.(\\w+)` \\| `(\\w+)`(?:, no\\. (\\d+))? \\| [a-z ]+ \\| ([^|]+) \\|");

    private static final Pattern COUNTS = Pattern.compile("Of (\\d+) mutants (\\d+) are caught");

    private static String proof() throws IOException {
        return Files.readString(PROJECT.resolve("docs/proof.md"));
    }

    private static String source(String type) throws IOException {
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(one -> one.endsWith(type + ".java")).toList()) {
                    return Files.readString(file);
                }
            }
        }
        return "";
    }

    @Test
    void eachPlaceIsInTheCode() throws IOException {
        for (MatchResult row : ROW.matcher(proof()).results().toList()) {
            String source = source(row.group(1));
            int which = row.group(4) == null ? 1 : Integer.parseInt(row.group(4));
            long calls = Pattern.compile("\\." + row.group(3) + "\\(")
                    .matcher(source)
                    .results()
                    .count();
            assertTrue(
                    source.contains(" " + row.group(2) + "(") && calls >= which,
                    () -> row.group() + " is gone; write the table again, as the section says");
        }
    }

    @Test
    void itsCountsAreThoseOfItsRows() throws IOException {
        Matcher counts = COUNTS.matcher(proof());
        assertTrue(counts.find());
        List<MatchResult> rows = ROW.matcher(proof()).results().toList();
        assertEquals(Long.parseLong(counts.group(1)), rows.size());
        assertEquals(
                Long.parseLong(counts.group(2)),
                rows.stream()
                        .filter(row -> !row.group(5).strip().equals("none"))
                        .count());
    }
}
