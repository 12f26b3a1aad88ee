// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/// The bytes that an operation takes and gives: a buffer that is reused for ever, and how much of it counts.
///
/// Owned by one thread at a time; whoever hands it over says so. A message is its own payload, so this class is open.
///
/// Bytes that were lent by a region stay there until somebody needs them in the buffer: [#word], [#checksum],
/// [#stamp()], [#write] and [Payload#copy] of another read them where they lie, and everything else fetches them first.
public class Payload {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] NONE = {};
    private static final int LANES = 4 * Long.BYTES;
    private static final long FETCHED = -1;

    private static final boolean REVERSED = ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN;

    private byte[] bytes;
    private int length;
    private Region lender; // null where no region has ever lent
    private long lentAt = FETCHED; // where the bytes lie in it

    /// An empty payload.
    /// @param capacity the most bytes it can hold, 0 or more
    public Payload(int capacity) {
        bytes = capacity == 0 ? NONE : new byte[capacity];
    }

    /// The buffer itself; only its first [#length()] bytes count.
    public final byte[] bytes() {
        fetch();
        return bytes;
    }

    private boolean isLent() {
        return lentAt != FETCHED;
    }

    private void fetch() {
        if (isLent()) {
            lender.read(lentAt, bytes, 0, length);
            lentAt = FETCHED;
        }
    }

    /// Says that `count` bytes of a region are the payload, and copies nothing before somebody needs them in the
    /// buffer.
    /// @param offset a multiple of 8; what lies there stays as it is for as long as it is the payload
    /// @throws IllegalArgumentException if the buffer is shorter
    @SuppressWarnings("ReferenceEquality") // the very region is what counts
    public final void lend(Region region, long offset, int count) {
        if (count < 0 || count > bytes.length || (offset & Long.BYTES - 1) != 0) {
            throw new Slip("a payload of %,d bytes cannot be lent %,d of them at offset %,d"
                    .formatted(bytes.length, count, offset));
        }
        if (lender != region) { // a reference that is stored is more work for the collector than this look
            lender = region;
        }
        lentAt = offset;
        length = count;
    }

    /// Eight bytes, the first of which is the lowest.
    /// @param at where they begin, a multiple of 8, and all of them count
    public final long word(int at) {
        Objects.checkFromIndexSize(at, Long.BYTES, length);
        return wordAt(at);
    }

    private long wordAt(int at) {
        if (isLent()) {
            long word = lender.getPlain(lentAt + at);
            return REVERSED ? Long.reverseBytes(word) : word;
        }
        return (long) WORD.get(bytes, at);
    }

    public final int length() {
        return length;
    }

    public final int capacity() {
        return bytes.length;
    }

    /// Says how many bytes count; their content is what the buffer holds. Of bytes that were lent, those that count no
    /// more are gone, and are never copied.
    /// @throws IllegalArgumentException if the buffer is shorter
    public final void length(int length) {
        requireRoom(length);
        if (length > this.length) {
            fetch();
        } else if (length == 0) {
            lentAt = FETCHED;
        }
        this.length = length;
    }

    /// Has `count` bytes count, all of which are written next.
    private void replace(int count) {
        requireRoom(count);
        lentAt = FETCHED;
        length = count;
    }

    private void requireRoom(int count) {
        if (count < 0 || count > bytes.length) {
            throw new Slip("a payload of " + bytes.length + " bytes cannot count " + count + " of them");
        }
    }

    /// Says that no bytes count.
    public final void clear() {
        length = 0;
        lentAt = FETCHED;
    }

    /// Exchanges the content of two payloads without copying, but for bytes that were lent, which are copied once: how
    /// bytes are handed over inside one process.
    public final void swap(Payload other) {
        if (length == 0 && other.length == 0) {
            return; // a reference that is stored is more work for the collector than this look
        }
        fetch();
        other.fetch();
        byte[] mine = bytes;
        int count = length;
        bytes = other.bytes;
        length = other.length;
        other.bytes = mine;
        other.length = count;
    }

    /// Copies the other payload's bytes into this one.
    /// @throws IllegalArgumentException if they do not fit
    @SuppressWarnings("ReferenceEquality") // the very payload is what counts
    public final void copy(Payload other) {
        if (this == other) {
            return;
        }
        replace(other.length);
        if (other.isLent()) {
            other.lender.read(other.lentAt, bytes, 0, length);
        } else {
            System.arraycopy(other.bytes, 0, bytes, 0, length);
        }
    }

    /// Copies `count` bytes out of a region; they are the payload from now on.
    public final void read(Region region, long offset, int count) {
        replace(count);
        region.read(offset, bytes, 0, count);
    }

    /// Copies the bytes that count into a region.
    public final void write(Region region, long offset) {
        if (isLent()) {
            region.copy(offset, lender, lentAt, length);
        } else {
            region.write(offset, bytes, 0, length);
        }
    }

    /// Fills the payload so that every line of it depends on `stamp`, and says how long it is. The first word is the
    /// stamp itself; payloads shorter than a word get its low bytes.
    public final void stamp(long stamp, int count) {
        length(count);
        fetch(); // the bytes between the stamped words stay as they are
        if (count < Long.BYTES) {
            for (int i = 0; i < count; i++) {
                bytes[i] = (byte) (stamp >>> (8 * i));
            }
            return;
        }
        WORD.set(bytes, 0, stamp);
        for (int at = Region.LINE; at + Long.BYTES <= count; at += Region.LINE) {
            WORD.set(bytes, at, SplitMix64.of(stamp + at));
        }
    }

    /// Fills the payload as [#stamp] does, and all other bytes of it as well, so that nothing is left of what it held.
    public final void fill(long stamp, int count) {
        replace(count);
        stamp(stamp, count);
        for (int at = Long.BYTES; at < count; at += Long.BYTES) {
            boolean isStamped = at % Region.LINE == 0 && at + Long.BYTES <= count;
            long word = SplitMix64.of(stamp + at);
            for (int i = at; !isStamped && i < Math.min(at + Long.BYTES, count); i++) {
                bytes[i] = (byte) word;
                word >>>= Byte.SIZE;
            }
        }
    }

    /// The stamp of a payload made by [#stamp] or [#fill], or `-1` if a line of it does not belong to that stamp: such
    /// a payload is torn. Reads every line.
    public final long stamp() {
        if (length < Long.BYTES) {
            fetch();
            long stamp = 0;
            for (int i = 0; i < length; i++) {
                stamp |= (bytes[i] & 0xFFL) << (8 * i);
            }
            return stamp;
        }
        long stamp = wordAt(0);
        long differences = 0;
        for (int at = Region.LINE; at + Long.BYTES <= length; at += Region.LINE) {
            differences |= wordAt(at) ^ SplitMix64.of(stamp + at);
        }
        return differences == 0 ? stamp : -1;
    }

    /// A checksum over the first word of every line and the length: what a receiver computes to have touched every
    /// line that it was sent.
    public final long checksum() {
        long sum = length;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Region.LINE) {
            sum = sum * 31 + wordAt(at);
        }
        if (at < length) {
            fetch();
        }
        for (; at < length; at++) {
            sum = sum * 31 + bytes[at];
        }
        return sum;
    }

    /// A sum over every byte that counts, and how many do; 0 if none does. What the receiver of a reply computes: then
    /// every line has come to its core, and no byte can be another without the sum being another. Lanes take turns, so
    /// that the loads and not the additions say how long it takes: about a cycle for each 16 bytes that are near.
    public final long sum() {
        return length == 0 ? 0 : sumOfAll();
    }

    private long sumOfAll() {
        fetch();
        long one = length;
        long two = 0;
        long three = 0;
        long four = 0;
        int at = 0;
        for (int end = length & -LANES; at < end; at += LANES) {
            one = Long.rotateLeft(one, 1) + (long) WORD.get(bytes, at);
            two = Long.rotateLeft(two, 1) + (long) WORD.get(bytes, at + Long.BYTES);
            three = Long.rotateLeft(three, 1) + (long) WORD.get(bytes, at + 2 * Long.BYTES);
            four = Long.rotateLeft(four, 1) + (long) WORD.get(bytes, at + 3 * Long.BYTES);
        }
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            one = Long.rotateLeft(one, 1) + (long) WORD.get(bytes, at);
        }
        for (; at < length; at++) {
            one = one * 31 + bytes[at];
        }
        return one + 31 * (two + 31 * (three + 31 * four));
    }

    /// Whether the same bytes count in both.
    public final boolean matches(Payload other) {
        return Arrays.equals(bytes(), 0, length, other.bytes(), 0, other.length);
    }

    @Override
    public String toString() {
        return length + " bytes, checksum " + Long.toHexString(checksum());
    }
}
