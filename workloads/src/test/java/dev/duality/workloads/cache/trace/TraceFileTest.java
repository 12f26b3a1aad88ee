// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.workloads.BadInput;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class TraceFileTest {
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

    private static byte[] gzip(String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Trace read(Path file) {
        return TraceFile.open(file, Optional.empty(), 4096).read();
    }

    private static List<String> references(Path file, int blockBytes) {
        List<String> references = new ArrayList<>();
        TraceFile.open(file, Optional.empty(), blockBytes)
                .read((kind, owner, block) -> references.add(kind + " " + owner + " " + block), (_, _) -> {});
        return references;
    }

    private static byte[] zstd(String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] xz(String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new XZOutputStream(bytes, new LZMA2Options())) {
            out.write(content.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void refused(Path trace, String line) {
        BadInput refusal = assertThrows(BadInput.class, () -> read(trace));
        assertEquals(line.replace("FILE", trace.toString()), refusal.getMessage());
    }

    @Test
    void blocksAreNumberedAnewAsTheyCome() {
        Trace trace = read(file("500\n9000000000\n500\n"));

        assertAll(
                () -> assertEquals(3, trace.size()),
                () -> assertArrayEquals(new int[] {2}, trace.blocksOfFiles()),
                () -> assertEquals(0, trace.block(0)),
                () -> assertEquals(1, trace.block(1)),
                () -> assertEquals(0, trace.block(2)));
    }

    @Test
    void theBlocksOfAFileLieTogether() {
        Trace trace = read(file("r,7,100\nw,9,100\nW, 7, 3\n"));

        assertAll(
                () -> assertArrayEquals(new int[] {2, 1}, trace.blocksOfFiles()),
                () -> assertEquals(0, trace.block(0)),
                () -> assertEquals(2, trace.block(1)),
                () -> assertEquals(1, trace.block(2)),
                () -> assertFalse(trace.isWrite(0, true)),
                () -> assertTrue(trace.isWrite(1, false)),
                () -> assertTrue(trace.isWrite(2, false)));
    }

    @Test
    void aPlainTraceDoesNotSayWhatIsWritten() {
        Trace trace = read(file("5\n"));

        assertTrue(trace.isWrite(0, true));
        assertFalse(trace.isWrite(0, false));
    }

    @Test
    void aCompressedTraceIsTheSameTraceWhateverItsName() {
        for (byte[] content : List.of(gzip("1\n2\n"), zstd("1\n2\n"), xz("1\n2\n"))) {
            assertEquals(2, read(file(content)).size());
        }
        assertEquals(
                Compression.ZSTD,
                TraceFile.open(file(zstd("1\n")), Optional.empty(), 1).compression());
        assertEquals(
                Compression.XZ,
                TraceFile.open(file(xz("1\n")), Optional.empty(), 1).compression());
    }

    @Test
    void severalCompressedPartsOneAfterTheOtherAreOneTrace() {
        for (byte[] part : List.of(gzip("1\n2\n"), zstd("1\n2\n"), xz("1\n2\n"))) {
            assertEquals(4, read(file(both(part, part))).size());
        }
    }

    private static byte[] both(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void aCompressionThatIsNotReadIsNamed() {
        refused(file("BZh91AY"), "trace FILE is compressed by bzip2; unpack it by bunzip2");
        refused(file("PK\3\4...."), "trace FILE is compressed by zip; unpack it by unzip");
    }

    @Test
    void linesMayEndAsOnOtherSystemsAndTheLastOneNotAtAll() {
        assertEquals(2, read(file("1\r\n2")).size());
    }

    @Test
    void whatSaysNothingIsLeftOut() {
        assertEquals(
                List.of("UNSAID 0 1", "UNSAID 0 2"),
                references(file("\u00ef\u00bb\u00bf# " + "x".repeat(200_000) + "\n1\n\n  \n*\n\t2 \n*"), 4096));
    }

    @Test
    void aBadLineIsNamedWithItsNumberItsContentAndWhatIsExpected() {
        refused(
                file("1\n2\nthree\n"),
                "trace FILE, line 3: 'three' is no reference of the format ids;"
                        + " expected a number of 64 bits, signed or not, such as 4711");
        refused(
                file("r,1,2\nx,1,2\n"),
                "trace FILE, line 2: 'x,1,2' is no reference of the format accesses;"
                        + " expected r or w, file, block, such as r,12,3");
    }

    @Test
    void aLongOrUnprintableLineIsShownInPart() {
        refused(
                file("1\n1" + "0".repeat(5_000)),
                "trace FILE, line 2: is longer than 4,096 characters, no reference: '1" + "0".repeat(39) + "…'");
        refused(
                file("\u001b[31m\u00e9\n"),
                "trace FILE, line 1: '?[31m?' is no reference; tried as ids, accesses, arc, spc, msr, address, twitter,"
                        + " oracleGeneral");
    }

    @Test
    void anEmptyTraceIsRefused() {
        String line =
                "trace FILE is empty; expected one reference a line, in one of the formats ids, accesses, arc, spc,"
                        + " msr, address, twitter, oracleGeneral";
        refused(file(""), line);
        refused(file("*\n\n"), line);
        refused(file(gzip("")), line);
    }

    /// It says that it has no bytes, and is not opened: the kernel's log is such a file, and is waited for.
    @Test
    void aFileOfProcIsEmpty() {
        Path file = Path.of("/proc/self/status");
        assumeTrue(Files.isRegularFile(file));

        for (Optional<TraceFormat> said : List.of(Optional.<TraceFormat>empty(), Optional.of(TraceFormat.IDS))) {
            String line = assertThrows(BadInput.class, () -> TraceFile.open(file, said, 4096))
                    .getMessage();
            assertTrue(line.startsWith("trace /proc/self/status is empty; expected "), line);
        }
    }

    @Test
    void otherEncodingsOfTextAreNamed() {
        refused(file("\u00ff\u00fe1\0\n\0"), "trace FILE is UTF-16 text; save it as UTF-8");
        refused(file("\u00ff\u00fe\0\u00001\0\0\0"), "trace FILE is UTF-32 text; save it as UTF-8");
        refused(file("\0\0\u00fe\u00ff\0\0\u00001"), "trace FILE is UTF-32 text; save it as UTF-8");
    }

    @Test
    void aByteThatNoTextHasIsNamedWithItsLine() {
        refused(file("1\n2\n\u001a"), "trace FILE, line 3: has a byte of 0x1a, which is no text; remove it");
        refused(file("1\r\n2\0"), "trace FILE, line 2: has a byte of 0x00, which is no text; remove it");
        refused(
                file("\u007fELF\2\1"),
                "trace FILE is binary, but not records of oracleGeneral; if it is a trace, say its format");
    }

    @Test
    void aTraceWithoutAnyBytesIsToldFromAnEmptyOne() {
        refused(
                file("0,20941264,0,W,0.55\n0,20941264,0,R,0.56\n"),
                "trace FILE has no reference: all its 2 lines are of requests of 0 bytes or of removals");
    }

    @Test
    void aLineOfTitlesIsToldOf() {
        refused(
                file("Timestamp,Hostname\n1,web,1,Read,4096,512,413\n"),
                "trace FILE, line 1: 'Timestamp,Hostname' is no reference; tried as ids, accesses, arc, spc, msr, address,"
                        + " twitter, oracleGeneral; line 2 is a reference: if line 1 has titles, remove it");
        BadInput refusal = assertThrows(
                BadInput.class,
                () -> TraceFile.open(file("id\n7\n"), Optional.of(TraceFormat.IDS), 4096)
                        .read());
        assertTrue(
                refusal.getMessage().endsWith("; line 2 is a reference: if line 1 has titles, remove it"),
                refusal::getMessage);
        refused(
                file("three\nfour\n"),
                "trace FILE, line 1: 'three' is no reference; tried as ids, accesses, arc, spc, msr, address, twitter,"
                        + " oracleGeneral");
    }

    @Test
    void aDamagedArchiveIsRefused() {
        String text =
                LongStream.range(0, 100_000).mapToObj(i -> i * 7919 + "\n").collect(Collectors.joining());
        for (byte[] whole : List.of(gzip(text), zstd(text), xz(text))) {
            Path file = file(Arrays.copyOf(whole, whole.length - 40));
            String line = assertThrows(BadInput.class, () -> read(file)).getMessage();

            assertTrue(line.matches("trace .* is damaged: its (gzip|zstd|xz) data end or break off.*"), line);
        }
        String line = assertThrows(
                        BadInput.class, () -> read(file(new byte[] {0x1F, (byte) 0x8B, 1, 2, 3, 4, 5, 6, 7, 8, 9})))
                .getMessage();
        assertTrue(line.contains("is damaged: its gzip data end or break off"), line);
    }

    @Test
    void aTraceThatIsTooLongForTheHeapEndsInOneLineThatNamesTheHeap() {
        Path file = file("0\n".repeat(1_000_000));

        assertEquals(
                1_000_000,
                TraceFile.open(file, Optional.empty(), 1)
                        .read(new Heap("trace", 5 << 20))
                        .size());
        BadInput refusal = assertThrows(
                BadInput.class, () -> TraceFile.open(file, Optional.empty(), 1).read(new Heap("trace X", 3 << 20)));
        assertEquals(
                "trace X is too long for the heap: its blocks take 0 MiB, its references 4, the caches that are played"
                        + " 0, and 3 MiB, half of the heap, may be taken; give a part of it, or a larger heap,"
                        + " such as DUALITY_HEAP=4g",
                refusal.getMessage());
    }

    @Test
    void aTraceOfTooManyBlocksIsRefusedBeforeTheyTakeMemory() {
        Path file = file(LongStream.range(0, 100_000).mapToObj(i -> i + "\n").collect(Collectors.joining()));
        BadInput refusal = assertThrows(
                BadInput.class, () -> TraceFile.open(file, Optional.empty(), 1).read(new Heap("trace X", 4 << 20)));

        assertTrue(refusal.getMessage().startsWith("trace X is too long for the heap: its blocks take "));
    }

    @Test
    void whatIsNoRegularFileIsRefused() throws IOException, InterruptedException {
        refused(folder, "trace FILE is no regular file, but must be a file with references to blocks");
        refused(Path.of("/dev/zero"), "trace FILE is no regular file, but must be a file with references to blocks");
        refused(folder.resolve("no"), "trace FILE is not there, but must be a file with references to blocks");
        Path fifo = folder.resolve("fifo");
        assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "there are no FIFOs here");
        refused(fifo, "trace FILE is no regular file, but must be a file with references to blocks");
    }

    @Test
    void howFarReadingHasComeIsTold() {
        Path file = file("123456789\n".repeat(1_000_000));
        List<Long> told = new ArrayList<>();

        TraceFile.open(file, Optional.empty(), 1).read((_, _, _) -> {}, (read, bytes) -> {
            assertEquals(10_000_000, bytes);
            told.add(read);
        });

        assertEquals(2, told.size());
        assertTrue(told.getFirst() >= 1 << 22 && told.getLast() >= 1 << 23 && told.getLast() <= 10_000_000);
    }
}
