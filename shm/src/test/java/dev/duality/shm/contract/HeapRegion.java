// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import dev.duality.shm.Region;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A region whose words are the elements of an array, so that a model checker sees every access to them, which it does
/// not for memory outside the heap. Bytes are copied a word at a time, plain, so that a torn copy can be seen, too.
public final class HeapRegion extends Region {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] words;

    /// A region of zeros.
    /// @param bytes a multiple of 8
    public HeapRegion(long bytes) {
        if (bytes < Long.BYTES || bytes % Long.BYTES != 0) {
            throw new IllegalArgumentException(bytes + " bytes are no whole number of words");
        }
        words = new long[Math.toIntExact(bytes / Long.BYTES)];
    }

    private static int index(long offset) {
        if (offset % Long.BYTES != 0) {
            throw new IndexOutOfBoundsException("no word begins at offset " + offset);
        }
        return Math.toIntExact(offset / Long.BYTES);
    }

    @Override
    public long bytes() {
        return (long) words.length * Long.BYTES;
    }

    @Override
    public long getPlain(long offset) {
        return (long) WORD.get(words, index(offset));
    }

    @Override
    public void setPlain(long offset, long value) {
        WORD.set(words, index(offset), value);
    }

    @Override
    public long getPlain(long line, int word) {
        return getPlain(line + Long.BYTES * (word & 7L));
    }

    @Override
    public void setPlain(long line, int word, long value) {
        setPlain(line + Long.BYTES * (word & 7L), value);
    }

    @Override
    public long getOpaque(long offset) {
        return (long) WORD.getOpaque(words, index(offset));
    }

    @Override
    public void setOpaque(long offset, long value) {
        WORD.setOpaque(words, index(offset), value);
    }

    @Override
    public long getAcquire(long offset) {
        return (long) WORD.getAcquire(words, index(offset));
    }

    @Override
    public void setRelease(long offset, long value) {
        WORD.setRelease(words, index(offset), value);
    }

    @Override
    public long getVolatile(long offset) {
        return (long) WORD.getVolatile(words, index(offset));
    }

    @Override
    public void setVolatile(long offset, long value) {
        WORD.setVolatile(words, index(offset), value);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        return WORD.compareAndSet(words, index(offset), expected, value);
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        return (long) WORD.getAndAdd(words, index(offset), delta);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        return (long) WORD.getAndBitwiseOr(words, index(offset), bits);
    }

    @Override
    public long getAndSet(long offset, long value) {
        return (long) WORD.getAndSet(words, index(offset), value);
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) {
        for (int i = 0; i < length; i++) {
            long from = offset + i;
            into[at + i] = (byte) (getPlain(from & -Long.BYTES) >>> 8 * (from & 7));
        }
    }

    @Override
    public void write(long offset, byte[] from, int at, int length) {
        for (int i = 0; i < length; i++) {
            long to = offset + i;
            int shift = (int) (8 * (to & 7));
            long word = getPlain(to & -Long.BYTES);
            setPlain(to & -Long.BYTES, word & ~(0xFFL << shift) | (from[at + i] & 0xFFL) << shift);
        }
    }

    @Override
    public void close() {}
}
