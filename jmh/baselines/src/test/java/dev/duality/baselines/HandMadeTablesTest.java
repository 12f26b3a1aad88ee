// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private static final List<Pattern> DRAWN = List.of(
            Pattern.compile("%[-,+(]*[1-9]\\d*(\\.\\d+)?[sdfxeSXE]"), // a format that fills up with blanks
            Pattern.compile("%-?\" *\\+"), // the same, its width put in
            Pattern.compile("\" +\"\\.repeat\\([^;]* - "), // what is left of a width
            Pattern.compile("\\| ?:?-{3}|\" \\| \"|\"\\| |\\| %| \\|\\\\n\""), // Markdown
            Pattern.compile("<t[dhr][ >]"),
            Pattern.compile("\"([a-z][a-z_0-9]*,){2,}[a-z][a-z_0-9]*\\\\n\"")); // names of columns of CSV

    /// Files that set something in columns which is no table, or cannot be one, by their path from the root, and why.
    private static final Map<String, String> OTHERS = new TreeMap<>(Map.ofEntries(
            Map.entry(jmh("cli/CurveReport"), "a bar, within a cell of a table"),
            Map.entry(jmh("cli/ListCommand"), "blocks of lines under a name"),
            Map.entry(jmh("cli/MulticoreRows"), "a line that is written over"),
            Map.entry(jmh("cli/NewCommand"), "four commands and what each is for"),
            Map.entry(jmh("cli/PublicationChecks"), "blocks of lines beside a name"),
            Map.entry(jmh("cli/VerifyCommand"), "a log, with what is wrong below its line"),
            Map.entry(jmh("cli/WeakMemoryReport"), "a log, with the trace of what is wrong below its line"),
            Map.entry(jmh("machine/doctor/FindingsText"), "blocks of lines beside a name"),
            Map.entry(jmh("progress/Bar"), "a bar"),
            Map.entry(jmh("progress/Standing"), "a line that is written over"),
            Map.entry(simulation("memory/CallSites"), "a trace, a step a line"),
            Map.entry(simulation("network/EventLog"), "written as it is played, millions of lines"),
            Map.entry(simulation("reproduce/Reproduction"), "three lines for each gate"),
            Map.entry(
                    "workloads/src/main/java/dev/duality/workloads/verify/Histories.java", "a history, a call a line"),
            Map.entry(
                    "examples/weakening/src/main/java/org/example/weakening/Example.java",
                    "an example needs nothing of ours to be read")));

    private static String jmh(String type) {
        return "jmh/src/main/java/dev/duality/jmh/" + type + ".java";
    }

    private static String simulation(String type) {
        return "simulation/src/main/java/dev/duality/simulation/" + type + ".java";
    }

    /// The lines that draw a table, and the files that are listed without need.
    private static Set<String> complaints(Path root, Map<String, String> allowed) throws IOException {
        Set<String> complaints = new TreeSet<>();
        Set<String> unused = new TreeSet<>(allowed.keySet());
        for (Path source : SourcesTest.sources(root)) {
            String name = root.relativize(source).toString();
            if (!name.contains("/src/main/") || name.startsWith(ONE_PLACE)) {
                continue;
            }
            for (String line : Files.readAllLines(source)) {
                if (draws(line) && !allowed.containsKey(name)) {
                    complaints.add("%s draws a table by hand; make it a dev.duality.results.table.Table: %s"
                            .formatted(name, line.strip()));
                } else if (draws(line)) {
                    unused.remove(name);
                }
            }
        }
        unused.forEach(name -> complaints.add(name + " has a reason to draw a table, and draws none; take it off"));
        return complaints;
    }

    /// @param line of a source; what is a comment as a whole draws nothing
    private static boolean draws(String line) {
        return !line.strip().startsWith("//")
                && !line.strip().startsWith("*")
                && DRAWN.stream().anyMatch(pattern -> pattern.matcher(line).find());
    }

    @Test
    void noTableIsDrawnByHand() throws IOException {
        assertEquals(Set.of(), complaints(House.ROOT, OTHERS));
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

    @Test
    void aReasonThatIsNotNeededIsFound(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("jmh/src/main/java"));
        Files.writeString(folder.resolve("Drawn.java"), "out.printf(\"%-9s%n\", name);\n");
        Files.writeString(folder.resolve("Plain.java"), "out.println(name);\n");

        assertEquals(
                Set.of("jmh/src/main/java/Drawn.java draws a table by hand; make it a"
                        + " dev.duality.results.table.Table: out.printf(\"%-9s%n\", name);"),
                complaints(root, Map.of()));
        assertEquals(Set.of(), complaints(root, Map.of("jmh/src/main/java/Drawn.java", "a log")));
        assertEquals(
                2,
                complaints(root, Map.of("jmh/src/main/java/Plain.java", "none")).size());
    }
}
