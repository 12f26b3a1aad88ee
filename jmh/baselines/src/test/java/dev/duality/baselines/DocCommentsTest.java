// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doc comments of all modules and examples, as CONTRIBUTING.md wants them: each begins with a statement of the
/// thing that it stands over, such as "The number of slots." and not "How many slots there are."
class DocCommentsTest {
    /// The words with which a question begins. "Whether" is not among them: so the JDK states a predicate.
    private static final Pattern ASKS = Pattern.compile("/// (What|How|Who|Whose|Whom|Where|Which|When|Why)\\b.*");

    /// The comments that begin with a question word, by file and line. A benchmark may ask the question that it
    /// answers.
    private static List<String> questions(Path root) throws IOException {
        List<String> questions = new ArrayList<>();
        for (Path source : SourcesTest.sources(root)) {
            List<String> lines = Files.readAllLines(source);
            boolean mayAsk = source.getFileName().toString().endsWith("Benchmark.java");
            String before = "";
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (!before.startsWith("///") && ASKS.matcher(line).matches() && !(mayAsk && line.contains("?"))) {
                    questions.add("%s:%d %s".formatted(root.relativize(source), i + 1, line));
                }
                before = line;
            }
        }
        return questions;
    }

    @Test
    void everyDocCommentBeginsWithAStatement() throws IOException {
        assertEquals(List.of(), questions(House.ROOT));
    }

    @Test
    void aCommentThatAsksIsFound(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("shm/src/main/java"));
        Files.writeString(folder.resolve("Slots.java"), """
                // How many slots there are, and
                // where each of them is.
                interface Slots {
                    // The number of slots.
                    // What is free is counted, too.
                    int count();

                    // Whether there is one.
                    boolean some();

                        // Where it begins?
                    long offset();
                }
                """.replace("// ", "/// "));
        Files.writeString(folder.resolve("SlotBenchmark.java"), """
                // What does a slot cost?
                class SlotBenchmark {
                    // Which slots are taken.
                    int slots;
                }
                """.replace("// ", "/// "));

        assertEquals(
                List.of(
                        "shm/src/main/java/SlotBenchmark.java:3 /// Which slots are taken.",
                        "shm/src/main/java/Slots.java:1 /// How many slots there are, and",
                        "shm/src/main/java/Slots.java:11 /// Where it begins?"),
                questions(root));
    }
}
