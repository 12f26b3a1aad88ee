// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.counter;

import dev.duality.shm.Region;

/// A counter that nobody reads while it is counted: each party adds to a word of its own, and the value is their sum.
/// Additions commute, so they need not meet (Clements and others, "The Scalable Commutativity Rule", SOSP 2013).
///
/// - **Threads:** each party one at a time; anybody may sum.
/// - **Ordering:** an addition happens-before a [#sum] that includes it.
/// - **Progress:** wait-free.
public final class StripedCounter {
    /* Each word has one writer, which alone reads it plainly: release only so that a reader of the sum sees what came
     * before. Opaque would lose nothing of the count itself; a read-modify-write would buy nothing.
     * Tried by StripedCounterStress and StripedCounterTest. */
    private final Region region;
    private final long offset;
    private final int parties;

    /// The bytes that `parties` take.
    public static long bytes(int parties) {
        return (long) parties * Region.APART;
    }

    /// A view onto [#bytes] bytes of a region.
    public StripedCounter(Region region, long offset, int parties) {
        this.region = region;
        this.offset = offset;
        this.parties = parties;
    }

    public void add(int party, long delta) {
        long word = offset + (long) party * Region.APART;
        region.setRelease(word, region.getPlain(word) + delta);
    }

    /// The sum of all words. While parties add, a value that the counter may never have had.
    public long sum() {
        long sum = 0;
        for (int party = 0; party < parties; party++) {
            sum += region.getAcquire(offset + (long) party * Region.APART);
        }
        return sum;
    }
}
