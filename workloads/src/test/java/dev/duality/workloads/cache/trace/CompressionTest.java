// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.BadInput;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// A compressed trace is read whole, or refused in one line: no part of it is dropped without a word.
final class CompressionTest {
    private static final byte[] THIRTY = IntStream.range(0, 30)
            .mapToObj(i -> i + "\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);

    /// One of four bytes, which a decompressor may leave out.
    private static final byte[] SKIPPABLE = {0x5E, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4};

    private static final String NEAR = "XQAAAAIA4QwAWgohBUD2eXOo";
    private static final String FAR = "ZQAAAAIA4YkAklJI4gdAG8dBvQ==";

    @TempDir
    private Path folder;

    private interface Opened {
        OutputStream on(OutputStream bytes) throws IOException;
    }

    private static byte[] compressed(byte[] content, Opened opened) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = opened.on(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip() throws IOException {
        return compressed(THIRTY, GZIPOutputStream::new);
    }

    private static byte[] zstd() throws IOException {
        return compressed(THIRTY, ZstdOutputStream::new);
    }

    private static byte[] xz() throws IOException {
        return compressed(THIRTY, bytes -> new XZOutputStream(bytes, new LZMA2Options()));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private Trace read(byte... content) throws IOException {
        Path file = Files.write(folder.resolve("some.trace"), content);
        return TraceFile.open(file, Optional.empty(), 4096).read();
    }

    private String refusal(byte... content) {
        return assertThrows(BadInput.class, () -> read(content)).getMessage();
    }

    private void assertDamaged(String how, byte... content) {
        String line = refusal(content);
        assertTrue(line.contains(" is damaged: its ") && line.endsWith(how), line);
    }

    @Test
    void aSecondPartThatBreaksOffAnywhereIsDamaged() throws IOException {
        for (byte[] part : List.of(gzip(), zstd(), xz())) {
            for (int length = 1; length < part.length; length++) {
                byte[] second = Arrays.copyOf(part, length);
                assertTrue(refusal(joined(part, second)).contains(" is damaged: its "), () -> second.length + " bytes");
            }
        }
    }

    @Test
    void aSecondPartWhoseHeadIsBrokenIsDamaged() throws IOException {
        for (byte[] part : List.of(gzip(), zstd(), xz())) {
            for (int at = 0; at < 3; at++) {
                byte[] second = part.clone();
                second[at] ^= 0x10;
                assertTrue(refusal(joined(part, second)).contains(" is damaged: its "));
            }
        }
    }

    @Test
    void otherDataBehindTheLastPartAreDamage() throws IOException {
        for (byte[] part : List.of(gzip(), zstd())) {
            for (String more : List.of("x", "xyz", "1\n2\n3\n", "more than a head has bytes")) {
                byte[] text = more.getBytes(StandardCharsets.UTF_8);
                assertTrue(refusal(joined(part, text)).contains(" is damaged: its "), more);
            }
        }
        assertDamaged(": other data follow", joined(gzip(), new byte[100], new byte[] {1}));
        assertDamaged(": other data follow", joined(zstd(), new byte[100]));
    }

    @Test
    void zerosBehindGzipArePadding() throws IOException {
        assertEquals(60, read(joined(gzip(), gzip(), new byte[100_000])).size());
    }

    @Test
    void everyFieldThatAHeadOfGzipMayHaveIsRead() throws IOException {
        byte[] plain = gzip();
        byte[] fields = {2, 0, 7, 8, 'n', 0, 'c', 0}; // extra bytes, a name, a comment
        byte[] head = joined(Arrays.copyOf(plain, 10), fields);
        head[3] = 2 | 4 | 8 | 16;
        CRC32 sum = new CRC32();
        sum.update(head);
        byte[] sums = {(byte) sum.getValue(), (byte) (sum.getValue() >> 8)};
        byte[] data = Arrays.copyOfRange(plain, 10, plain.length);

        assertEquals(60, read(joined(head, sums, data, plain)).size());
        sums[0]++;
        assertDamaged(": the checksum of a head is wrong", joined(head, sums, data));
    }

    @Test
    void aGzipWithOtherContentThanItsChecksumSaysIsDamaged() throws IOException {
        byte[] part = gzip();
        part[part.length - 8]++;
        assertDamaged(": the checksum is wrong", part);
        byte[] size = gzip();
        size[size.length - 4]++;
        assertDamaged(": the checksum is wrong", size);
    }

    @Test
    void skippableFramesOfZstdAreLeftOutWhereverTheyAre() throws IOException {
        assertEquals(
                60,
                read(joined(SKIPPABLE, zstd(), SKIPPABLE, SKIPPABLE, zstd(), SKIPPABLE))
                        .size());
        assertTrue(refusal(SKIPPABLE).contains(" is empty; expected "));
        assertDamaged("", joined(zstd(), Arrays.copyOf(SKIPPABLE, SKIPPABLE.length - 1)));
        assertDamaged("", joined(zstd(), Arrays.copyOf(SKIPPABLE, 6)));
    }

    /// Ten numbers, line ends, 128 KiB of them at a time, and the same ten numbers, by a match with the first.
    /// @param window of the frame, as its head has it
    /// @param blocks of line ends
    /// @param match the block behind them, and the checksum
    private static byte[] twice(byte[] window, int blocks, String match) {
        byte[][] lineEnds = new byte[blocks][];
        Arrays.fill(lineEnds, new byte[] {2, 0, 0x10, '\n'});
        return joined(
                new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD},
                window,
                Base64.getDecoder()
                        .decode(
                                "DAIAwoUMCbB5TG1DGgP4CKMTpjysBEK7MIbgH7A4O8Ni8lfRabw8gmnSsaCBqWkWbd3pJ5cAEWkDADL/3VxJsQcr"
                                        + "OAM="),
                joined(lineEnds),
                Base64.getDecoder().decode(match));
    }

    /// Frames as of `zstd --long=27` and `zstd --ultra -22`, of a trace that comes through a pipe.
    @Test
    void aWindowThatIsTooLargeIsNoHarmWhereNothingLiesFurtherBack() throws IOException {
        for (int window : new int[] {0x68, 0x69, 0x88, 0xA8, 0xAF, 0xF8}) { // 8 MiB to 2^41 bytes
            Trace trace = read(twice(new byte[] {4, (byte) window}, 7, NEAR));

            assertEquals(20, trace.size());
            for (int i = 0; i < 10; i++) {
                assertEquals(trace.block(i), trace.block(10 + i));
            }
        }
    }

    @Test
    void aWindowThatIsTooLargeIsNamedWhereItIsMadeUseOf() {
        String line =
                " is compressed by zstd, with a window of more than 8 MiB that is made use of; unpack it by zstd -d"
                        + " --long=31";
        byte[] piped = {4, (byte) 0x88};
        byte[] sized = {(byte) 0xA4, (byte) 0xB0, 4, (byte) 0x90, 0}; // as large as its content

        assertTrue(refusal(twice(piped, 71, FAR)).endsWith(line));
        assertTrue(refusal(twice(sized, 71, FAR)).endsWith(line));
    }

    @Test
    void contentWithAnotherChecksumThanItsFrameSaysIsDamagedWhateverTheWindow() {
        byte[] frame = twice(new byte[] {4, (byte) 0x88}, 7, NEAR);
        frame[frame.length - 1]++;

        assertTrue(refusal(frame).contains(" is damaged: its zstd data end or break off"));
    }

    @Test
    void whatIsCompressedTwiceIsTold() throws IOException {
        byte[] xz = xz();
        assertTrue(refusal(compressed(xz, GZIPOutputStream::new))
                .endsWith(" is compressed twice, by gzip and within it by xz; unpack it once"));
        byte[] bzip2 = "BZh91AY&SY".getBytes(StandardCharsets.UTF_8);
        assertTrue(refusal(compressed(bzip2, ZstdOutputStream::new))
                .endsWith(" is compressed twice, by zstd and within it by bzip2; unpack it once"));
    }

    @ParameterizedTest
    @EnumSource(names = {"IDS", "ORACLE_GENERAL"})
    void itIsToldOfAFormatThatIsSaid(TraceFormat said) throws IOException {
        Path file = Files.write(folder.resolve("some.trace"), compressed(xz(), GZIPOutputStream::new));
        assertTrue(assertThrows(BadInput.class, () -> TraceFile.open(file, Optional.of(said), 4096))
                .getMessage()
                .endsWith(" is compressed twice, by gzip and within it by xz; unpack it once"));
    }
}
