// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Values;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private void refused(Path trace, String line) {
        BadInput refusal = assertThrows(BadInput.class, () -> TraceFile.read(trace, 1000));
        assertEquals(line.replace("FILE", trace.toString()), refusal.getMessage());
    }

    @Test
    void blockNumbersAreNumberedAnewAsTheyCome() {
        Trace trace = TraceFile.read(file("500\n9000000000\n500\n"));

        assertAll(
                () -> assertEquals(3, trace.size()),
                () -> assertEquals(2, trace.blocks().count()),
                () -> assertEquals(0, trace.block(0)),
                () -> assertEquals(1, trace.block(1)),
                () -> assertEquals(0, trace.block(2)),
                () -> assertEquals(0, trace.file(1)));
    }

    @Test
    void aPlainTraceDoesNotSayWhatIsWritten() {
        Trace trace = TraceFile.read(file("5\n"));

        assertTrue(trace.isWrite(0, true));
        assertFalse(trace.isWrite(0, false));
    }

    @Test
    void accessesNameTheOperationTheFileAndTheBlock() {
        Trace trace = TraceFile.read(file("r,7,100\nw,9,100\nW, 7, 3\n"));

        assertAll(
                () -> assertEquals(3, trace.blocks().count()),
                () -> assertEquals(0, trace.file(0)),
                () -> assertEquals(1, trace.file(1)),
                () -> assertEquals(0, trace.file(2)),
                () -> assertEquals(1, trace.block(2)),
                () -> assertFalse(trace.isWrite(0, true)),
                () -> assertTrue(trace.isWrite(1, false)),
                () -> assertTrue(trace.isWrite(2, false)));
    }

    @Test
    void aCompressedTraceIsTheSameTraceWhateverItsName() {
        assertEquals(2, TraceFile.read(file(gzip("1\n2\n"))).size());
    }

    @Test
    void linesMayEndAsOnOtherSystemsAndTheLastOneNotAtAll() {
        assertEquals(2, TraceFile.read(file("1\r\n2")).size());
    }

    @Test
    void aBadLineIsNamedWithItsNumberItsContentAndWhatIsExpected() {
        refused(
                file("1\n2\nthree\n"),
                "trace FILE, line 3: 'three' is no reference; expected a block number, such as 4711");
        refused(
                file("r,1,2\nx,1,2\n"),
                "trace FILE, line 2: 'x,1,2' is no reference; expected r or w, file, block, such as r,12,3");
        refused(
                file("-1\n"),
                "trace FILE, line 1: '-1' is no reference; expected a block number, such as 4711,"
                        + " or r or w, file, block, such as r,12,3");
    }

    @Test
    void linesOfAnotherFormThanTheFirstAreRefused() {
        refused(
                file("1\nr,1,2\n"),
                "trace FILE, line 2: 'r,1,2' is no reference; expected a block number, such as 4711");
    }

    @Test
    void anEmptyLineIsABadLine() {
        refused(file("1\n\n2\n"), "trace FILE, line 2: '' is no reference; expected a block number, such as 4711");
    }

    @Test
    void aNumberBeyondALongIsABadLine() {
        refused(
                file("1\n99999999999999999999\n"),
                "trace FILE, line 2: '99999999999999999999' is no reference; expected a block number, such as 4711");
    }

    @Test
    void aLongOrUnprintableLineIsShownInPart() {
        refused(
                file("1" + "0".repeat(100)),
                "trace FILE, line 1: is longer than 64 characters, no reference: '1" + "0".repeat(39) + "…'");
        refused(
                file("\u001b[31m\u00e9\n"),
                "trace FILE, line 1: '?[31m?' is no reference; expected a block number, such as 4711,"
                        + " or r or w, file, block, such as r,12,3");
    }

    @Test
    void anEmptyTraceIsRefused() {
        String line = "trace FILE is empty; expected one reference a line: a block number, such as 4711,"
                + " or r or w, file, block, such as r,12,3";
        refused(file(""), line);
        refused(file(gzip("")), line);
    }

    @Test
    void aDamagedArchiveIsRefused() {
        byte[] whole = gzip("1\n2\n3\n");
        refused(
                file(Arrays.copyOf(whole, whole.length - 4)),
                "trace FILE is damaged: its compressed data end or break off after line 3");
        refused(
                file(new byte[] {0x1F, (byte) 0x8B, 1, 2, 3, 4, 5, 6, 7, 8, 9}),
                "trace FILE is damaged: its compressed data end or break off after line 0");
    }

    @Test
    void aBombIsRefusedBeforeItHasTakenMemory() {
        refused(file(gzip("0\n".repeat(1001))), "trace FILE has more than 1,000 references; give a part of it");
        refused(
                file(gzip("0".repeat(10_000_000))),
                "trace FILE, line 1: is longer than 64 characters, no reference: '" + "0".repeat(40) + "…'");
    }

    @Test
    void aBadTraceIsRefusedAsSoonAsItIsNamed() {
        Path bad = file("one\n");

        assertThrows(BadInput.class, () -> Values.of(new CacheWorkload(), Map.of("trace", bad.toString())));
    }

    @Test
    void aTraceThatIsNotThereIsRefused() {
        String missing = folder.resolve("missing").toString();
        BadInput refusal = assertThrows(BadInput.class, () -> Values.of(new CacheWorkload(), Map.of("trace", missing)));

        assertEquals("trace is '" + missing + "', but must be a file that can be read", refusal.getMessage());
    }

    @Test
    void aNameThatNoFileCanHaveIsRefused() {
        assertThrows(BadInput.class, () -> Values.of(new CacheWorkload(), Map.of("trace", "a\0b")));
    }

    @Test
    void aTraceIsReadOnceAndAgainOnlyWhenItHasChanged() {
        Traces traces = new Traces();
        Path path = file("1\n2\n");
        Trace first = traces.read(path);

        assertSame(first, traces.read(path));
        assertNotSame(first, traces.read(file("1\n2\n3\n")));
    }
}
