// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table of CONTRIBUTING.md by which a stranger finds a place: its files are there, and have what they are named
/// for.
class WhereIsWhatTest {
    private static final Pattern SECTION = Pattern.compile("### Where is what\\R(.*?)(?=\\R##)", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\(([^)]+)\\)");

    /// `Type` or `Type.member`, as a link's text has it.
    private static final Pattern NAME = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");

    private static String section(Path root) throws IOException {
        Matcher section = SECTION.matcher(Files.readString(root.resolve("CONTRIBUTING.md")));
        assertTrue(section.find(), "there is no section 'Where is what'");
        return section.group(1);
    }

    /// The links that lead nowhere, or to a file without what it is named for.
    private static List<String> complaints(Path root) throws IOException {
        List<String> complaints = new ArrayList<>();
        Matcher link = LINK.matcher(section(root));
        while (link.find()) {
            Path file = root.resolve(link.group(2));
            Matcher name = NAME.matcher(link.group(1));
            if (!Files.exists(file)) {
                complaints.add(link.group(2) + " is not there");
            } else if (name.matches()) {
                String type = name.group(1);
                if (!file.endsWith(type + ".java")) {
                    complaints.add("%s is not the file of %s".formatted(link.group(2), type));
                }
                String member = name.group(2);
                if (member != null && !declares(Files.readString(file), member)) {
                    complaints.add("%s has no %s".formatted(link.group(2), member));
                }
            }
        }
        return complaints;
    }

    /// Whether a source declares a method, a component or a type of that name: a type's name stands before it.
    private static boolean declares(String source, String member) {
        return Pattern.compile("(?m)^(?!\\s*(///|\\*|//|import|package)).*[\\w>\\]] " + member + "\\b\\s*[(,)<{]")
                .matcher(source)
                .find();
    }

    @Test
    void everyFileOfTheTableIsThereAndHasWhatItIsNamedFor() throws IOException {
        assertEquals(List.of(), complaints(House.ROOT));
    }

    @Test
    void theTableAnswersTheFiveQuestionsOfAStranger() throws IOException {
        String section = section(House.ROOT);

        for (String what :
                List.of("transport is added", "floor is measured", "consistency rule", "interval", "bound")) {
            assertTrue(
                    section.lines()
                            .anyMatch(row -> row.startsWith("| ") && row.contains(what) && row.contains(".java)")),
                    what);
        }
    }

    @Test
    void aFileThatIsGoneAndAMemberThatWasRenamedAreFound(@TempDir Path root) throws IOException {
        Files.writeString(root.resolve("Ring.java"), """
                /// The slot( of a ring
                interface Ring {
                    long slot(int n);
                }
                """);
        Files.writeString(root.resolve("CONTRIBUTING.md"), """
                ### Where is what
                | a ring | [`Ring.slot`](Ring.java), [`Ring.place`](Ring.java), [`Bell`](Ring.java), [how](docs/ring.md) |

                ## Next
                [`Gone`](Gone.java)
                """);

        assertEquals(
                List.of("Ring.java has no place", "Ring.java is not the file of Bell", "docs/ring.md is not there"),
                complaints(root));
    }
}
