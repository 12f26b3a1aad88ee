// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class MapReduceWorkloadTest implements WorkloadContract {
    private final MapReduceWorkload workload = new MapReduceWorkload();
    private final Payload none = new Payload(0);

    @TempDir
    Path folder;

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "40", "chunk", "200"),
                Map.of("operations", "31", "chunk", "64", "job", "sort"),
                Map.of("operations", "20", "chunk", "16", "serial", "200"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(Map<String, String> values) {
        return Setting.of(workload, Values.of(workload, values));
    }

    private Setting files(String job) throws IOException {
        Files.writeString(folder.resolve("b.txt"), "the cat\r\n\r\nzoë sat\n");
        Files.writeString(folder.resolve("a.txt"), "the mat\nthe cat");
        Files.write(folder.resolve("c.bin"), new byte[] {'x', 0, 'y'});
        Files.createDirectories(folder.resolve("d/e"));
        return setting(Map.of("folder", folder.toString(), "chunk", "16", "job", job));
    }

    /// Such a file says that it has no bytes. Some of them, such as the kernel's log, are waited for.
    @Test
    @EnabledOnOs(OS.LINUX)
    void filesOfProcAreNoText() throws IOException {
        String before = output(files("wordcount"));
        Files.createSymbolicLink(folder.resolve("status"), Path.of("/proc/self/status"));

        assertEquals(before, output(files("wordcount")));
    }

    @Test
    void textThatIsUtf16IsNamed() throws IOException {
        Setting setting = files("wordcount");
        String text = "ein zwei zoë\n";
        for (byte[] bytes : List.of(
                text.getBytes(StandardCharsets.UTF_16),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE),
                text.getBytes(StandardCharsets.UTF_16LE),
                text.getBytes(StandardCharsets.UTF_16BE))) {
            Path file = Files.write(folder.resolve("b2.txt"), bytes);
            String line = assertThrows(BadInput.class, () -> workload.specification(setting))
                    .getMessage();
            assertEquals(
                    file + " is UTF-16 text, but must be UTF-8; save it as UTF-8 or take it out of the folder", line);
        }
    }

    @Test
    void textThatIsUtf32IsNamed() throws IOException {
        Setting setting = files("wordcount");
        for (String form : List.of("UTF-32LE", "UTF-32BE")) {
            Path file = Files.write(folder.resolve("b2.txt"), "\uFEFFein zwei".getBytes(Charset.forName(form)));

            String line = assertThrows(BadInput.class, () -> workload.specification(setting))
                    .getMessage();
            assertEquals(
                    file + " is UTF-32 text, but must be UTF-8; save it as UTF-8 or take it out of the folder", line);
        }
    }

    @Test
    void aFolderWithoutTextIsNamedAsItWasGiven() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Setting setting = setting(Map.of("folder", empty.toString()));

        assertEquals(
                "folder is '" + empty + "', which has no text (folders inside are not read); name one with text files",
                assertThrows(BadInput.class, () -> workload.specification(setting))
                        .getMessage());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderOfVirtualFilesIsRefused() {
        for (String virtual : List.of("/proc", "/proc/self", "/sys/kernel")) {
            Setting setting = setting(Map.of("folder", virtual));
            String line = assertThrows(BadInput.class, () -> workload.specification(setting))
                    .getMessage();
            assertTrue(line.startsWith("folder " + virtual + " has virtual files of the system ("), line);
        }
    }

    @Test
    void moreFilesOrBytesThanAreTakenAreRefused() throws IOException {
        Path large = folder.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(TextCache.MOST_BYTES + 1L);
        }
        String most = ": at most 10,000 files with 134,217,728 bytes of text are taken, none of folders inside";
        Setting setting = setting(Map.of("folder", folder.toString()));
        assertEquals(
                "folder " + folder + " has too many bytes" + most,
                assertThrows(BadInput.class, () -> workload.specification(setting))
                        .getMessage());
        for (int i = 0; i < 10_000; i++) {
            Files.createFile(folder.resolve("f" + i));
        }
        assertEquals(
                "folder " + folder + " has too many files" + most,
                assertThrows(BadInput.class, () -> workload.specification(setting))
                        .getMessage());
    }

    /// All of the output of a job that is done.
    private String output(Setting setting) {
        Specification plain = workload.specification(setting);
        for (int i = 0; i < workload.text(setting).chunks(); i++) {
            plain.apply(MapReduceWorkload.STEP, 0, 0, none);
        }
        StringBuilder all = new StringBuilder();
        Payload page = setting.payload();
        for (int i = 0; ; i++) {
            plain.apply(MapReduceWorkload.OUTPUT, i, 0, page);
            if (page.length() == 0) {
                return all.toString();
            }
            all.append(new String(page.bytes(), 0, page.length(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aWordCountSaysHowOftenEachWordIsInTheFilesOfAFolder() throws IOException {
        assertEquals("cat\t2\nmat\t1\nsat\t1\nthe\t3\nzoë\t1\n", output(files("wordcount")));
    }

    @Test
    void aSortHasTheLinesOfTheFilesInOrder() throws IOException {
        assertEquals("the cat\nthe cat\nthe mat\nzoë sat\n", output(files("sort")));
    }

    @Test
    void theOutputOfADrawnTextIsThatOfAMap() {
        Setting setting = setting(Map.of("operations", "50", "chunk", "300"));
        Map<String, Integer> counts = new TreeMap<>();
        for (String word : new String(workload.text(setting).bytes(), StandardCharsets.US_ASCII).split("\\s+")) {
            counts.merge(word, 1, Integer::sum);
        }
        StringBuilder expected = new StringBuilder();
        counts.forEach((word, count) ->
                expected.append(word).append('\t').append(count).append('\n'));

        assertEquals(expected.toString(), output(setting));
    }

    @Test
    void aFolderWithoutTextOrAMissingOneIsRefused() {
        Setting empty = setting(Map.of("folder", folder.toString()));

        assertTrue(assertThrows(BadInput.class, () -> workload.specification(empty))
                .getMessage()
                .contains("which has no text (folders inside are not read); name one with text files"));
        assertTrue(assertThrows(BadInput.class, () -> setting(Map.of("folder", "/no/such/folder")))
                .getMessage()
                .contains("folder is '/no/such/folder', but must be a folder that can be read"));
    }

    @Test
    void moreTextThanIsDrawnIsRefused() {
        assertTrue(assertThrows(BadInput.class, () -> setting(Map.of("operations", "1000000", "chunk", "65536")))
                .getMessage()
                .contains("operations is 1000000 and chunk is 65536, together 65,536,000,000 bytes"));
    }

    @Test
    void aTextIsReadAgainWhenAFileHasChanged() throws IOException {
        Setting setting = files("sort");
        Text before = workload.text(setting);
        assertSame(before, workload.text(setting));
        Files.writeString(folder.resolve("a.txt"), "another and longer line");

        assertNotSame(before, workload.text(setting));
    }

    @Test
    void aStepGivesTheChunkAndItsKeys() {
        Setting setting = setting(Map.of("operations", "3", "chunk", "64"));
        Specification plain = workload.specification(setting);
        Text text = workload.text(setting);
        for (int i = 0; i < 6; i++) {
            String words = new String(text.bytes(), text.start(i % 3), 64, StandardCharsets.US_ASCII);
            assertEquals(
                    MapReduceWorkload.result(i, words.strip().split("\\s+").length),
                    plain.apply(MapReduceWorkload.STEP, 0, 0, none));
        }
        assertThrows(IllegalArgumentException.class, () -> plain.apply(2, 0, 0, none));
    }

    private Optional<String> violation(long first, long second, boolean wrongByte) {
        Setting setting = setting(Map.of("operations", "2", "chunk", "64"));
        Specification plain = workload.specification(setting);
        plain.apply(MapReduceWorkload.STEP, 0, 0, none);
        plain.apply(MapReduceWorkload.STEP, 0, 0, none);
        return workload.violation(new FinalState(
                setting,
                List.of(workload.script(setting, 0)),
                List.of(new long[] {MapReduceWorkload.result(first, 1), MapReduceWorkload.result(second, 1)}),
                0,
                (kind, page, b, payload) -> {
                    long length = plain.apply(kind, page, b, payload);
                    if (wrongByte && payload.length() > 0) {
                        payload.bytes()[0]++;
                    }
                    return length;
                }));
    }

    @Test
    void aChunkThatIsTakenTwiceOrNeverIsAViolation() {
        assertEquals(Optional.empty(), violation(1, 0, false));
        assertEquals(Optional.of("chunk 1 was never taken, or one before it twice"), violation(0, 0, false));
        assertEquals(Optional.of("chunk 1 was never taken, or one before it twice"), violation(0, 2, false));
    }

    @Test
    void aByteOfTheOutputThatDiffersIsAViolation() {
        assertTrue(violation(0, 1, true).orElseThrow().startsWith("page 0 of the output differs"));
    }

    @Test
    void chunksAreCutBetweenKeysAndOnlyKeysThatAreTooLongAreCut() {
        byte[] bytes = "one two three abcdefghijklmnopqrst u".getBytes(StandardCharsets.US_ASCII);
        Text text = Text.of(Job.WORDCOUNT, bytes, 8);
        List<String> chunks = IntStream.range(0, text.chunks())
                .mapToObj(chunk -> new String(
                        bytes, text.start(chunk), text.end(chunk) - text.start(chunk), StandardCharsets.US_ASCII))
                .toList();

        assertEquals(List.of("one two ", "three ", "abcdefgh", "ijklmnop", "qrst u"), chunks);
        assertEquals(7, text.distinct());
    }

    @Test
    void recordsGiveTheCountsAgain() {
        KeyCounts counts = new KeyCounts(2);
        byte[] text = "b a b\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
        byte[] longKey = "x".repeat(300).getBytes(StandardCharsets.US_ASCII);
        counts.addAll(Job.WORDCOUNT, text, 0, text.length);
        counts.add(longKey, 0, 300, KeyCounts.hash(longKey, 0, 300), 1L << 40);
        Payload payload = new Payload(400);
        for (int entry = 0; entry < counts.size(); entry++) {
            assertTrue(counts.write(entry, payload));
        }
        KeyCounts again = new KeyCounts(2);

        assertEquals(3, again.addRecords(payload.bytes(), 0, payload.length()));
        assertEquals(counts.digest(), again.digest());
        assertArrayEquals(new int[] {1, 0, 2}, counts.order()); // a, b, and the long one
        assertEquals(1L << 40, again.count(2));
    }

    @Test
    void aRecordThatHasNoRoomIsNotWritten() {
        KeyCounts counts = new KeyCounts(2);
        byte[] key = {'k', 'e', 'y'};
        counts.add(key, 0, 3, KeyCounts.hash(key, 0, 3), 1);
        Payload payload = new Payload(4);

        assertFalse(counts.write(0, payload));
        assertEquals(0, payload.length());
    }
}
