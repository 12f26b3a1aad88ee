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

    /// A frame with the window of `zstd --long=31`, of which a smaller decompressor makes nonsense; and one of its own
    /// size of 16 MiB.
    @Test
    void aWindowThatIsTooLargeIsNamed() throws IOException {
        String line = " is compressed by zstd, with a window of more than 8 MiB; unpack it by zstd -d --long=31";
        byte[] magic = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
        for (byte[] head :
                new byte[][] {{0, (byte) 0xA8}, {0, (byte) 0xAF}, {0, (byte) 0xF8}, {0, 0x69}, {(byte) 0xA0, 0, 0, 0, 1}
                }) {
            byte[] block = {1, 0, 0};
            assertTrue(refusal(joined(magic, head, block)).endsWith(line), () -> Arrays.toString(head));
        }
        assertTrue(refusal(joined(magic, new byte[] {0, 0x68}, new byte[] {1, 0, 0}))
                .contains(" is empty; "));
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
