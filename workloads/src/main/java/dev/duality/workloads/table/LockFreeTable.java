// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;

/// A hash table in place, without a lock: an array of slots for each bucket. Values are written whole into cells that
/// nobody can find, and a cell's bytes never change while an entry is in it.
///
/// - **Threads:** each worker one at a time, under its own number.
/// - **Ordering:** the operations on a key happen one after the other, each between its call and its return; a put
///   happens-before every get that finds its value.
/// - **Progress:** lock-free: a worker repeats a step only if another one has put, removed or begun to add meanwhile,
///   and who finds an addition begun can finish it. A get writes nothing that others read.
final class LockFreeTable {
    /// The greatest number of slots of a bucket.
    static final int MAX_SLOTS = Slot.MAX_SLOTS;

    /* Each bucket has a word `adding` and its slots, see Slot. A cell is owned by the slot whose word names it, or by one
     * worker, who alone fills it. Every change of a slot is a new version of it.
     * Tried by LockFreeTableReadStress, LockFreeTableAddStress, LockFreeTableHelpStress, LockFreeTableModelTest and
     * LockFreeTableTest.
     *
     *   search   S1 acquire slot after slot; where the mark is the key's:   S2 opaque key in the cell
     *            S3 the value's bytes, for a get   S4 acquire fence, acquire slot: the same still? else S2 again with this
     *   fill     F1 release fence   F2 key and value into the worker's cell
     *   put      A1 acquire adding   A2 finish that   A3 search for the key, and for the first empty slot
     *            key found:  A4 compare-and-set slot -> next version, with the filled cell; the old cell is the worker's
     *            else:       A5 compare-and-set adding -> (slot's version, place, filled cell)   A6 finish that; the
     *                        cell that the slot had is the worker's
     *   finish   H1 acquire the slot that adding names: has it adding's version?   H2 the mark, of the key in adding's
     *            cell   H3 compare-and-set slot -> next version, with that cell and mark
     *   remove   R1 search for the key   R2 compare-and-set slot -> next version, empty, with the same cell
     *
     * Nothing is read unwritten: S1 sees an A4 or H3, which comes behind the A5 that H's caller has acquired or done; so
     * the F2 of that cell happens-before S2 and S3.
     * Nothing is read torn: who fills a cell anew got it by an A4 or A6 behind a later version of the slot, which is its
     * own, or that of a helper, which it has acquired. If S2 or S3 has read a word of that F2, then, by F1, a release of
     * either, and the fence, S4 sees that version or a later one.
     * No key is there twice. An entry comes into a slot only by an A4, over an entry of the same key, or by an H3. H3s of
     * a bucket come one at a time, in the order of their A5s: an A5 succeeds only if adding is what it was at A1, which
     * A2 has finished; so between A2 and this addition's H3 nothing is added to the bucket. All additions before, too,
     * happened before A1: each has been finished before the next one's A5. Each slot was without the key
     * when A3 looked at it, and no key moves: so the key is nowhere at A5, nor at H3.
     * An addition happens once: its slot was empty with that version at A3, only an addition fills an empty slot, and
     * this one is the only one under way; so the slot is the same at A5, and H3 succeeds for the first who tries. For all
     * others, however late, the version is another. Whoever is late at H2 may read a key of something else, and fails.
     * A put that replaces happens at A4, one that adds at its H3, a remove that finds at R2, a get that finds between S1
     * and S4. A key that a search does not find was not there at some moment of it: a key that is there all the time
     * stays in its slot, and S1 or S4 sees it there.
     * A put that finds no empty slot, and adding as at A1: nothing was added meanwhile, so all slots were taken when A2
     * was done, and none of them was left since; so none was the key's, which would have been found there.
     * Weaker breaks it: without S4 or F1 a get may give bytes of another value; with A5 a store, or without A2, two puts
     * of a key may both add it; without the version a late H3 would fill a slot with a cell that somebody is writing.
     * Stronger is waste: S2 need not acquire, S4 checks it; the cell of F2 needs no release of its own, A4 and A5 are one.
     * Versions have 32 bits: a worker that sleeps while one slot changes 2^32 times, and wakes at just that change, is
     * not told. That takes minutes of one bucket alone.
     */
    private final Region region;
    private final Keys keys;
    private final TableLayout at;

    /// A view onto a region, which reads as zero at first: an empty table.
    LockFreeTable(Region region, Keys keys, TableLayout at) {
        this.region = region;
        this.keys = keys;
        this.at = at;
    }

    /// Gets a key's value.
    /// @param mine the calling worker's
    /// @param payload gets the value, and is empty if there is none
    /// @return the value's stamp, or [TableWorkload#ABSENT]
    long get(TableHoldings mine, long key, Payload payload) {
        int bucket = keys.bucket(key);
        long mark = mark(key);
        long first = at.slots(bucket);
        for (long offset = 0; offset < at.slotsBytes; offset += Long.BYTES) {
            long slot = region.getAcquire(first + offset); // S1
            while (Slot.mayHold(slot, mark)) {
                int cell = cell(slot, bucket, offset);
                boolean same = region.getOpaque(at.key(cell)) == key; // S2
                if (same) {
                    payload.read(region, at.value(cell), at.valueBytes); // S3
                }
                region.acquireFence();
                long now = region.getAcquire(first + offset); // S4
                if (now == slot) {
                    if (same) {
                        return payload.stamp();
                    }
                    break;
                }
                mine.retry();
                slot = now;
            }
        }
        payload.length(0);
        return TableWorkload.ABSENT;
    }

    private long mark(long key) {
        return Slot.mark(keys.print(key, Slot.PRINT_BITS));
    }

    private int cell(long slot, int bucket, long offset) {
        return Slot.cell(slot, at.home(bucket, (int) (offset / Long.BYTES)));
    }

    /// Whether a slot holds a key, looked at until it holds still.
    /// @param slot what S1 saw
    /// @return the slot's word if it does, 0 if it does not
    private long holding(TableHoldings mine, int bucket, long offset, long slot, long key, long mark) {
        long seen = slot;
        while (Slot.mayHold(seen, mark)) {
            boolean same = region.getOpaque(at.key(cell(seen, bucket, offset))) == key; // S2
            region.acquireFence();
            long now = region.getAcquire(at.slots(bucket) + offset); // S4
            if (now == seen) {
                return same ? seen : 0;
            }
            mine.retry();
            seen = now;
        }
        return 0;
    }

    /// Puts a value under a key.
    /// @param mine the calling worker's
    /// @return [TableWorkload#ADDED], [TableWorkload#REPLACED] or [TableWorkload#FULL]
    long put(TableHoldings mine, long key, Payload payload) {
        TableWorkload.requireLength(payload, at.valueBytes);
        fill(mine.cell(), key, payload);
        int bucket = keys.bucket(key);
        long result = tryPut(mine, bucket, key);
        while (result < 0) {
            mine.casFailure();
            result = tryPut(mine, bucket, key);
        }
        return result;
    }

    private void fill(int cell, long key, Payload payload) {
        region.releaseFence(); // F1
        region.setOpaque(at.key(cell), key); // F2
        payload.write(region, at.value(cell));
    }

    /// @return -1 if another worker came first
    private long tryPut(TableHoldings mine, int bucket, long key) {
        long mark = mark(key);
        long first = at.slots(bucket);
        long adding = region.getAcquire(at.adding(bucket)); // A1
        if (Slot.isAddition(adding) && finish(bucket, adding)) { // A2
            mine.helped();
        }
        long emptyOffset = -1;
        long emptySlot = 0;
        for (long offset = 0; offset < at.slotsBytes; offset += Long.BYTES) { // A3
            long slot = region.getAcquire(first + offset); // S1
            if (Slot.mayHold(slot, mark)) {
                long found = holding(mine, bucket, offset, slot, key, mark);
                if (found != 0) {
                    return replace(mine, bucket, offset, found, mark) ? TableWorkload.REPLACED : -1;
                }
                slot = region.getAcquire(first + offset); // the key may just have been removed
            }
            if (emptyOffset < 0 && !Slot.isTaken(slot)) {
                emptyOffset = offset;
                emptySlot = slot;
            }
        }
        if (emptyOffset < 0) {
            return region.getAcquire(at.adding(bucket)) == adding ? TableWorkload.FULL : -1;
        }
        return add(mine, bucket, adding, emptyOffset, emptySlot) ? TableWorkload.ADDED : -1;
    }

    private boolean replace(TableHoldings mine, int bucket, long offset, long slot, long mark) {
        int old = cell(slot, bucket, offset);
        if (!region.compareAndSet(at.slots(bucket) + offset, slot, Slot.taken(slot, mark, mine.cell()))) { // A4
            return false;
        }
        mine.cell(old);
        return true;
    }

    private boolean add(TableHoldings mine, int bucket, long adding, long offset, long slot) {
        long addition = Slot.addition(slot, (int) (offset / Long.BYTES), mine.cell());
        if (!region.compareAndSet(at.adding(bucket), adding, addition)) { // A5
            return false;
        }
        finish(bucket, addition); // A6
        mine.cell(cell(slot, bucket, offset));
        return true;
    }

    /// Puts an addition's cell into its slot, unless that has been done.
    /// @return whether it was this worker who did
    private boolean finish(int bucket, long addition) {
        long offset = at.slots(bucket) + (long) Long.BYTES * Slot.place(addition);
        long slot = region.getAcquire(offset); // H1
        if (!Slot.awaits(slot, addition)) {
            return false;
        }
        int cell = Slot.added(addition);
        long mark = mark(region.getOpaque(at.key(cell))); // H2
        return region.compareAndSet(offset, slot, Slot.taken(slot, mark, cell)); // H3
    }

    /// Takes a key out.
    /// @param mine the calling worker's
    /// @return [TableWorkload#REMOVED] or [TableWorkload#NOT_FOUND]
    long remove(TableHoldings mine, long key) {
        int bucket = keys.bucket(key);
        long mark = mark(key);
        long first = at.slots(bucket);
        for (long offset = 0; offset < at.slotsBytes; offset += Long.BYTES) { // R1
            long slot = region.getAcquire(first + offset); // S1
            long found = holding(mine, bucket, offset, slot, key, mark);
            while (found != 0) {
                if (region.compareAndSet(first + offset, found, Slot.emptied(found))) { // R2
                    return TableWorkload.REMOVED;
                }
                mine.casFailure();
                found = holding(mine, bucket, offset, region.getAcquire(first + offset), key, mark);
            }
        }
        return TableWorkload.NOT_FOUND;
    }

    /// The digest of all entries less that of those that are there at first. Read while all workers rest.
    long digest() {
        Payload payload = new Payload(at.valueBytes);
        long digest = 0;
        for (int bucket = 0; bucket < keys.buckets(); bucket++) {
            for (long offset = 0; offset < at.slotsBytes; offset += Long.BYTES) {
                long slot = region.getAcquire(at.slots(bucket) + offset);
                if (Slot.isTaken(slot)) {
                    int cell = cell(slot, bucket, offset);
                    payload.read(region, at.value(cell), at.valueBytes);
                    digest += Keys.digest(region.getOpaque(at.key(cell)), payload.stamp());
                }
            }
        }
        return digest - keys.firstDigest();
    }
}
