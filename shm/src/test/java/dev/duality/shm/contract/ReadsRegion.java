// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import dev.duality.shm.Region;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A region that tells which words were read, by one thread. What is read, and written if it was so, counts as read.
public final class ReadsRegion extends ForwardingRegion {
    private final SortedSet<Long> words = new TreeSet<>();

    public ReadsRegion(Region region) {
        super(region);
    }

    /// Begins anew.
    public void begin() {
        words.clear();
    }

    /// The words that were read since, by their offsets.
    public SortedSet<Long> words() {
        return new TreeSet<>(words);
    }

    /// The pairs of lines that these words lie in, by number.
    public SortedSet<Long> pairs() {
        return pairs(words);
    }

    /// The pairs of lines that words lie in, by number.
    public static SortedSet<Long> pairs(SortedSet<Long> words) {
        return words.stream().map(word -> word / Region.APART).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public long getPlain(long offset) {
        words.add(offset);
        return super.getPlain(offset);
    }

    @Override
    public long getOpaque(long offset) {
        words.add(offset);
        return super.getOpaque(offset);
    }

    @Override
    public long getAcquire(long offset) {
        words.add(offset);
        return super.getAcquire(offset);
    }

    @Override
    public long getVolatile(long offset) {
        words.add(offset);
        return super.getVolatile(offset);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        words.add(offset);
        return super.compareAndSet(offset, expected, value);
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        words.add(offset);
        return super.getAndAdd(offset, delta);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        words.add(offset);
        return super.getAndOr(offset, bits);
    }

    @Override
    public long getAndSet(long offset, long value) {
        words.add(offset);
        return super.getAndSet(offset, value);
    }
}
