// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.shm.Region;

/// A bounded ring from one producer to many consumers; its tokens are small numbers.
///
/// - **Threads:** one offers, any poll.
/// - **Ordering:** first in, first out; everything before an offer happens-before the poll of its token.
/// - **Progress:** offering is wait-free, polling lock-free.
final class TokenRing {
    /* Tokens `head` to `tail` - 1 are in the ring, token n in word n mod capacity. Tried by TokenRingStress,
     * TokenRingConsumersStress, TokenRingReuseStress and TokenRingTest.
     *
     *   producer  P1 acquire head, is there room?   P2 opaque word = token    P3 release tail + 1
     *   consumer  C1 acquire head                   C2 acquire tail, more than head?
     *             C3 opaque word                    C4 compare-and-set head -> head + 1
     *
     * What C3 reads is the token of that head if C4 succeeds: C2 saw its P3, and the producer writes the word again
     * only after a P1 that sees the head moved on; heads only grow, so C4 succeeds only if it has not moved.
     * Each token is polled once: C4 is atomic.
     * Weaker breaks it: with C4 not a release C3 might read what a later P2 writes; with P3 opaque the consumer may
     * miss what came before the offer. P2 and C3 race, and the loser throws its value away: opaque, so that it is whole.
     */
    /// Offsets of a ring's words: head and tail lie apart from all others, the tokens lie together.
    private static final long HEAD = 0;
    private static final long TAIL = Region.APART;
    private static final long TOKENS = 2 * Region.APART;

    private final Region region;
    private final long offset;
    private final int capacity;

    /// The bytes that a ring takes.
    static long bytes(int capacity) {
        return TOKENS + (long) capacity * Long.BYTES;
    }

    /// A view onto [#bytes] bytes of a region, which read as zero at first.
    /// @param capacity a power of two
    TokenRing(Region region, long offset, int capacity) {
        this.region = region;
        this.offset = offset;
        this.capacity = capacity;
    }

    private long word(long number) {
        return offset + TOKENS + (number & (capacity - 1)) * Long.BYTES;
    }

    /// Puts a token in. For the producer.
    /// @return `false` if the ring is full, and then nothing was written
    boolean offer(int token) {
        if (size() == capacity) { // P1
            return false;
        }
        long tail = region.getPlain(offset + TAIL);
        region.setOpaque(word(tail), token); // P2
        region.setRelease(offset + TAIL, tail + 1); // P3
        return true;
    }

    /// The number of tokens in it. For the producer, to whom they only get fewer.
    int size() {
        return (int) (region.getPlain(offset + TAIL) - region.getAcquire(offset + HEAD));
    }

    /// Takes the oldest token out.
    /// @return -1 if there is none
    int poll() {
        while (true) {
            long head = region.getAcquire(offset + HEAD); // C1
            if (region.getAcquire(offset + TAIL) - head <= 0) { // C2; numbers run over
                return -1;
            }
            long token = region.getOpaque(word(head)); // C3
            if (region.compareAndSet(offset + HEAD, head, head + 1)) { // C4
                return (int) token;
            }
        }
    }
}
