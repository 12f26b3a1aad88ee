// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The source files of all modules and examples: how long they are, and what they are called.
class SourcesTest {
    private static final Path ROOT = House.ROOT;
    private static final int MOST_LINES = 400;
    private static final Pattern TYPE = Pattern.compile(
            "^(?:(?:public|final|abstract|sealed|non-sealed) )*(?:class|interface|enum|record|@interface) (\\w+)",
            Pattern.MULTILINE);

    private static final Pattern NESTED = Pattern.compile(
            "^ +(?:(?:public|protected|static|final|abstract|sealed|non-sealed) )*"
                    + "(?:class|interface|enum|record|@interface) (\\w+)",
            Pattern.MULTILINE);

    /// The types that everybody here has to know. One that is nested in another, and not its secret, is not called so.
    private static final Set<String> KNOWN = Set.of(
            "Caller",
            "Cell",
            "Channel",
            "Interval",
            "Kernel",
            "Load",
            "Message",
            "Run",
            "Script",
            "Setting",
            "Side",
            "Specification",
            "Transport",
            "Usage",
            "Verdict",
            "Workload");

    /// Nested types that are called so all the same, and why.
    private static final Map<String, String> MEANT = Map.of(
            "jmh/src/main/java/dev/duality/jmh/fork/ForkOrder.java: Kernel",
            "a case of the order: to measure a kernel");

    /// Files that may be longer, by their path from the root, and why. None is: whoever adds one says what its one
    /// responsibility is, and why it does not split.
    private static final Map<String, String> LONG = Map.of();

    /// An example may have the name of what it copies or weakens.
    private static boolean isExample(String file) {
        return file.startsWith("examples/");
    }

    static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !("/" + root.relativize(file)).contains("/target/"))
                    .filter(file -> ("/" + root.relativize(file)).contains("/src/"))
                    .sorted()
                    .toList();
        }
    }

    /// The files that are too long, or are listed without need.
    private static Set<String> complaints(Path root, Map<String, String> allowed) throws IOException {
        Set<String> complaints = new TreeSet<>();
        Set<String> unused = new TreeSet<>(allowed.keySet());
        for (Path source : sources(root)) {
            String name = root.relativize(source).toString();
            long lines;
            try (Stream<String> text = Files.lines(source)) {
                lines = text.count();
            }
            if (lines > MOST_LINES && !unused.remove(name)) {
                complaints.add("%s has %d lines, but at most %d are allowed without a reason; split it by what it does"
                        .formatted(name, lines, MOST_LINES));
            }
        }
        unused.forEach(name -> complaints.add(name + " has a reason to be long, and is not; take it off the list"));
        return complaints;
    }

    @Test
    void noFileIsLongWithoutAReason() throws IOException {
        assertTrue(sources(ROOT).size() > 1_000, "the sources are not found");
        assertEquals(Set.of(), complaints(ROOT, LONG));
    }

    @Test
    void aLongFileIsFoundAndSoIsAReasonThatIsNotNeeded(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("shm/src/main/java"));
        Files.writeString(folder.resolve("Long.java"), "// a line\n".repeat(MOST_LINES + 1));
        Files.writeString(folder.resolve("Short.java"), "// a line\n".repeat(MOST_LINES));

        assertEquals(
                Set.of("shm/src/main/java/Long.java has 401 lines, but at most 400 are allowed without a reason;"
                        + " split it by what it does"),
                complaints(root, Map.of()));
        assertEquals(Set.of(), complaints(root, Map.of("shm/src/main/java/Long.java", "it is one table")));
        assertEquals(
                2,
                complaints(root, Map.of("shm/src/main/java/Short.java", "none")).size());
    }

    /// An editor's "open type" shows one.
    @Test
    void noSimpleNameStandsForTwoTypes() throws IOException {
        assertEquals(Map.of(), shared(ROOT));
    }

    /// A file may hold a second type, whose name no file has.
    @Test
    void aSecondTypeOfAFileIsFoundToo(@TempDir Path root) throws IOException {
        for (String module : List.of("shm", "results")) {
            Path folder = Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.writeString(
                    folder.resolve(module + ".java"), "class " + module + " {}\n\nabstract class Fields {}\n");
        }

        assertEquals(
                Map.of("Fields", List.of("results/src/main/java/results.java", "shm/src/main/java/shm.java")),
                shared(root));
    }

    @Test
    void aNameThatStandsForTwoTypesIsFound(@TempDir Path root) throws IOException {
        for (String module : List.of("shm", "results", "examples/lock")) {
            Path folder = Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.writeString(folder.resolve("Table.java"), "class Table {}\n");
            Files.writeString(folder.resolve("package-info.java"), "package " + module + ";\n");
        }

        assertEquals(
                Map.of("Table", List.of("results/src/main/java/Table.java", "shm/src/main/java/Table.java")),
                shared(root));
    }

    @Test
    void aNestedTypeHasNoNameThatEverybodyKnowsForSomethingElse() throws IOException {
        assertEquals(MEANT.keySet(), known(ROOT));
    }

    @Test
    void aNestedTypeOfAKnownNameIsFoundAndAPrivateOneIsNot(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("shm/src/main/java"));
        Files.writeString(folder.resolve("Kernel.java"), "class Kernel {}\n");
        Files.writeString(folder.resolve("Box.java"), """
                class Box {
                    public sealed interface Verdict {}
                    private record Load(int kernel) {}
                    enum Kind {}
                }
                """);

        assertEquals(Set.of("shm/src/main/java/Box.java: Verdict"), known(root));
    }

    /// The nested types whose name everybody knows, each behind its file.
    private static Set<String> known(Path root) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : sources(root)) {
            String name = root.relativize(file).toString();
            if (name.contains("/src/main/") && !isExample(name)) {
                NESTED.matcher(Files.readString(file))
                        .results()
                        .map(type -> type.group(1))
                        .filter(KNOWN::contains)
                        .forEach(type -> found.add(name + ": " + type));
            }
        }
        return found;
    }

    /// The names of top-level types that several files in main sources have.
    private static Map<String, List<String>> shared(Path root) throws IOException {
        Map<String, List<String>> places = new TreeMap<>();
        for (Path file : sources(root)) {
            String name = root.relativize(file).toString();
            if (name.contains("/src/main/") && !isExample(name) && !name.endsWith("/package-info.java")) {
                TYPE.matcher(Files.readString(file))
                        .results()
                        .forEach(type -> places.computeIfAbsent(type.group(1), _ -> new ArrayList<>())
                                .add(name));
            }
        }
        places.values().removeIf(files -> files.size() == 1);
        return places;
    }
}
