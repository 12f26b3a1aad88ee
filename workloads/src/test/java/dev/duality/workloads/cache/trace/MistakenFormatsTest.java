// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of others, in which a format that is known could be seen, but is not there.
final class MistakenFormatsTest {
    private static final String TRIED = "tried as ids, accesses, arc, spc, msr, address, twitter, oracleGeneral";
    private static final String BINARY =
            "trace FILE is binary, but not records of oracleGeneral; if it is a trace, say its format";

    @TempDir
    private Path folder;

    private Path file(byte... content) {
        try {
            return Files.write(folder.resolve("some.trace"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String content) {
        return file(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] gzip(byte... content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void refused(Path trace, String line) {
        BadInput refusal = assertThrows(BadInput.class, () -> TraceFile.open(trace, Optional.empty(), 4096));
        assertEquals(line.replace("FILE", trace.toString()), refusal.getMessage());
    }

    private static TraceFormat found(Path trace) {
        return TraceFile.open(trace, Optional.empty(), 4096).format();
    }

    private static int size(Path trace, TraceFormat said) {
        return TraceFile.open(trace, Optional.of(said), 4096).read().size();
    }

    /// Three words of 64 bits, lower bytes first.
    private static byte[] triples(int count, long third, long step) {
        ByteBuffer bytes = ByteBuffer.allocate(24 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putLong(1000L * i).putLong(i * 7L % 100).putLong(third + step * i);
        }
        return bytes.array();
    }

    private static byte[] records(int count, long time) {
        ByteBuffer bytes = ByteBuffer.allocate(24 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putInt((int) time).putLong(5).putInt(512).putLong(i + 1 == count ? Long.MAX_VALUE : i + 1);
        }
        return bytes.array();
    }

    @Test
    void sectorsInDecimalAreNotTakenForHexadecimalAddresses() {
        Path trace = file("R 4096 8\nW 8192 8\nR 4097 8\n");

        refused(
                trace,
                "trace FILE, line 1: 'R 4096 8' may be decimal or hexadecimal; " + TRIED
                        + "; if it is hexadecimal, say the format address");
        assertEquals(3, size(trace, TraceFormat.ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"R 4096\nW 40ff\n", "R 4096\nW 0x40\n", "R 00004096\n", "I  04016730,3\n", " S 20,4\n"})
    void addressesThatShowTheirBaseAreFound(String text) {
        assertEquals(TraceFormat.ADDRESS, found(file(text)));
    }

    @Test
    void fourNumbersOfWhichTheLastIsNoRequestsAreNotTakenForArc() {
        Path trace = file("0 1 1024 5\n1 2 2048 3\n2 1 1024 5\n");

        refused(
                trace,
                "trace FILE, line 2: '1 2 2048 3' is like arc, but its request, 3, does not come after 5; " + TRIED
                        + "; if it is that, say the format arc");
        assertEquals(4, size(trace, TraceFormat.ARC));
        refused(
                file("1000 17 1024 0\n1001 2 2048 0\n1001 17 1024 0\n"),
                "trace FILE, line 2: '1001 2 2048 0' is like arc, but its request, 0, does not come after 0; " + TRIED
                        + "; if it is that, say the format arc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10 4 0 0\n", "10 4 0 3\n12 3 7 9\n", "10 4 0 0\n12 3 0 0\n", "10 4 0 1\n\n*\n12 3 0 2"})
    void requestsThatAreCountedOrNotAreArc(String text) {
        assertEquals(TraceFormat.ARC, found(file(text)));
    }

    @Test
    void otherRecordsOfAsManyBytesAreNotTakenForOracleGeneral() {
        refused(file(triples(5_000, 4096, 0)), BINARY); // each asked for by the same record
        refused(file(triples(500, 4096, 1)), BINARY); // by one that is not there
    }

    @Test
    void recordsAreFoundWhateverTheirFirstTimeLooksLike() {
        for (long time : new long[] {0, 0xFEFF, 0xFFFE, 0xFEFF0000L, 0x9D1F}) {
            assertEquals(TraceFormat.ORACLE_GENERAL, found(file(records(2, time))), () -> Long.toHexString(time));
        }
    }

    @Test
    void aFileThatIsCompressedTwiceIsNoRecordHoweverLongItIs() {
        byte[] inner = gzip("1\n2\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals(24, inner.length);

        refused(file(gzip(inner)), "trace FILE is compressed twice, by gzip and within it by gzip; unpack it once");
    }

    @Test
    void anArchiveIsNamedAlsoWithinACompressedFile() {
        byte[] tar = new byte[1024];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        tar[0] = 'a';

        refused(file(tar), "trace FILE is a tar archive; unpack it by tar -x");
        refused(file(gzip(tar)), "trace FILE is a tar archive, compressed by gzip; unpack it by tar -x");
        refused(file("\u001f\u009d\u0090abc"), "trace FILE is compressed by compress; unpack it by uncompress");
        refused(file("7z\u00bc\u00af'\u001c"), "trace FILE is compressed by 7z; unpack it by 7z x");
    }

    @Test
    void textOf16BitsIsNamedWithoutAMarkToo() {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            refused(file("10\n25\n".getBytes(charset)), "trace FILE is UTF-16 text; save it as UTF-8");
        }
    }

    @Test
    void numbersInBinaryAreBinaryAndNoTextWithAWrongByte() {
        ByteBuffer bytes = ByteBuffer.allocate(800).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 100; i++) {
            bytes.putLong(i % 7 + '1');
        }
        refused(file(bytes.array()), BINARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "419,W,8792731648,16384,1577808144360767", // Alibaba's blocks
                "1538323200,12910952,128,0,1063", // Tencent's
                "1455592201.002689000,0.000343,W,4,85752692224,4096", // SYSTOR 2017
                "0\t833946053\tjpeg\t9022\t0.00019", // Wikipedia
                "0 1 1024", // webcachesim
                "abc,GET,100,1,46", // CacheLib
                "0,k,5,GET,1,100,1,0,a,b",
                "89966400131244 4253 nfsd 508345432 8 W 6 0 d41d8cd98f00b204", // FIU
                "  8,0    3        1     0.000000000   697  G   W 223490 + 8 [kjournald]", // blktrace
                "0.551706 0 20941264 16 0", // DiskSim
                "0 1fffff50", // Dinero
                "1003716000.12 30.0801 31.03f2 U C3 7ad48f3b 3 lookup fh 61",
                "0;20941264;8192;W;0,551706",
                "\"0\",\"20941264\",\"8192\",\"W\",\"0.551706\"",
                "1,234,567",
                "1.234.567",
                "1e3",
                "+5",
                "version https://git-lfs.github.com/spec/v1"
            })
    void othersAreRefusedWithWhatWasTried(String line) {
        BadInput refusal =
                assertThrows(BadInput.class, () -> TraceFile.open(file(line + "\n"), Optional.empty(), 4096));

        assertTrue(refusal.getMessage().endsWith("is no reference; " + TRIED), refusal::getMessage);
    }

    @Test
    void textIsNoRecordsEvenIfSomebodySaysSo() {
        Path trace = file("1\n2\n3\n4\n1\n2\n5\n1\n2\n3\n4\n5\n"); // as long as a record

        BadInput refusal = assertThrows(BadInput.class, () -> size(trace, TraceFormat.ORACLE_GENERAL));
        assertEquals(
                "trace %s is text, and no records of oracleGeneral; leave the format out, or say another"
                        .formatted(trace),
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e", "e1", "+-.e1", "1.2.3", "--1", "1e5e5", "1e+", "-", ".", "1-2", ""})
    void whatIsNoTimeIsNoRequest(String time) {
        assertThrows(BadInput.class, () -> found(file("0,20941264,8192,W," + time + "\n")), time);
        assertThrows(BadInput.class, () -> found(file(time + ",key,3,4,5,get,0\n")), time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "+1.5", ".5", "5.", "1e3", "1.5E-07", "1455592201.002689000"})
    void everyFormOfATimeIsTaken(String time) {
        assertEquals(TraceFormat.SPC, found(file("0,20941264,8192,W," + time + "\n")));
        assertEquals(TraceFormat.TWITTER, found(file(time + ",key,3,4,5,get,0\n")));
    }
}
