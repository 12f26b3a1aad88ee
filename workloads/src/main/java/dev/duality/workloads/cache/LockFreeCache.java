// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;

/// A block cache that all workers read and fill in place. Which block leaves is up to a [SharedOrder]. Blocks are
/// written whole, and a block's bytes never change while they can be found: a write puts a fresh frame in the place of
/// the old one.
///
/// - **Threads:** each worker one at a time, under its own number.
/// - **Ordering:** operations on a block happen one after the other, each between its call and its return; a write
///   happens-before every read that finds its content.
/// - **Progress:** lock-free: a worker repeats a step only if another one has completed an operation meanwhile, or has
///   taken hits away or emptied a slot on the way to complete one. With one worker it is the policy's sequential cache.
final class LockFreeCache {
    /* Each block has an entry (see Entry) and a word in the store. Content is found through the entry only; a frame has
     * the stamp of its content, and the block's slot.
     * A frame is owned by the entry that names it, and then nobody writes it; or by one worker: as the frame it works
     * with, or together with a spare slot. A slot is owned by an entry, or is a worker's spare; the word beside a slot
     * names the block that was put there last, which is only a hint: the block's entry decides.
     * E and W are in Eviction; who comes to E, and when, is the order's.
     * Tried by LockFreeCacheReadStress, LockFreeCacheEvictStress, LockFreeCacheTest and LockFreeCacheInterludeTest.
     *
     *   read    R1 acquire entry    R2 copies the frame's bytes    R3 acquire fence    R4 opaque entry: the same still?
     *           R5 one hit more, if that counts
     *   fill    F1 store-store fence    F2 writes the frame that the worker owns
     *   put     P1 acquire entry    P2 fill; the owned slot into the frame, or that of the frame which is replaced
     *           P3 a slot that was owned: its word = block    P4 compare-and-set entry -> frame
     *   evict   E1 acquire entry, and the slot in its frame    E2 hits: takes some away, and goes on    E3 dirty: W
     *           E4 compare-and-set entry -> absent
     *   W       W1 acquire store's word    W2 reads the frame's stamp    W3 acquire fence, opaque entry: the same still?
     *           W4 compare-and-set store's word -> (entry's tag, stamp)
     *
     * Nothing is read unwritten: R1 and E1 see a P4, so its P2 happens-before R2 and W2.
     * Nothing is read torn: who fills a frame for something else has taken it from its entry by P4 or E4 before. If R2
     * has read a byte of that F2, then, by F1 and R3, R4 sees that change or a later one; every change but that of the
     * hits is a new tag. W3 does the same for W2.
     * A slot that was read from a frame at E1, or at P2 from the one to be replaced, is the block's if E4 or P4 succeeds:
     * had another filled the frame meanwhile, it would have changed the entry before, and F1 and the compare-and-set,
     * which no earlier load passes, see that change. If it fails, or the slot is another one, nothing comes of it.
     * The store never goes back. Every word in it is the content of a block at the tag it carries (W2, W3). W4 replaces
     * the very word of W1, which the store had while the entry had this tag, as W1 lies between E1 and W3: so the new
     * word's tag is the greater, and words never return. When E4 succeeds on a dirty entry, the store has its content:
     * W4 put it there at this tag, and a later tag did not exist yet.
     * Who finds a block absent reads the store's last word (R1 sees E4, after W4), and its P4 succeeds only if nobody
     * came in between.
     * A slot and a frame have one owner: they change hands only by P4 and E4, each of which compares the whole entry.
     * R5 and P4 count hits in the entry itself, so E4 does not evict a block that was hit meanwhile.
     * Weaker breaks it: without F1 or R3 a read may accept bytes of another block; with W1 after W3 an old evictor may
     * overwrite a newer word.
     * Stronger is waste: P3 may be seen late, as the hint is checked; R4 need not acquire, nothing follows from it.
     */
    private final Region region;
    private final Geometry at;
    private final SharedOrder order;
    private final int mostHits;

    /// A view onto a region, which reads as zero at first.
    LockFreeCache(Region region, Geometry at) {
        this.region = region;
        this.at = at;
        this.order = SharedOrder.of(region, at);
        this.mostHits = order.mostHits();
    }

    /// Gets a block's bytes.
    /// @param mine the calling worker's
    /// @return see [Stamps#result]
    long read(Holdings mine, int block, Payload payload) {
        while (true) {
            long entry = region.getAcquire(at.entry(block)); // R1, P1
            if (!Entry.isResident(entry)) {
                long stamp = stored(block);
                payload.stamp(stamp, at.payloadBytes);
                fill(mine, stamp, payload); // P2
                if (put(mine, block, entry, 0)) {
                    return Stamps.result(stamp, false);
                }
            } else if (copy(block, entry, payload)) {
                mine.hit();
                return Stamps.result(payload.stamp(), true);
            } else {
                mine.retry();
            }
        }
    }

    private boolean copy(int block, long entry, Payload payload) {
        payload.read(region, at.bytes(Entry.frame(entry)), at.payloadBytes); // R2
        region.acquireFence(); // R3
        long now = region.getOpaque(at.entry(block)); // R4
        if (!Entry.same(now, entry)) {
            return false;
        }
        if (Entry.hits(now) < mostHits) {
            region.compareAndSet(at.entry(block), now, Entry.hit(now, mostHits)); // R5
        }
        return true;
    }

    /// Replaces a block's bytes.
    /// @param mine the calling worker's
    /// @return see [Stamps#result]
    long write(Holdings mine, int block, Payload payload) {
        if (payload.length() != at.payloadBytes) {
            throw new IllegalArgumentException("a block has " + at.payloadBytes + " bytes, not " + payload.length());
        }
        long stamp = payload.stamp();
        fill(mine, stamp, payload); // P2
        while (true) {
            long entry = region.getAcquire(at.entry(block)); // P1
            if (!Entry.isResident(entry)) {
                if (put(mine, block, entry, Entry.DIRTY)) {
                    return Stamps.result(stamp, false);
                }
            } else if (replace(mine, block, entry)) {
                mine.hit();
                return Stamps.result(stamp, true);
            }
        }
    }

    private boolean replace(Holdings mine, int block, long entry) {
        int slot = (int) region.getPlain(at.slotOf(Entry.frame(entry)));
        region.setPlain(at.slotOf(mine.frame()), slot); // P2
        long next = Entry.resident(entry, mine.frame(), Entry.DIRTY | Entry.hitsAfterHit(entry, mostHits));
        if (!region.compareAndSet(at.entry(block), entry, next)) { // P4
            mine.casFailure();
            return false;
        }
        mine.frame(Entry.frame(entry));
        return true;
    }

    private void fill(Holdings mine, long stamp, Payload payload) {
        int frame = mine.frame();
        region.storeStoreFence(); // F1
        region.setPlain(at.stamp(frame), stamp); // F2
        payload.write(region, at.bytes(frame));
    }

    private boolean put(Holdings mine, int block, long entry, long bits) {
        while (mine.spareSlot() < 0) {
            order.makeRoom(mine);
        }
        int slot = mine.spareSlot();
        region.setPlain(at.slotOf(mine.frame()), slot); // P2
        region.setOpaque(at.slot(slot), block + 1); // P3
        if (!region.compareAndSet(at.entry(block), entry, Entry.resident(entry, mine.frame(), bits))) { // P4
            mine.casFailure();
            return false;
        }
        mine.spent();
        order.entered(block, slot);
        return true;
    }

    private long stored(int block) {
        long word = region.getAcquire(at.stored(block));
        return word == 0 ? Stamps.initial(block) : Entry.stamp(word);
    }

    /// The digest of all blocks. Read while all workers rest.
    long digest() {
        long digest = 0;
        for (int block = 0; block < at.blocks; block++) {
            long entry = region.getAcquire(at.entry(block));
            long stamp = Entry.isResident(entry) ? region.getPlain(at.stamp(Entry.frame(entry))) : stored(block);
            digest += BlockCache.digest(block, stamp);
        }
        return digest;
    }
}
