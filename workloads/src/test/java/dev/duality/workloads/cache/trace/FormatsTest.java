// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FormatsTest {
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

    private static Trace read(Path file) {
        return TraceFile.open(file, Optional.empty(), 4096).read();
    }

    private static List<String> references(Path file, int blockBytes) {
        List<String> references = new ArrayList<>();
        TraceFile.open(file, Optional.empty(), blockBytes)
                .read((kind, owner, block) -> references.add(kind + " " + owner + " " + block), (_, _) -> {});
        return references;
    }

    /// libCacheSim's records: time, object, size, and who asks for it next.
    private static byte[] records(long... ids) {
        ByteBuffer bytes = ByteBuffer.allocate(24 * ids.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < ids.length; i++) {
            long next = -1;
            for (int later = ids.length - 1; later > i; later--) {
                next = ids[later] == ids[i] ? later : next;
            }
            bytes.putInt(i / 2).putLong(ids[i]).putInt(512).putLong(next);
        }
        return bytes.array();
    }

    private void refused(Path trace, String line) {
        BadInput refusal = assertThrows(BadInput.class, () -> read(trace));
        assertEquals(line.replace("FILE", trace.toString()), refusal.getMessage());
    }

    @Test
    void idsAreAnyNumbersOf64Bits() {
        assertEquals(
                List.of(
                        "UNSAID 0 -9223372036854775808",
                        "UNSAID 0 -1",
                        "UNSAID 0 -1",
                        "UNSAID 0 9223372036854775807",
                        "UNSAID 0 -6101065172474983726",
                        "UNSAID 0 7"),
                references(file("""
                        -9223372036854775808
                        -1
                        18446744073709551615
                        9223372036854775807
                        12345678901234567890
                        0000000000000000000000007
                        """), 4096));
    }

    @Test
    void arcNamesRunsOfBlocks() {
        assertEquals(
                List.of("UNSAID 0 10", "UNSAID 0 11", "UNSAID 0 12", "UNSAID 0 5"),
                references(file("10 3 0 0\n5\t1 0 1\n"), 4096));
    }

    @Test
    void aRequestForBytesAsksForEveryBlockThatOneOfThemLiesIn() {
        Path spc = file("1,8,8192,W,0.5\n1,15,1024,r,0.6\n2,0,1,R,0.7\n");

        assertEquals(List.of("WRITE 1 1", "WRITE 1 2", "READ 1 1", "READ 1 2", "READ 2 0"), references(spc, 4096));
        assertEquals(
                List.of("WRITE 1 0", "READ 1 0", "READ 2 0"), references(spc, 1 << 20), "one block holds them all");
    }

    @Test
    void aRequestOfNoBytesAsksForNoBlock() {
        assertEquals(List.of("WRITE 1 1"), references(file("1,8,0,R,0.5\n1,8,1,W,0.5\n1,0,0,W,0.6\n"), 4096));
        assertEquals(
                1, read(file("1,web,1,Read,4096,0,4\n2,web,1,Read,4096,1,4\n")).size());
    }

    @Test
    void disksOfMsrAreFilesOfTheirOwn() {
        Trace trace = read(file("""
                128166372003061629,web,1,Read,4096,8192,413
                128166372003061630,web,0,Write,4095,2,5
                128166372003061631,usr,1,Read,4096,1,7
                """));

        assertArrayEquals(new int[] {2, 2, 1}, trace.blocksOfFiles());
        assertEquals(5, trace.size());
        assertTrue(trace.isWrite(2, false) && trace.isWrite(3, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "l 0x1fffff50 1\ns 0x2000\n0x00002fff\n",
                " L 1fffff50,8\n S 2000,4\n 0x2fff\n", // as Valgrind writes them, and one alone
                "R 0X1FFFFF50\nwrite 0x2000\n0x2fff"
            })
    void anAddressIsInTheBlockThatHoldsIt(String text) {
        assertEquals(List.of("READ 0 131071", "WRITE 0 2", "UNSAID 0 2"), references(file(text), 4096));
    }

    @Test
    void keysOfTwitterAreTheSameIfTheirBytesAre() {
        List<String> all = references(file("""
                        0,q:q:1:8WTfjZU14ee,17,213,4,get,0
                        0,a,key,with commas,17,213,4,gets,0
                        1,q:q:1:8WTfjZU14ee,17,213,4,set,86400
                        1,q:q:1:8WTfjZU14ee,17,0,4,delete,0
                        1,q:q:1:8WTfjZU14ef,17,0,4,incr,0
                        """), 4096);

        assertAll(
                () -> assertEquals(4, all.size(), "a removal asks for nothing"),
                () -> assertEquals(all.get(0).replace("READ", "WRITE"), all.get(2)),
                () -> assertTrue(all.get(1).startsWith("READ")),
                () -> assertEquals(
                        3,
                        all.stream().map(line -> line.split(" ")[2]).distinct().count()));
    }

    @Test
    void recordsOfLibCacheSimAreKnownByTheirForm() {
        Path file = file(records(7, -5, 7, Long.MAX_VALUE, 7));

        assertEquals(
                List.of("UNSAID 0 7", "UNSAID 0 -5", "UNSAID 0 7", "UNSAID 0 9223372036854775807", "UNSAID 0 7"),
                references(file, 4096));
        assertEquals(
                TraceFormat.ORACLE_GENERAL,
                TraceFile.open(file, Optional.empty(), 1).format());
    }

    @Test
    void aLongTraceOfRecordsIsReadToItsEnd() {
        long[] ids = LongStream.range(0, 10_000).map(i -> i * i % 1009).toArray();

        Trace trace = read(file(records(ids)));

        assertEquals(10_000, trace.size());
        assertEquals(LongStream.of(ids).distinct().count(), trace.blocksOfFiles()[0]);
    }

    @Test
    void recordsThatBreakOffAreRefused() {
        byte[] whole = records(1, 2, 3);
        Path file = file(Arrays.copyOf(whole, 60));
        BadInput refusal = assertThrows(
                BadInput.class,
                () -> TraceFile.open(file, Optional.of(TraceFormat.ORACLE_GENERAL), 1)
                        .read());

        assertEquals(
                "trace " + file + " is damaged: its binary data end or break off after record 0:"
                        + " its last record has 12 bytes of 24",
                refusal.getMessage());
    }

    @Test
    void otherBytesAreNoRecords() {
        byte[] bytes = records(1, 2, 3);
        bytes[0] = 9; // the first is later than the second
        refused(
                file(bytes),
                "trace FILE is binary, but not records of oracleGeneral; if it is a trace, say its format");
    }

    @Test
    void aFileThatFitsNoFormatIsRefusedWithWhatWasTried() {
        refused(
                file("# a comment\none\n"),
                "trace FILE, line 2: 'one' is no reference; tried as ids, accesses, arc, spc, msr, address, twitter,"
                        + " oracleGeneral");
        refused(
                file("1,2\n"),
                "trace FILE, line 1: '1,2' is no reference; tried as ids, accesses, arc, spc, msr, address, twitter,"
                        + " oracleGeneral");
    }

    @Test
    void linesOfAnotherFormThanTheFirstAreRefused() {
        refused(
                file("1\nr,1,2\n"),
                "trace FILE, line 2: 'r,1,2' is no reference of the format ids;"
                        + " expected a number of 64 bits, signed or not, such as 4711");
    }

    @Test
    void aFormatThatIsSaidIsTaken() {
        Path file = file("l 1000\n");

        assertEquals(
                1,
                TraceFile.open(file, Optional.of(TraceFormat.ADDRESS), 4096)
                        .read()
                        .size());
        assertThrows(
                BadInput.class,
                () -> TraceFile.open(file, Optional.of(TraceFormat.IDS), 4096).read());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18446744073709551616",
                "-9223372036854775809",
                "99999999999999999999",
                "-",
                "1.5",
                "10 0 0 0", // no blocks
                "10 9999999 0 0", // more than a request has
                "0,1,99999999999999,R,0.1",
                "l",
                "l 0x",
                "l 0x1fffffffffffffffff",
                "1,2,3,X,4",
                "0,key,1,2,3,peek,0"
            })
    void whatIsNearlyAReferenceIsNone(String line) {
        BadInput refusal = assertThrows(BadInput.class, () -> read(file(line + "\n")));

        assertTrue(refusal.getMessage().contains("line 1: '" + line + "' is no reference; tried as ids, "));
    }
}
