// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.duality.shm.contract.AnyText;
import dev.duality.workloads.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The properties that hold for every trace, and for every file that is none. A name shows the seed that fails: put it
/// into `seeds`.
final class AnyTraceTest {
    private static final int CASES = 200; // of one seed

    @TempDir
    private Path folder;

    /// A line of a trace.
    private record Access(boolean write, long file, long block) {}

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aTraceIsReadAsItWasWrittenCompressedOrNot(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            boolean named = random.nextBoolean();
            List<Access> accesses = accesses(random, named);
            Path file = write(text(accesses, named, random), random.nextBoolean());

            Trace trace = read(file);

            check(trace, accesses, named, "case " + i);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aFileThatIsNoTraceIsRefusedInOneLine(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            boolean named = random.nextBoolean();
            String good = text(accesses(random, named), named, random);
            byte[] bytes = AnyText.of(random, good, "r,1,2\nw,3,4\n", "1\n2\n3\n", "4711")
                    .getBytes(StandardCharsets.UTF_8);
            byte[] content = random.nextBoolean() ? damaged(gzip(bytes), random) : bytes;
            Path file = Files.write(folder.resolve("trace"), content);
            try {
                assertTrue(read(file).size() > 0);
            } catch (BadInput refusal) {
                String message = refusal.getMessage();
                int number = i;
                assertEquals(1, message.lines().count(), () -> "case " + number + ": " + message);
                assertTrue(message.contains(file.toString()), () -> "case " + number + ": " + message);
                assertTrue(message.chars().noneMatch(Character::isISOControl), () -> "case " + number + ": " + message);
            } catch (RuntimeException | Error e) {
                fail("case " + i + " is answered by " + e, e);
            }
        }
    }

    private static Trace read(Path file) {
        return TraceFile.open(file, Optional.empty(), TraceFile.BLOCK_BYTES).read();
    }

    /// A bomb of 40 KB that holds more references than a heap of 16 MiB.
    @Test
    void aBombIsRefusedByASmallHeap() throws IOException, InterruptedException {
        byte[] lines = "0\n".repeat(1 << 20).getBytes(StandardCharsets.ISO_8859_1);
        Path bomb = folder.resolve("bomb.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            for (int i = 0; i < 17; i++) {
                out.write(lines);
            }
        }
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        bomb.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertTrue(reader.waitFor(1, TimeUnit.MINUTES));
        assertTrue(
                said.startsWith("trace " + bomb + " is too long for the heap: its blocks take 0 MiB, its references "),
                said);
    }

    /// Reads a trace in a JVM of its own.
    static final class Reader {
        private Reader() {}

        public static void main(String[] args) {
            try {
                System.out.println(read(Path.of(args[0])).size() + " references");
            } catch (BadInput refusal) {
                System.out.println(refusal.getMessage());
            }
        }
    }

    private static List<Access> accesses(SplittableRandom random, boolean named) {
        List<Access> accesses = new ArrayList<>();
        int count = random.nextInt(1, 100);
        long most = random.nextBoolean() ? 10 : 999_999_999_999_999_999L;
        for (int i = 0; i < count; i++) {
            accesses.add(
                    new Access(random.nextBoolean(), named ? random.nextLong(most + 1) : 0, random.nextLong(most + 1)));
        }
        return accesses;
    }

    private static String text(List<Access> accesses, boolean named, SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        String end = random.nextBoolean() ? "\n" : "\r\n";
        for (Access access : accesses) {
            String space = random.nextInt(4) == 0 ? " " : "";
            if (named) {
                text.append(access.write ? one(random, "w", "W") : one(random, "r", "R"))
                        .append(",")
                        .append(space)
                        .append(access.file)
                        .append(space)
                        .append(",");
            }
            text.append(space).append(access.block).append(end);
        }
        return random.nextBoolean() ? text.toString() : text.substring(0, text.length() - end.length());
    }

    private static String one(SplittableRandom random, String first, String second) {
        return random.nextBoolean() ? first : second;
    }

    private Path write(String text, boolean compressed) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return Files.write(folder.resolve("trace"), compressed ? gzip(bytes) : bytes);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        byte[] damaged = java.util.Arrays.copyOf(bytes, random.nextInt(2, bytes.length + 1));
        int flips = random.nextInt(3);
        for (int i = 0; i < flips; i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }

    /// Blocks of a file are numbered from 0 as they come, and so are files.
    private static void check(Trace trace, List<Access> accesses, boolean named, String where) {
        Map<Long, Integer> files = new HashMap<>();
        Map<Long, Map<Long, Integer>> blocks = new HashMap<>();
        assertEquals(accesses.size(), trace.size(), where);
        int[] sizes = trace.blocksOfFiles();
        int[] firsts = new int[sizes.length + 1];
        for (int file = 0; file < sizes.length; file++) {
            firsts[file + 1] = firsts[file] + sizes[file];
        }
        for (int i = 0; i < accesses.size(); i++) {
            Access access = accesses.get(i);
            files.putIfAbsent(access.file, files.size());
            Map<Long, Integer> own = blocks.computeIfAbsent(access.file, _ -> new HashMap<>());
            own.putIfAbsent(access.block, own.size());
            assertEquals(firsts[files.get(access.file)] + own.get(access.block), trace.block(i), where);
            assertEquals(!named || access.write, trace.isWrite(i, true), where);
            assertEquals(named && access.write, trace.isWrite(i, false), where);
        }
        int distinct = blocks.values().stream().mapToInt(Map::size).sum();
        assertEquals(distinct, firsts[sizes.length], where);
    }
}
