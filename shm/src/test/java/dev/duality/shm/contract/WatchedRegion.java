// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import dev.duality.shm.Region;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A region that keeps who has written which word, and refuses what lies outside of a span.
///
/// Who is whoever was said to be [#at] work on this thread; others are the number that the region was given.
final class WatchedRegion extends ForwardingRegion {
    private final long begin;
    private final long end;
    private final int others;
    private final ThreadLocal<Integer> at = new ThreadLocal<>();
    private final SortedMap<Long, Set<Integer>> writers = new TreeMap<>(); // guarded by itself

    /// @param begin the span's first byte
    /// @param end the byte after its last
    /// @param others the number of every thread that says nothing
    WatchedRegion(Region region, long begin, long end, int others) {
        super(region);
        this.begin = begin;
        this.end = end;
        this.others = others;
    }

    /// Says for whom the calling thread works from now on.
    void at(int party) {
        at.set(party);
    }

    /// The parties that have written each word, by its offset.
    SortedMap<Long, Set<Integer>> writers() {
        synchronized (writers) {
            return new TreeMap<>(writers);
        }
    }

    private void touch(long offset, long length) {
        if (offset < begin || offset + length > end) {
            throw new AssertionError("bytes %,d to %,d were touched, where its own are %,d to %,d"
                    .formatted(offset, offset + length - 1, begin, end - 1));
        }
    }

    private void write(long offset, long length) {
        touch(offset, length);
        Integer party = at.get();
        synchronized (writers) {
            for (long word = offset & -Long.BYTES; word < offset + length; word += Long.BYTES) {
                writers.computeIfAbsent(word, _ -> new TreeSet<>()).add(party == null ? others : party);
            }
        }
    }

    @Override
    public long getPlain(long offset) {
        touch(offset, Long.BYTES);
        return super.getPlain(offset);
    }

    @Override
    public void setPlain(long offset, long value) {
        write(offset, Long.BYTES);
        super.setPlain(offset, value);
    }

    @Override
    public long getOpaque(long offset) {
        touch(offset, Long.BYTES);
        return super.getOpaque(offset);
    }

    @Override
    public void setOpaque(long offset, long value) {
        write(offset, Long.BYTES);
        super.setOpaque(offset, value);
    }

    @Override
    public long getAcquire(long offset) {
        touch(offset, Long.BYTES);
        return super.getAcquire(offset);
    }

    @Override
    public void setRelease(long offset, long value) {
        write(offset, Long.BYTES);
        super.setRelease(offset, value);
    }

    @Override
    public long getVolatile(long offset) {
        touch(offset, Long.BYTES);
        return super.getVolatile(offset);
    }

    @Override
    public void setVolatile(long offset, long value) {
        write(offset, Long.BYTES);
        super.setVolatile(offset, value);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        write(offset, Long.BYTES);
        return super.compareAndSet(offset, expected, value);
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        write(offset, Long.BYTES);
        return super.getAndAdd(offset, delta);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        write(offset, Long.BYTES);
        return super.getAndOr(offset, bits);
    }

    @Override
    public long getAndSet(long offset, long value) {
        write(offset, Long.BYTES);
        return super.getAndSet(offset, value);
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) {
        touch(offset, length);
        super.read(offset, into, at, length);
    }

    @Override
    public void write(long offset, byte[] from, int at, int length) {
        write(offset, length);
        super.write(offset, from, at, length);
    }
}
