// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page that says what proves what is true.
class ProofTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern MAIN = Pattern.compile("^(?!.*/target/).*/src/main/.*\\.java$");

    /// The words that an argument for an order cannot do without.
    private static final Pattern ARGUES = Pattern.compile(
            "Weaker breaks it|\\*\\*Ordering:\\*\\*|happens-before|^ +\\* .*[A-Z]\\d (?:acquire|release|opaque|plain) ",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Stress|Contract))`");

    private static Set<String> sources(String endings) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> !file.toString().contains("/target/"))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\w+(" + endings + ")\\.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    private static List<String> named() throws IOException {
        return TEST.matcher(Files.readString(ROOT.resolve("docs/proof.md")))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .distinct()
                .toList();
    }

    @Test
    void everyTestThatThePageNamesIsThere() throws IOException {
        Set<String> there = sources("Test|Stress|Contract");

        assertEquals(
                List.of(),
                named().stream().filter(name -> !there.contains(name)).toList());
    }

    @Test
    void everyStressTestAndModelTestIsNamed() throws IOException {
        Set<String> there = sources("Stress|ModelTest");
        there.remove("MutableModelTest"); // of the checker, not of a structure

        assertTrue(there.size() > 20, there::toString);
        assertEquals(
                List.of(),
                there.stream().filter(name -> !namedOnPage(name)).sorted().toList());
    }

    /// An interface that only promises an order is on the page, too: it says who keeps the promise.
    @Test
    void everyClassThatArguesAnOrderIsOnThePage() throws IOException {
        Set<String> argue = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    files.filter(each -> MAIN.matcher(each.toString()).find()).toList()) {
                if (ARGUES.matcher(Files.readString(file)).find()) {
                    argue.add(file.getFileName().toString().replace(".java", ""));
                }
            }
        }
        String page = Files.readString(ROOT.resolve("docs/proof.md"));

        assertTrue(argue.size() > 35, argue::toString);
        argue.removeIf(name -> page.contains("`" + name + "`"));
        assertEquals(Set.of(), argue, "argue an order, and have no row in docs/proof.md");
    }

    private static boolean namedOnPage(String name) {
        try {
            return named().contains(name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
