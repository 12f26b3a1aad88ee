// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.pending;

import dev.duality.shm.Region;

/// A word of up to 64 pending bits, one for each source: raising a bit that is set already changes nothing, as on a
/// level-triggered interrupt line.
///
/// - **Threads:** any raise, any take; who took a bit owns it.
/// - **Ordering:** what a source did before [#raise] happens-before the [#take] that returns its bit.
/// - **Progress:** lock-free: the JVM makes an atomic or of a look and a compare-and-set, again and again until it
///   succeeds, so that a source may be overtaken without bound. Where several raise at once each costs two transfers of
///   the line, the look's and the compare-and-set's. Taking is wait-free.
public final class PendingWord {
    /* Tried by PendingWordStress, PendingWordTakeStress and PendingWordTest.
     *
     *   source    S1 makes its cause visible   S2 getAndOr its bit, also if it is set
     *   consumer  C1 opaque look, is it 0?     C2 exchange for 0
     *
     * Nothing is lost: S2 and C2 are atomic on one word, so a bit is either in what C2 returns or still in the word.
     * S2 is not skipped when the bit is set: the bit might be the one that C2 is about to take, and with it an S1 that
     * the consumer has looked at before. Weaker breaks it there; stronger is waste. An addition of the bit would be one
     * transfer, but a source does not know that its bit is clear: one that it raised, and has not seen taken, may be
     * set or taken, and to add it to itself would carry into the next source's.
     */
    private final Region region;
    private final long word;

    /// The bits in one word.
    public PendingWord(Region region, long word) {
        this.region = region;
        this.word = word;
    }

    /// Sets the bit of a source.
    /// @param source 0 to 63
    /// @return whether it was clear before
    public boolean raise(int source) {
        long bit = 1L << source;
        return (region.getAndOr(word, bit) & bit) == 0; // S2
    }

    /// Takes all bits that are set.
    public long take() {
        return region.getOpaque(word) == 0 ? 0 : region.getAndSet(word, 0); // C1, C2
    }
}
