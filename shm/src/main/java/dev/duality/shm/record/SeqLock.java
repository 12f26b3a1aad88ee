// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.record;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;

/// A record of some words with a version (Lameter, "Effective Synchronization on Linux/NUMA Systems", 2005): a writer
/// makes the version odd while it writes, and a reader that finds it odd, or changed in the end, reads again. Readers
/// write nothing, so the record's lines stay in all their caches.
///
/// - **Threads:** each party one at a time, as reader or as writer; one writer at a time, others wait.
/// - **Ordering:** a read gives the words of one version, and everything before its writer's end happens-before it.
/// - **Progress:** a writer waits for the writer before, a reader for all writers that come meanwhile.
public final class SeqLock {
    /* `version` is even at rest, and odd while the record belongs to a writer; it only grows, and may run over. Orderings
     * are those of Boehm, "Can Seqlocks Get Along with Programming Language Memory Models?" (2012).
     * Tried by SeqLockStress, SeqLockWritersStress and SeqLockTest.
     *
     *   writer  W1 compare-and-set version, even -> odd   W2 release fence   W3 writes words, opaque
     *           W4 release version = the next even        W5 signals all
     *   reader  R1 acquire version, is it even?           R2 reads words, opaque
     *           R3 acquire fence                          R4 opaque version, is it the same?
     *
     * One writer: W1 is atomic, only a step from an even version enters, and it acquires the W4 before.
     * A read is of one version: R1 sees the W4 of its version, so no word of R2 is older. If a word of R2 is younger, W2
     * and R3 order the W1 of its writer before R4, which then sees an odd version or a later one.
     * Words are opaque, since they are read while they are written: each is whole, and read once where it is used.
     * No sleeper is forgotten: it looks once more when it has said that it will sleep (O1 of ParkWait, a fence); what
     * disturbs that look is a writer whose W5 comes behind it.
     * Weaker breaks it: with W4 or R1 opaque a word may be older than its version; without W2 or R3 it may be younger.
     * Stronger is waste: acquiring each word in R2 would do as R3 does, once for each word.
     */
    private final Region region;
    private final long version;
    private final long words;
    private final int count;
    private final long stride;
    private final WaitStrategy[] waits;

    /// The bytes that a record takes.
    /// @param words how many it has
    /// @param stride how far apart they lie, in bytes: 8, or [Region#APART] if each is to have its own lines
    public static long bytes(int words, long stride) {
        return Region.APART + words * stride;
    }

    /// A view onto [#bytes] bytes of a region, in which the words of a new record are 0.
    /// @param offset a multiple of [Region#APART]
    /// @param waits how each party waits; its index is the party's number
    public SeqLock(Region region, long offset, int words, long stride, WaitStrategy[] waits) {
        RegionLayout.requireApart(offset);
        this.region = region;
        this.version = offset;
        this.words = offset + Region.APART;
        this.count = words;
        this.stride = stride;
        this.waits = waits;
    }

    /// Reads all words, waiting for writers.
    /// @param into gets them, from its beginning
    public void read(int party, long[] into) {
        WaitStrategy wait = waits[party];
        for (int attempt = 0; !tryRead(into); attempt++) {
            wait.idle(attempt);
        }
    }

    /// Reads all words, if no writer disturbs.
    /// @param into gets them; something that the record never was if the result is `false`
    public boolean tryRead(long[] into) {
        long before = version();
        if (!isAtRest(before)) {
            return false;
        }
        for (int word = 0; word < count; word++) {
            into[word] = region.getOpaque(words + word * stride); // R2
        }
        return isStill(before);
    }

    /// The version that there is now, for a party that reads something of its own between this and [#isStill]: words
    /// and bytes that are written between [#begin] and [#end] only, wherever they lie.
    public long version() {
        return region.getAcquire(version); // R1
    }

    /// Whether nobody writes while there is this version.
    public static boolean isAtRest(long version) {
        return (version & 1) == 0;
    }

    /// Whether the version is the same still, and so all that was read since [#version] is of that version; if not, it
    /// is something that never was, and must not be used.
    public boolean isStill(long before) {
        region.acquireFence(); // R3
        return region.getOpaque(version) == before; // R4
    }

    /// Makes a party the writer, waiting for the one before.
    public void begin(int party) {
        WaitStrategy wait = waits[party];
        for (int attempt = 0; !tryBegin(); attempt++) {
            wait.idle(attempt);
        }
        region.releaseFence(); // W2
    }

    private boolean tryBegin() {
        long before = region.getOpaque(version);
        return (before & 1) == 0 && region.compareAndSet(version, before, before + 1); // W1
    }

    /// A word, for the writer.
    public long get(int word) {
        return region.getOpaque(words + word * stride);
    }

    /// Writes a word, for the writer.
    public void set(int word, long value) {
        region.setOpaque(words + word * stride, value); // W3
    }

    /// Shows readers what the writer has written; it is the writer no more.
    public void end() {
        region.setRelease(version, region.getPlain(version) + 1); // W4
        for (WaitStrategy wait : waits) {
            wait.signal(); // W5
        }
    }
}
