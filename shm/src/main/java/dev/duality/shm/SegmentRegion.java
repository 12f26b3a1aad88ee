// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// The region of threads and of processes: a memory segment, the process's own or mapped from a file.
final class SegmentRegion extends Region {
    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

    private final MemorySegment segment;
    private final Arena arena;

    SegmentRegion(MemorySegment segment, Arena arena) {
        this.segment = segment;
        this.arena = arena;
    }

    @Override
    public long bytes() {
        return segment.byteSize();
    }

    @Override
    public long getPlain(long offset) {
        return (long) WORD.get(segment, offset);
    }

    @Override
    public void setPlain(long offset, long value) {
        WORD.set(segment, offset, value);
    }

    @Override
    public long getOpaque(long offset) {
        return (long) WORD.getOpaque(segment, offset);
    }

    @Override
    public void setOpaque(long offset, long value) {
        WORD.setOpaque(segment, offset, value);
    }

    @Override
    public long getAcquire(long offset) {
        return (long) WORD.getAcquire(segment, offset);
    }

    @Override
    public void setRelease(long offset, long value) {
        WORD.setRelease(segment, offset, value);
    }

    @Override
    public long getVolatile(long offset) {
        return (long) WORD.getVolatile(segment, offset);
    }

    @Override
    public void setVolatile(long offset, long value) {
        WORD.setVolatile(segment, offset, value);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        return WORD.compareAndSet(segment, offset, expected, value);
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        return (long) WORD.getAndAdd(segment, offset, delta);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        return (long) WORD.getAndBitwiseOr(segment, offset, bits);
    }

    @Override
    public long getAndSet(long offset, long value) {
        return (long) WORD.getAndSet(segment, offset, value);
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) {
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, into, at, length);
    }

    @Override
    public void write(long offset, byte[] from, int at, int length) {
        MemorySegment.copy(from, at, segment, ValueLayout.JAVA_BYTE, offset, length);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
