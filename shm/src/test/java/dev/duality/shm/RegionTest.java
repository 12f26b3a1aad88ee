// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.contract.RegionBytes;
import dev.duality.shm.contract.Together;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
    /// The kinds of memory of a region.
    enum Place {
        MEMORY,
        FILE
    }

    private interface Read {
        long of(Region region, long offset);
    }

    private interface Write {
        void to(Region region, long offset, long value);
    }

    private static final List<Read> READS = List.of(
            Region::getPlain,
            Region::getOpaque,
            Region::getAcquire,
            Region::getVolatile,
            (region, offset) -> region.getAndAdd(offset, 0),
            (region, offset) -> region.getAndOr(offset, 0));
    private static final List<Write> WRITES = List.of(
            Region::setPlain,
            Region::setOpaque,
            Region::setRelease,
            Region::setVolatile,
            Region::getAndSet,
            (region, offset, value) -> region.compareAndSet(offset, region.getPlain(offset), value));

    @TempDir
    Path folder;

    private Region open(Place place, long bytes) {
        return switch (place) {
            case MEMORY -> Region.allocate(bytes);
            case FILE -> Region.map(folder.resolve("region"), bytes);
        };
    }

    @ParameterizedTest
    @EnumSource
    void aNewRegionHasTheBytesAskedForAndAllAreZero(Place place) {
        for (int bytes : new int[] {1, 7, 8, 63, 64, 4_096, 100_001}) {
            try (Region region = open(place, bytes)) {
                assertEquals(bytes, region.bytes());
                assertArrayEquals(new byte[bytes], RegionBytes.content(region));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyModeReadsWhatEveryOtherWrote(Place place) {
        try (Region region = open(place, 256)) {
            long value = 0x0123_4567_89AB_CDEFL;
            for (Write write : WRITES) {
                for (Read read : READS) {
                    for (long offset = 0; offset < 256; offset += 8) {
                        write.to(region, offset, ++value);
                        assertEquals(value, read.of(region, offset));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWriteChangesItsOwnWordOnly(Place place) {
        for (Write write : WRITES) {
            try (Region region = open(place, 256)) {
                for (long offset = 0; offset < 256; offset += 8) {
                    region.setPlain(offset, -offset);
                }
                write.to(region, 64, 5);
                for (long offset = 0; offset < 256; offset += 8) {
                    assertEquals(offset == 64 ? 5 : -offset, region.getPlain(offset));
                }
            }
        }
    }

    @Test
    void compareAndSetChangesOnlyWhatItExpected() {
        try (Region region = Region.allocate(16)) {
            assertTrue(region.compareAndSet(8, 0, 5));
            assertFalse(region.compareAndSet(8, 0, 7));
            assertEquals(5, region.getPlain(8));
            assertTrue(region.compareAndSet(8, 5, -1));
            assertEquals(-1, region.getPlain(8));
        }
    }

    @Test
    void readModifyWritesReturnTheValueBefore() {
        try (Region region = Region.allocate(16)) {
            assertEquals(0, region.getAndAdd(8, 5));
            assertEquals(5, region.getAndAdd(8, -2));
            assertEquals(3, region.getAndOr(8, 6));
            assertEquals(7, region.getAndSet(8, 40));
            assertEquals(40, region.getPlain(8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                -1,
                -8,
                -64,
                Long.MIN_VALUE,
                Long.MIN_VALUE + 8,
                16,
                24,
                20,
                1L << 32,
                1L << 61,
                1L << 62,
                Long.MAX_VALUE - 7,
                Long.MAX_VALUE,
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                9,
                12,
                15
            })
    void anOffsetThatIsNoWordOfTheRegionIsRefusedInEveryMode(long offset) {
        try (Region region = Region.allocate(20)) { // two words, and half of one
            region.write(0, "twenty bytes of text".getBytes(StandardCharsets.US_ASCII), 0, 20);
            byte[] before = RegionBytes.content(region);
            for (Read read : READS) {
                assertThrows(IndexOutOfBoundsException.class, () -> read.of(region, offset));
            }
            for (Write write : WRITES) {
                assertThrows(IndexOutOfBoundsException.class, () -> write.to(region, offset, 9));
            }
            assertThrows(IndexOutOfBoundsException.class, () -> region.compareAndSet(offset, 0, 9));
            assertArrayEquals(before, RegionBytes.content(region));
        }
    }

    @Test
    void aLinesWordsAreTheWordsOfTheRegion() {
        try (Region region = Region.allocate(256)) {
            for (int line = 0; line < 256; line += Region.LINE) {
                for (int word = 0; word < 8; word++) {
                    region.setPlain(line, word, 1 + line + word);
                    assertEquals(1 + line + word, region.getPlain(line + 8L * word));
                    region.setPlain(line + 8L * word, -line - word);
                    assertEquals(-line - word, region.getPlain(line, word));
                    assertEquals(-line - word, region.getAcquire(line, word));
                    region.setRelease(line, word, 2 + line + word);
                    assertEquals(2 + line + word, region.getPlain(line + 8L * word));
                }
            }
        }
    }

    @Test
    void ofALinesWordTheLowThreeBitsCount() {
        try (Region region = Region.allocate(192)) {
            region.setPlain(64, 8 + 3, 5);
            assertEquals(5, region.getPlain(64 + 24));
            region.setPlain(64, -1, 6);
            assertEquals(6, region.getPlain(64 + 56));
            assertEquals(5, region.getPlain(64, Integer.MIN_VALUE + 3));
            assertEquals(6, region.getAcquire(64, 15));
            region.setRelease(64, -1, 7);
            assertEquals(7, region.getPlain(64 + 56));
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                -64,
                -1,
                Long.MIN_VALUE,
                128,
                192,
                1L << 58,
                1L << 62,
                Long.MAX_VALUE - 63,
                Long.MAX_VALUE,
                1,
                8,
                16,
                32,
                56,
                63,
                72
            })
    void anOffsetThatIsNoLineOfTheRegionIsRefused(long line) {
        try (Region region = Region.allocate(128 + 56)) { // two lines, and a part of one
            byte[] before = RegionBytes.content(region);
            for (int word = 0; word < 8; word++) {
                int each = word;
                assertThrows(IndexOutOfBoundsException.class, () -> region.getPlain(line, each));
                assertThrows(IndexOutOfBoundsException.class, () -> region.setPlain(line, each, 9));
                assertThrows(IndexOutOfBoundsException.class, () -> region.getAcquire(line, each));
                assertThrows(IndexOutOfBoundsException.class, () -> region.setRelease(line, each, 9));
            }
            assertArrayEquals(before, RegionBytes.content(region));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedRegionRefusesEverything(Place place) {
        for (int bytes : new int[] {5, 64, 4_096}) {
            Region region = open(place, bytes);
            region.close();
            region.close();
            assertEquals(bytes, region.bytes());
            for (Read read : READS) {
                assertThrows(IllegalStateException.class, () -> read.of(region, 0));
            }
            for (Write write : WRITES) {
                assertThrows(IllegalStateException.class, () -> write.to(region, 0, 9));
            }
            assertThrows(IllegalStateException.class, () -> region.getPlain(0, 0));
            assertThrows(IllegalStateException.class, () -> region.setPlain(0, 0, 9));
            assertThrows(IllegalStateException.class, () -> region.getAcquire(0, 0));
            assertThrows(IllegalStateException.class, () -> region.setRelease(0, 0, 9));
            assertThrows(IllegalStateException.class, () -> region.read(0, new byte[1], 0, 1));
            assertThrows(IllegalStateException.class, () -> region.write(0, new byte[1], 0, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesAreReadAsTheyWereWritten(Place place) {
        byte[] bytes = new byte[50];
        for (int i = 0; i < 50; i++) {
            bytes[i] = (byte) (7 * i + 1);
        }
        for (int length = 0; length <= 40; length++) {
            try (Region region = open(place, 100)) {
                region.write(0, new byte[100], 0, 100);
                region.write(13, bytes, 5, length);
                byte[] whole = new byte[100];
                System.arraycopy(bytes, 5, whole, 13, length);
                assertArrayEquals(whole, RegionBytes.content(region));

                byte[] into = new byte[50];
                region.read(13, into, 3, length);
                byte[] expected = new byte[50];
                System.arraycopy(bytes, 5, expected, 3, length);
                assertArrayEquals(expected, into);
            }
        }
    }

    @Test
    void theBytesOfAWordHaveTheMachinesOrder() {
        try (Region region = Region.allocate(16)) {
            byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8};
            region.write(8, bytes, 0, 8);
            assertEquals(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong(), region.getPlain(8));
        }
    }

    @Test
    void copiesThatLeaveTheRegionOrTheArrayAreRefusedAndChangeNothing() {
        try (Region region = Region.allocate(20)) {
            byte[] bytes = new byte[30];
            Arrays.fill(bytes, (byte) 3);
            byte[] untouched = bytes.clone();
            long[][] slips = { // offset, at, length
                {-1, 0, 1},
                {Long.MIN_VALUE, 0, 1},
                {0, 0, 21},
                {1, 0, 20},
                {20, 0, 1},
                {21, 0, 0},
                {Long.MAX_VALUE, 0, 8},
                {0, 0, Integer.MAX_VALUE},
                {0, 0, -1},
                {0, -1, 5},
                {0, 26, 5},
            };
            for (long[] slip : slips) {
                assertThrows(
                        IndexOutOfBoundsException.class,
                        () -> region.read(slip[0], bytes, (int) slip[1], (int) slip[2]),
                        () -> Arrays.toString(slip));
                assertThrows(
                        IndexOutOfBoundsException.class,
                        () -> region.write(slip[0], bytes, (int) slip[1], (int) slip[2]),
                        () -> Arrays.toString(slip));
            }
            assertArrayEquals(untouched, bytes);
            assertArrayEquals(new byte[20], RegionBytes.content(region));
            region.write(20, bytes, 30, 0); // nothing, at the very end
            region.write(0, bytes, 10, 20);
            assertArrayEquals(Arrays.copyOf(bytes, 20), RegionBytes.content(region));
        }
    }

    @ParameterizedTest
    @EnumSource
    void additionsOfTwoThreadsAreAllCounted(Place place) {
        try (Region region = open(place, 256)) {
            Together.Task adder = () -> {
                for (int i = 0; i < 200_000; i++) {
                    region.getAndAdd(64, 1);
                    long seen;
                    do {
                        seen = region.getOpaque(128);
                    } while (!region.compareAndSet(128, seen, seen + 1));
                }
            };
            Together.run(adder, adder);
            assertEquals(400_000, region.getPlain(64));
            assertEquals(400_000, region.getPlain(128));
        }
    }

    @Test
    void bitsOfTwoThreadsAreAllSet() {
        try (Region region = Region.allocate(8_000)) {
            Together.run(IntStream.range(0, 2)
                    .<Together.Task>mapToObj(thread -> () -> {
                        for (int bit = thread; bit < 64; bit += 2) {
                            for (long offset = 0; offset < 8_000; offset += 8) {
                                region.getAndOr(offset, 1L << bit);
                            }
                        }
                    })
                    .toList());
            for (long offset = 0; offset < 8_000; offset += 8) {
                assertEquals(-1, region.getPlain(offset));
            }
        }
    }

    @Test
    void whatWasWrittenBeforeAReleaseIsSeenAfterItsAcquire() {
        int count = 300_000;
        try (Region region = Region.allocate(1_024)) {
            Together.run(
                    () -> {
                        for (long n = 1; n <= count; n++) {
                            region.setPlain(0, n);
                            region.setPlain(512, n);
                            region.setRelease(256, n);
                        }
                    },
                    () -> {
                        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);
                        long last = 0;
                        for (int attempt = 0; last < count; attempt++) {
                            long seen = region.getAcquire(256);
                            assertTrue(region.getPlain(0) >= seen);
                            assertTrue(region.getPlain(512) >= seen);
                            assertTrue(seen >= last);
                            if (seen > last) {
                                attempt = -1;
                            } else {
                                wait.idle(attempt);
                            }
                            last = seen;
                        }
                    });
        }
    }
}
