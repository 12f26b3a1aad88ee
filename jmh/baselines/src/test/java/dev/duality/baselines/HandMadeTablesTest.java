// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables are drawn in one place, `dev.duality.results.table`: nobody else sets columns, or writes rows of Markdown,
/// CSV or HTML.
class HandMadeTablesTest {
    private static final String ONE_PLACE = "results/src/main/java/dev/duality/results/table/";

    private static final List<Pattern> PATTERNS = List.of(
            Pattern.compile("%[-,+(]*[1-9]\\d*(\\.\\d+)?[sdfxeSXE]"), // a format that fills up with blanks
            Pattern.compile("%-?\" *\\+"), // the same, its width put in
            Pattern.compile("\" +\"\\.repeat\\([^;]* - "), // what is left of a width
            Pattern.compile("\\| ?:?-{3}|\" \\| \"|\"\\| |\\| %| \\|\\\\n\""), // Markdown
            Pattern.compile("<t[dhr][ >]"),
            Pattern.compile("\"([a-z][a-z_0-9]*,){2,}[a-z][a-z_0-9]*\\\\n\"")); // names of columns of CSV

    /// A place that sets something in columns which is no table, or cannot be one.
    ///
    /// @param file its path from the root
    /// @param why why it may
    /// @param parts of each of its lines that draw a part that tells it from the others; one that stands there twice
    ///     twice
    private record Place(String file, String why, List<String> parts) {
        Place(String file, String why, String... parts) {
            this(file, why, List.of(parts));
        }
    }

    private static final List<Place> PLACES = List.of(
            new Place(jmh("cli/CurveReport"), "a bar, within a cell of a table", "\" \".repeat(most - misses)"),
            new Place(
                    jmh("cli/ListCommand"),
                    "blocks of lines under a name",
                    "\"%-16s \"",
                    "\"%-16s \"",
                    "    --set %-24s ",
                    "\"%-24s \"",
                    "%-12s %-14s ",
                    "\"--set %-20s \"",
                    "\"%-12s \"",
                    "\"%-10s \""),
            new Place(jmh("cli/MulticoreCommand"), "a line that is written over", "\\r%-70s\\r"),
            new Place(jmh("cli/NewCommand"), "four commands and what each is for", "%-25s %s%n"),
            new Place(
                    jmh("cli/PublicationChecks"),
                    "blocks of lines beside a name",
                    "\" \".repeat(width - item.subject().length() + 2)"),
            new Place(jmh("cli/VerifyCommand"), "a log, with what is wrong below its line", "%-10s %-24s %-4s %-8s "),
            new Place(jmh("machine/doctor/FindingsText"), "blocks of lines beside a name", "%-9s%-\" + (width + 2)"),
            new Place(jmh("progress/Bar"), "a bar", "\" \".repeat(width - full"),
            new Place(jmh("progress/Standing"), "a line that is written over", "/\" + all + \" %3d %%"),
            new Place(simulation("memory/CallSites"), "a trace, a step a line", "thread %d  %-44s %-14s %s"),
            new Place(
                    simulation("network/EventLog"),
                    "written as it is played, millions of lines",
                    "nanos,event,node,other,number,kind,sequence,a,b,bytes"),
            new Place(
                    simulation("reproduce/Reproduction"),
                    "three lines for each gate",
                    "%-3d %s (%s)%n    published  %s   [%s]%n"),
            new Place(
                    "workloads/src/main/java/dev/duality/workloads/verify/Histories.java",
                    "a history, a call a line",
                    "%-10s worker %d: %s%s"),
            new Place(
                    "examples/weakening/src/main/java/org/example/weakening/Example.java",
                    "an example needs nothing of ours to be read",
                    "| outcome | | sound | weaker |",
                    "| --- | --- | --- | --- | --- |",
                    "| %s | %s | %d | %d | %s |"));

    private static String jmh(String type) {
        return "jmh/src/main/java/dev/duality/jmh/" + type + ".java";
    }

    private static String simulation(String type) {
        return "simulation/src/main/java/dev/duality/simulation/" + type + ".java";
    }

    /// The lines that draw a table where none is allowed, and the parts that are listed without need.
    private static Set<String> complaints(Path root, List<Place> places) throws IOException {
        Set<String> complaints = new TreeSet<>();
        Map<String, List<String>> allowed = new TreeMap<>(); // parts by file, those that were not met yet
        places.forEach(place ->
                allowed.computeIfAbsent(place.file, _ -> new ArrayList<>()).addAll(place.parts));
        for (Path source : SourcesTest.sources(root)) {
            String name = root.relativize(source).toString();
            if (!name.contains("/src/main/") || name.startsWith(ONE_PLACE)) {
                continue;
            }
            List<String> parts = allowed.getOrDefault(name, List.of());
            for (String line : Files.readAllLines(source)) {
                Optional<String> longest =
                        parts.stream().filter(line::contains).max(Comparator.comparingInt(String::length));
                if (draws(line) && longest.isEmpty()) {
                    complaints.add("%s draws a table by hand; make it a dev.duality.results.table.Table: %s"
                            .formatted(name, line.strip()));
                } else if (draws(line)) {
                    parts.remove(longest.get());
                }
            }
        }
        allowed.forEach((name, parts) -> parts.forEach(part -> complaints.add(
                "%s has a reason to draw, and does not draw it; take it off: %s".formatted(name, part))));
        return complaints;
    }

    /// @param line of a source; what is a comment as a whole draws nothing
    private static boolean draws(String line) {
        return !line.strip().startsWith("//")
                && !line.strip().startsWith("*")
                && PATTERNS.stream().anyMatch(pattern -> pattern.matcher(line).find());
    }

    @Test
    void noTableIsDrawnByHand() throws IOException {
        assertEquals(Set.of(), complaints(House.ROOT, PLACES));
    }

    /// Each was in a source before there was one place for tables.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "out.printf(\"%-24s %s%n\", name, text);",
                "text.append(\"%,9d\".formatted(count));",
                "text.append(String.format(Locale.ROOT, \"%10s\", \"blocks\"));",
                "\"  %-\" + WIDTH + \"s %8s measured\"",
                "String padding = \" \".repeat(widths[i] - cell.length());",
                "\" \".repeat(width - item.subject().length() + 2)",
                "String.join(\" | \", cells)",
                "text.append(\"| --- | --- |\\n\");",
                "text.append(\"\\n| ---: |\").append(\" ---: |\".repeat(9));",
                "text.append(\"| %s | %d |\\n\".formatted(name, count));",
                "html.append(\"<td>\").append(cell);",
                "new StringBuilder(\"policy,blocks,hit_ratio\\n\");",
            })
    void aTableThatIsDrawnByHandIsFound(String line) {
        assertTrue(draws(line), line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    /// Such as `%-24s`, or `| --- |`.",
                "String.format(Locale.ROOT, \"%.2f of %,d\", share, count)",
                "\"digest %016x\".formatted(digest)",
                "\"%1$s again\".formatted(name)",
                "String indent = \" \".repeat(lead.length());",
                "if (one || other) {",
                "String.join(\",\", parts)",
            })
    void whatIsNoTableIsLeftAlone(String line) {
        assertTrue(!draws(line), line);
    }

    private static final String DRAWN = "jmh/src/main/java/Drawn.java";

    private static String drawnBy(String line) {
        return DRAWN + " draws a table by hand; make it a dev.duality.results.table.Table: " + line;
    }

    @Test
    void aReasonIsOfOnePlaceAndNotOfItsFile(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("jmh/src/main/java"));
        String line = "out.printf(\"%-9s%n\", name);";
        Files.writeString(folder.resolve("Drawn.java"), line + "\nout.println(name);\n");
        List<Place> places = List.of(new Place(DRAWN, "a log", "%-9s%n"));

        assertEquals(Set.of(drawnBy(line)), complaints(root, List.of()));
        assertEquals(Set.of(), complaints(root, places));

        String other = "out.printf(\"%-9s %7d%n\", name, count);";
        Files.writeString(folder.resolve("Drawn.java"), line + "\n" + other + "\n");
        assertEquals(Set.of(drawnBy(other)), complaints(root, places), "another table in the same file");

        Files.writeString(folder.resolve("Drawn.java"), line + "\n" + line + "\n");
        assertEquals(Set.of(drawnBy(line)), complaints(root, places), "the same once more");
    }

    @Test
    void aReasonThatIsNotNeededIsFound(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("jmh/src/main/java"));
        Files.writeString(folder.resolve("Drawn.java"), "out.printf(\"%-9s%n\", name);\n");

        assertEquals(
                Set.of(DRAWN + " has a reason to draw, and does not draw it; take it off: %-8s"),
                complaints(root, List.of(new Place(DRAWN, "a log", "%-9s", "%-8s"))));
        assertEquals(
                Set.of("jmh/src/main/java/Gone.java has a reason to draw, and does not draw it; take it off: %-9s"),
                complaints(
                        root,
                        List.of(
                                new Place(DRAWN, "a log", "%-9s"),
                                new Place("jmh/src/main/java/Gone.java", "none", "%-9s"))));
    }
}
