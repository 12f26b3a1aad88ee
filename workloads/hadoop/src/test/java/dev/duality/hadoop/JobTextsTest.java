// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.mapreduce.MapReduceWorkload;
import dev.duality.workloads.mapreduce.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTextsTest {
    private final MapReduceWorkload workload = new MapReduceWorkload();

    @TempDir
    Path folder;

    @TempDir
    Path scratch;

    @Test
    void aDrawnTextHasTheSizeAskedForButForItsLastLine() {
        JobTexts texts = new JobTexts(workload, "wordcount", Optional.empty(), 2, 1, scratch);
        int one = workload.text(texts.megabytes(1)).bytes().length;
        int two = workload.text(texts.megabytes(2)).bytes().length;

        assertTrue(one > (1 << 20) - 200 && one <= (1 << 20) + 1, () -> one + " bytes");
        assertTrue(two > (2 << 20) - 200 && two <= (2 << 20) + 1, () -> two + " bytes");
    }

    /// Each of two tasks needs one, or a chunk would be counted twice.
    @Test
    void theTextOfStartUpHasTwoChunksEvenWhereALineHasNoEnd() throws IOException {
        Files.writeString(folder.resolve("text"), "short\n" + "word ".repeat(1 << 18));
        JobTexts texts = new JobTexts(workload, "wordcount", Optional.of(folder), 1, 1, scratch);

        assertEquals(2, workload.text(texts.twoChunks()).chunks());
    }

    @Test
    void aTextOfTheUsersOwnIsTakenFromItsBeginningOn() throws IOException {
        Files.writeString(folder.resolve("text"), "to be or not to be\n".repeat(1 << 17));
        JobTexts texts = new JobTexts(workload, "sort", Optional.of(folder), 1, 1, scratch);
        Text text = workload.text(texts.megabytes(1));

        assertEquals("to be or not to be\nto be", new String(text.bytes(), 0, 24, StandardCharsets.US_ASCII));
        assertEquals(1, text.counts().size(), "a line was cut");
    }
}
