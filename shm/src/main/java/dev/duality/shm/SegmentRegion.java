// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;

/// The region of threads and of processes: memory of the process itself, or mapped from a file.
///
/// Words are reached through one constant segment that covers all addresses, and this class checks bounds and alignment
/// itself, by one comparison: a segment of its own would be asked for its bounds, its owner and its life at each word
/// (docs/floor.md, "What single decisions are worth"). The memory is the collector's to free, so a word
/// read after [#close] is refused and never a crash; whoever uses a region holds on to it until the use is over.
final class SegmentRegion extends Region {
    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

    @SuppressWarnings("restricted") // each access checks its bounds here
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /// All addresses of words, and no other number: what is masked by it needs no further check.
    private static final long ADDRESSES = Long.MAX_VALUE >> 1 & -Long.BYTES;

    private final MemorySegment segment;
    private final long base;
    private long words; // how many there are; none once the region is closed
    private long lines; // likewise
    private boolean closed;

    /// @param segment of an arena that lives as long as the segment can be reached
    SegmentRegion(MemorySegment segment) {
        this.segment = segment;
        this.base = segment.address();
        this.words = segment.byteSize() / Long.BYTES;
        this.lines = segment.byteSize() / LINE;
    }

    /// The address of a word. Rotated, an offset that is negative or no multiple of 8 is a number beyond all others.
    private long at(long offset) {
        if (Long.compareUnsigned(Long.rotateRight(offset, 3), words) >= 0) {
            throw refused(offset, Long.BYTES);
        }
        return base + offset & ADDRESSES;
    }

    /// The address of a line's word: the same check for all words of a line, so that one is left of several.
    private long at(long line, int word) {
        if (Long.compareUnsigned(Long.rotateRight(line, 6), lines) >= 0) {
            throw refused(line, LINE);
        }
        return (base + line & ADDRESSES) + Long.BYTES * (word & 7L);
    }

    /// The address of a word, for the kernel; whoever gives it away holds on to the region.
    long address(long offset) {
        return at(offset);
    }

    private RuntimeException refused(long offset, long length) {
        if (closed) {
            return new Diagnosis("the region is closed");
        }
        return new IndexOutOfBoundsException(
                "%,d bytes at offset %,d are not inside a region of %,d bytes, or no word of it"
                        .formatted(length, offset, bytes()));
    }

    private void requireInside(long offset, int length) {
        if (closed || offset < 0 || offset > segment.byteSize() - length) {
            throw refused(offset, length);
        }
    }

    @Override
    public long bytes() {
        return segment.byteSize();
    }

    @Override
    public long getPlain(long offset) {
        return (long) WORD.get(ALL, at(offset));
    }

    @Override
    public void setPlain(long offset, long value) {
        WORD.set(ALL, at(offset), value);
    }

    @Override
    public long getPlain(long line, int word) {
        return (long) WORD.get(ALL, at(line, word));
    }

    @Override
    public void setPlain(long line, int word, long value) {
        WORD.set(ALL, at(line, word), value);
    }

    @Override
    public long getOpaque(long offset) {
        return (long) WORD.getOpaque(ALL, at(offset));
    }

    @Override
    public void setOpaque(long offset, long value) {
        WORD.setOpaque(ALL, at(offset), value);
    }

    @Override
    public long getAcquire(long offset) {
        return (long) WORD.getAcquire(ALL, at(offset));
    }

    @Override
    public void setRelease(long offset, long value) {
        WORD.setRelease(ALL, at(offset), value);
    }

    @Override
    public long getAcquire(long line, int word) {
        return (long) WORD.getAcquire(ALL, at(line, word));
    }

    @Override
    public void setRelease(long line, int word, long value) {
        WORD.setRelease(ALL, at(line, word), value);
    }

    @Override
    public long getVolatile(long offset) {
        return (long) WORD.getVolatile(ALL, at(offset));
    }

    @Override
    public void setVolatile(long offset, long value) {
        WORD.setVolatile(ALL, at(offset), value);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        return WORD.compareAndSet(ALL, at(offset), expected, value);
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        return (long) WORD.getAndAdd(ALL, at(offset), delta);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        return (long) WORD.getAndBitwiseOr(ALL, at(offset), bits);
    }

    @Override
    public long getAndSet(long offset, long value) {
        return (long) WORD.getAndSet(ALL, at(offset), value);
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) {
        requireInside(offset, length);
        try {
            MemorySegment.copy(ALL, ValueLayout.JAVA_BYTE, base + offset, into, at, length);
        } finally {
            Reference.reachabilityFence(this); // the collector may run amid a long copy
        }
    }

    @Override
    public void write(long offset, byte[] from, int at, int length) {
        requireInside(offset, length);
        try {
            MemorySegment.copy(from, at, ALL, ValueLayout.JAVA_BYTE, base + offset, length);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void copy(long offset, Region from, long at, int length) {
        if (!(from instanceof SegmentRegion other)) {
            super.copy(offset, from, at, length);
            return;
        }
        requireInside(offset, length);
        other.requireInside(at, length);
        try {
            MemorySegment.copy(ALL, other.base + at, ALL, base + offset, length);
        } finally {
            Reference.reachabilityFence(this);
            Reference.reachabilityFence(other);
        }
    }

    @Override
    public void close() {
        try {
            words = 0;
            lines = 0;
            closed = true;
        } finally {
            Reference.reachabilityFence(this); // so whoever closes a region has held on to it until here
        }
    }
}
