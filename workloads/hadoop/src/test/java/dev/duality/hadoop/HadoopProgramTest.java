// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HadoopProgramTest {
    private final MapReduceWorkload workload = new MapReduceWorkload();

    @TempDir
    Path folder;

    @TempDir
    Path scratch;

    private Setting setting(String job, int tasks) {
        return Setting.of(workload, Values.of(workload, Map.of("job", job, "folder", folder + "", "chunk", "64")))
                .withWorkers(tasks);
    }

    private JobProgram hadoop() {
        return HadoopSite.program(workload, Optional.empty(), scratch);
    }

    /// Keys that begin alike, that are no UTF-8, that are longer than a chunk, and that are there very often.
    private void writeText() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Random random = new Random(7);
        for (int line = 0; line < 300; line++) {
            for (int word = 0; word < 1 + random.nextInt(5); word++) {
                byte[] key = new byte[1 + random.nextInt(3)];
                for (int i = 0; i < key.length; i++) {
                    key[i] = (byte) "az\u007f\u0080\u00c3\u00ff".charAt(random.nextInt(6));
                }
                text.writeBytes(key);
                text.write(random.nextInt(4) == 0 ? '\t' : ' ');
            }
            text.write('\n');
        }
        text.writeBytes(("the ".repeat(500) + "\n" + "x".repeat(200) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        Files.write(folder.resolve("text"), text.toByteArray());
    }

    @ParameterizedTest(name = "{0} by {1} tasks")
    @CsvSource({"wordcount, 1", "wordcount, 2", "wordcount, 3", "sort, 1", "sort, 2"})
    void theOutputIsThatOfThePlainProgramByteForByte(String job, int tasks) throws IOException {
        writeText();
        Setting setting = setting(job, tasks);

        assertArrayEquals(
                OwnPrograms.plain(workload).run(setting).output(),
                hadoop().run(setting).output());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"shm:table", "messaging:ring"})
    void ourSidesGiveItToo(String substrate) throws IOException {
        writeText();
        Setting setting = setting("wordcount", 2);
        JobProgram side = OwnPrograms.of(
                workload, Catalog.side(workload, substrate, getClass().getClassLoader()));

        assertArrayEquals(
                OwnPrograms.plain(workload).run(setting).output(),
                side.run(setting).output());
        assertEquals(substrate, side.label());
    }

    @Test
    void aTextWithFewerChunksThanTasksIsDone() throws IOException {
        Files.writeString(folder.resolve("text"), "one two one\n");

        assertEquals(
                "one\t2\ntwo\t1\n",
                new String(hadoop().run(setting("wordcount", 2)).output(), StandardCharsets.US_ASCII));
    }

    @Test
    void nothingOfTheTextOrTheOutputIsLeft() throws IOException {
        Files.writeString(folder.resolve("text"), "one two one\n");
        hadoop().run(setting("wordcount", 2));
        try (Stream<Path> files = Files.walk(scratch)) {
            assertTrue(files.map(file -> file.getFileName().toString())
                    .noneMatch(name -> name.startsWith("chunks-") || name.startsWith("part-")));
        }
    }
}
