// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.RegionBytes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private static final long STAMP = 0x0123_4567_89AB_CDEFL;

    private static Payload stamped(long stamp, int count) {
        Payload payload = new Payload(200);
        payload.stamp(stamp, count);
        return payload;
    }

    @Test
    void aNewPayloadIsEmptyAndHasRoom() {
        for (int capacity : new int[] {0, 1, 64, 200}) {
            Payload payload = new Payload(capacity);
            assertEquals(0, payload.length());
            assertEquals(capacity, payload.capacity());
            assertEquals(capacity, payload.bytes().length);
        }
    }

    @Test
    void aLengthThatTheBufferHasNotIsRefusedAndChangesNothing() {
        Payload payload = new Payload(20);
        payload.length(20);
        assertThrows(IllegalArgumentException.class, () -> payload.length(21));
        assertThrows(IllegalArgumentException.class, () -> payload.length(-1));
        assertThrows(IllegalArgumentException.class, () -> payload.stamp(1, 21));
        assertThrows(IllegalArgumentException.class, () -> payload.copy(stamped(1, 21)));
        assertEquals(20, payload.length());
        assertArrayEquals(new byte[20], payload.bytes());
    }

    @Test
    void aStampIsReadBackWhateverTheLength() {
        for (int count = 0; count <= 200; count++) {
            long expected = count >= 8 ? STAMP : STAMP & ((1L << 8 * count) - 1);
            Payload payload = stamped(STAMP, count);
            assertEquals(count, payload.length());
            assertEquals(expected, payload.stamp(), "length " + count);
        }
    }

    @Test
    void aStampWritesNothingBeyondTheLength() {
        for (int count = 0; count <= 200; count++) {
            Payload payload = new Payload(200);
            Arrays.fill(payload.bytes(), (byte) 0x55);
            payload.stamp(STAMP, count);
            for (int at = count; at < 200; at++) {
                assertEquals(0x55, payload.bytes()[at]);
            }
        }
    }

    @Test
    void aPayloadWithALineOfAnotherStampIsTorn() {
        for (int count = 8; count <= 200; count++) {
            for (int line = 0; line + 8 <= count; line += Region.LINE) {
                Payload payload = stamped(STAMP, count);
                System.arraycopy(
                        stamped(STAMP + 1, count).bytes(), line, payload.bytes(), line, Math.min(64, count - line));
                boolean whole = count < 72; // one line only, or a second one too short for a word
                assertEquals(whole ? STAMP + 1 : -1, payload.stamp(), "line " + line + " of " + count);
            }
        }
    }

    @Test
    void aLineThatWasNotWrittenOrLiesAtTheWrongPlaceIsTorn() {
        Payload payload = stamped(STAMP, 200);
        Arrays.fill(payload.bytes(), 64, 128, (byte) 0);
        assertEquals(-1, payload.stamp());

        payload.stamp(STAMP, 200);
        byte[] bytes = payload.bytes();
        byte[] line = Arrays.copyOfRange(bytes, 64, 128);
        System.arraycopy(bytes, 128, bytes, 64, 64);
        System.arraycopy(line, 0, bytes, 128, 64);
        assertEquals(-1, payload.stamp());
    }

    @Test
    void twoTornLinesDoNotHideEachOther() {
        Payload payload = stamped(STAMP, 200);
        payload.bytes()[64] ^= 1;
        payload.bytes()[128] ^= 1;
        assertEquals(-1, payload.stamp());
    }

    @Test
    void theChecksumDependsOnTheLengthAndOnEveryLine() {
        for (int count = 1; count <= 200; count++) {
            long sum = stamped(STAMP, count).checksum();
            assertEquals(sum, stamped(STAMP, count).checksum());
            Payload shorter = stamped(STAMP, count);
            shorter.length(count - 1);
            assertNotEquals(sum, shorter.checksum());
            for (int line = 0; line < count; line += Region.LINE) {
                Payload other = stamped(STAMP, count);
                other.bytes()[line]++;
                assertNotEquals(sum, other.checksum(), "line " + line + " of " + count);
            }
        }
    }

    @Test
    void theChecksumOfAnEmptyPayloadIsThatOfNothing() {
        assertEquals(new Payload(0).checksum(), stamped(STAMP, 0).checksum());
    }

    @Test
    void aSwapExchangesBuffersAndLengths() {
        for (int count = 1; count <= 200; count++) {
            Payload one = stamped(STAMP, count);
            Payload other = new Payload(3);
            byte[] bytes = one.bytes();
            one.swap(other);
            assertSame(bytes, other.bytes());
            assertEquals(0, one.length());
            assertEquals(3, one.capacity());
            assertEquals(count, other.length());
            other.swap(one);
            assertSame(bytes, one.bytes());
            assertEquals(count, one.length());
            assertEquals(0, other.length());
        }
    }

    @Test
    void aSwapWithItselfOrOfNothingChangesNothing() {
        Payload payload = stamped(STAMP, 100);
        payload.swap(payload);
        assertEquals(STAMP, payload.stamp());
        assertEquals(100, payload.length());
        Payload empty = new Payload(7);
        empty.swap(new Payload(9));
        assertEquals(0, empty.length());
    }

    @Test
    void aCopyMatchesAndIsItsOwn() {
        for (int count = 0; count <= 200; count++) {
            Payload from = stamped(STAMP, count);
            Payload to = stamped(7, 200);
            to.copy(from);
            assertTrue(to.matches(from) && from.matches(to));
            if (count > 0) {
                from.bytes()[count - 1]++;
                assertFalse(to.matches(from));
                from.bytes()[count - 1]--;
                from.length(count - 1);
                assertFalse(to.matches(from));
            }
        }
    }

    @Test
    void bytesThatDoNotCountDoNotMatter() {
        Payload one = stamped(STAMP, 100);
        Payload other = stamped(STAMP, 100);
        other.bytes()[100] = 1;
        assertTrue(one.matches(other));
        assertEquals(one.checksum(), other.checksum());
    }

    @Test
    void aRegionCarriesPayloadsOfEveryLength() {
        try (Region region = Region.allocate(300)) {
            for (int count = 0; count <= 200; count++) {
                region.write(0, new byte[300], 0, 300);
                Payload from = stamped(STAMP, count);
                from.write(region, 50);
                byte[] expected = new byte[300];
                System.arraycopy(from.bytes(), 0, expected, 50, count);
                assertArrayEquals(expected, RegionBytes.content(region));
                Payload to = new Payload(200);
                to.read(region, 50, count);
                assertTrue(to.matches(from));
            }
        }
    }

    @Test
    void aPayloadTellsItsLength() {
        assertTrue(stamped(STAMP, 100).toString().startsWith("100 bytes"));
    }

    @Test
    void aSumIsAnotherIfAnyByteOrTheLengthIsAnother() {
        for (int count : new int[] {1, 7, 8, 9, 31, 32, 33, 64, 100, 256}) {
            Payload payload = new Payload(count);
            payload.length(count);
            for (int i = 0; i < count; i++) {
                payload.bytes()[i] = (byte) (i + 1);
            }
            long sum = payload.sum();
            for (int i = 0; i < count; i++) {
                payload.bytes()[i] ^= 0x10;
                assertNotEquals(sum, payload.sum(), "byte " + i + " of " + count);
                payload.bytes()[i] ^= 0x10;
            }
            assertEquals(sum, payload.sum());
            payload.length(count - 1);
            assertNotEquals(sum, payload.sum(), "length " + count);
        }
        assertEquals(0, new Payload(8).sum());
    }

    @Test
    void whatIsFilledHasNothingLeftOfWhatItHeld() {
        for (int count : new int[] {0, 1, 7, 8, 9, 63, 64, 65, 71, 72, 200}) {
            Payload fresh = new Payload(200);
            Payload used = new Payload(200);
            Arrays.fill(used.bytes(), (byte) 0x5A);
            fresh.fill(STAMP, count);
            used.fill(STAMP, count);

            assertTrue(fresh.matches(used), "length " + count);
            assertEquals(stamped(STAMP, count).stamp(), used.stamp(), "length " + count);
        }
    }

    @Test
    void whatIsLentIsWhatWouldHaveBeenReadByWhicheverWayItIsAskedFor() {
        try (Region region = Region.allocate(512)) {
            for (int count = 0; count <= 200; count++) {
                Payload from = new Payload(200);
                from.fill(STAMP + count, count);
                from.write(region, 40);
                Payload read = new Payload(200);
                read.read(region, 40, count);

                assertEquals(read.length(), lent(region, count).length());
                assertEquals(read.checksum(), lent(region, count).checksum());
                assertEquals(read.stamp(), lent(region, count).stamp());
                assertEquals(read.sum(), lent(region, count).sum());
                assertEquals(read.toString(), lent(region, count).toString());
                assertTrue(lent(region, count).matches(read));
                assertTrue(read.matches(lent(region, count)));
                assertArrayEquals(
                        Arrays.copyOf(read.bytes(), count),
                        Arrays.copyOf(lent(region, count).bytes(), count));
                for (int at = 0; at + Long.BYTES <= count; at += Long.BYTES) {
                    assertEquals(read.word(at), lent(region, count).word(at));
                }

                Payload copy = new Payload(200);
                copy.copy(lent(region, count));
                assertTrue(copy.matches(read));
                Payload exchanged = stamped(7, 9);
                Payload lent = lent(region, count);
                exchanged.swap(lent);
                assertTrue(exchanged.matches(read));
                assertTrue(lent.matches(stamped(7, 9)));
                lent(region, count).write(region, 280);
                copy.read(region, 280, count);
                assertTrue(copy.matches(read));
            }
        }
    }

    /// A reply without bytes, and bytes that come from elsewhere, leave alone what a request was lent.
    @Test
    void whatIsNotWantedIsNotCopied() {
        try (Region region = Region.allocate(512)) {
            Region unread = new ForwardingRegion(region) {
                @Override
                public void read(long offset, byte[] into, int at, int count) {
                    throw new AssertionError("what was lent was copied");
                }
            };
            Payload other = stamped(7, 30);
            Payload payload = lent(unread, 64);
            payload.length(0);
            assertEquals(0, payload.length());
            payload.length(30);
            payload.fill(7, 30);
            assertEquals(7, payload.stamp());

            payload.lend(unread, 40, 64);
            payload.copy(other);
            assertTrue(payload.matches(other));

            payload.lend(unread, 40, 64);
            payload.read(region, 200, 16);
            assertEquals(16, payload.length());

            payload.lend(unread, 40, 64);
            payload.length(16);
            assertThrows(AssertionError.class, payload::bytes);
        }
    }

    @Test
    void aPayloadThatIsCopiedIntoItselfStaysAsItIs() {
        Payload payload = stamped(7, 30);
        payload.copy(payload);
        assertTrue(payload.matches(stamped(7, 30)));
    }

    private static Payload lent(Region region, int count) {
        Payload payload = new Payload(200);
        payload.lend(region, 40, count);
        return payload;
    }

    @Test
    void whatIsLentIsReadWhereItLiesUntilItsBufferIsAskedFor() {
        try (Region region = Region.allocate(512)) {
            Payload payload = lent(region, 64);
            region.setPlain(40, 11);
            assertEquals(11, payload.word(0));
            assertEquals(11, payload.stamp());

            payload.bytes();
            region.setPlain(40, 12);
            assertEquals(11, payload.word(0));
        }
    }

    @Test
    void aPayloadThatIsToldOfOtherBytesHasNothingOfWhatWasLent() {
        try (Region region = Region.allocate(512)) {
            region.setPlain(40, -1);
            Payload shorter = lent(region, 64);
            shorter.length(3);
            assertEquals(0xFFFFFF, shorter.stamp());
            Payload cleared = lent(region, 64);
            cleared.clear();
            cleared.length(8);
            assertEquals(0, cleared.word(0));
            Payload again = lent(region, 64);
            again.stamp(5, 64);
            assertEquals(5, again.word(0));
            assertEquals(-1, region.getPlain(40));
        }
    }

    @Test
    void whatDoesNotFitOrLiesAtNoWordIsNotLent() {
        try (Region region = Region.allocate(512)) {
            Payload payload = new Payload(20);
            assertThrows(IllegalArgumentException.class, () -> payload.lend(region, 40, 21));
            assertThrows(IllegalArgumentException.class, () -> payload.lend(region, 40, -1));
            assertThrows(IllegalArgumentException.class, () -> payload.lend(region, 41, 8));
            assertEquals(0, payload.length());
            payload.lend(region, 40, 12);
            assertThrows(IndexOutOfBoundsException.class, () -> payload.word(8));
        }
    }
}
