// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.shm.Region;

/// A region of a simulated machine. It is made of words: bytes are copied by one access for each word.
public abstract class WordRegion extends Region {
    private final long bytes;
    private boolean closed;

    /// @param bytes at least 1
    protected WordRegion(long bytes) {
        this.bytes = bytes;
    }

    /// Loads a word, plainly.
    /// @param index of the word, from 0
    protected abstract long load(long index);

    /// Stores a word, plainly.
    protected abstract void store(long index, long value);

    /// The value of a word of which only a part is written: the other bytes stay.
    protected abstract long kept(long index);

    /// The index of a word.
    /// @throws IllegalStateException if the region is closed
    /// @throws IndexOutOfBoundsException if no word of the region begins there
    protected final long index(long offset) {
        requireOpen();
        if (offset < 0 || offset % Long.BYTES != 0 || offset > bytes - Long.BYTES) {
            throw new IndexOutOfBoundsException(
                    "%,d bytes at offset %,d are not inside a region of %,d bytes, or no word of it"
                            .formatted(Long.BYTES, offset, bytes));
        }
        return offset / Long.BYTES;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the region is closed");
        }
    }

    private void requireInside(long offset, int length) {
        requireOpen();
        if (offset < 0 || length < 0 || offset > bytes - length) {
            throw new IndexOutOfBoundsException(
                    "%,d bytes at offset %,d are not inside a region of %,d bytes".formatted(length, offset, bytes));
        }
    }

    @Override
    public final long bytes() {
        return bytes;
    }

    @Override
    public final long getPlain(long line, int word) {
        return getPlain(line + Long.BYTES * (word & 7L));
    }

    @Override
    public final void setPlain(long line, int word, long value) {
        setPlain(line + Long.BYTES * (word & 7L), value);
    }

    @Override
    public final void read(long offset, byte[] into, int at, int length) {
        requireInside(offset, length);
        for (int i = 0; i < length; ) {
            long byteAt = offset + i;
            int shift = (int) (byteAt % Long.BYTES);
            long word = load(byteAt / Long.BYTES) >>> Byte.SIZE * shift;
            for (; shift < Long.BYTES && i < length; shift++, i++) {
                into[at + i] = (byte) word;
                word >>>= Byte.SIZE;
            }
        }
    }

    @Override
    public final void write(long offset, byte[] from, int at, int length) {
        requireInside(offset, length);
        for (int i = 0; i < length; ) {
            long byteAt = offset + i;
            int shift = (int) (byteAt % Long.BYTES);
            int here = Math.min(Long.BYTES - shift, length - i);
            long word = here == Long.BYTES ? 0 : kept(byteAt / Long.BYTES);
            for (int end = shift + here; shift < end; shift++, i++) {
                long mask = 0xFFL << Byte.SIZE * shift;
                word = word & ~mask | (from[at + i] & 0xFFL) << Byte.SIZE * shift;
            }
            store(byteAt / Long.BYTES, word);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
