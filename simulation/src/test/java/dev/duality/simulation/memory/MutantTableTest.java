// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of mutants in docs/proof.md is of this code.
class MutantTableTest {
    private static final Path PROJECT = Path.of("..");
    private static final List<String> MODULES = List.of("shm", "messaging", "interrupts", "workloads");

    /// Classes, method, call, which of them, and by what the mutant was caught.
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `(\\w+(?:\\.\\w+)*)\\.(\\w+)` \\| `(\\w+)`(?:, no\\. (\\d+))? \\| [a-z ]+ \\| ([^|]+) \\|");

    private static final Pattern COUNTS = Pattern.compile("Of (\\d+) mutants (\\d+) are caught");

    private static String proof() throws IOException {
        return Files.readString(PROJECT.resolve("docs/proof.md"));
    }

    /// The files of the modules, by the name of their class.
    private static Map<String, Path> files() throws IOException {
        Map<String, Path> files = new HashMap<>();
        for (String module : MODULES) {
            try (Stream<Path> sources = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
                sources.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> files.put(file.getFileName().toString().replace(".java", ""), file));
            }
        }
        return files;
    }

    @Test
    void eachPlaceIsInTheCode() throws IOException {
        Map<String, Path> files = files();
        Map<String, SourceText> sources = new HashMap<>();
        for (MatchResult row : ROW.matcher(proof()).results().toList()) {
            List<String> types = List.of(row.group(1).split("\\."));
            assertTrue(files.containsKey(types.getFirst()), () -> row.group() + ": no file is called so");
            SourceText source = sources.get(types.getFirst());
            if (source == null) {
                source = SourceText.of(Files.readString(files.get(types.getFirst())));
                sources.put(types.getFirst(), source);
            }
            int which = row.group(4) == null ? 1 : Integer.parseInt(row.group(4));
            long calls = source.in(types).calls(row.group(2), row.group(3));
            assertTrue(
                    calls >= which,
                    () -> row.group() + " is gone, the method has " + calls
                            + " such calls; write the table again, as the section says");
        }
    }

    @Test
    void callsAreThoseOfTheMethodOfTheClassAlone() {
        SourceText source = SourceText.of("""
                final class Outer {
                    // void step() { region.fullFence(); }
                    private static final String TEXT = "void step() { region.fullFence(); }";

                    void step() {
                        if (other.step(1)) {
                            region.getAcquire(at);
                        }
                    }

                    void step(
                            int much) {
                        region.getAcquire(at);
                    }

                    boolean other() {
                        return region.getAcquire(at) == step() && region.getOpaque(at) == 0;
                    }

                    class Inner {
                        void step() {
                            region.setRelease(at, '}');
                        }
                    }
                }
                """);
        assertEquals(2, source.in(List.of("Outer")).calls("step", "getAcquire"));
        assertEquals(0, source.in(List.of("Outer")).calls("step", "setRelease"));
        assertEquals(0, source.in(List.of("Outer")).calls("step", "fullFence"));
        assertEquals(0, source.in(List.of("Outer")).calls("step", "getOpaque"));
        assertEquals(1, source.in(List.of("Outer", "Inner")).calls("step", "setRelease"));
        assertEquals(0, source.in(List.of("Outer", "Inner")).calls("step", "getAcquire"));
        assertEquals(0, source.in(List.of("Outer", "Gone")).calls("step", "getAcquire"));
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
