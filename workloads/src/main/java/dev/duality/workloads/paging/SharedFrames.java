// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.lock.SpinLock;
import java.util.Map;
import java.util.TreeMap;

/// Frames that all workers share, and behind them the backing pages: a buffer pool. A page that is there is touched by
/// a load or a store, and takes no lock; who finds his page away takes one, and serves his fault himself.
///
/// - **Threads:** each worker one at a time, under its own number.
/// - **Ordering:** touches of words are in one order, as volatile loads and stores are, through all evictions.
/// - **Bounds:** of `frames` frames a quarter is dirty: the page that has been so longest is cleaned, and stays, before
///   one more becomes dirty. A page that another worker has pinned is passed over; if each of the dirty ones was so
///   when it was looked at, one more becomes dirty, so that there may be a few more for a while, as many as there are
///   workers.
/// - **Progress:** a touch of the page that a worker has pinned never waits, unless it is the first store into a clean
///   one. Who goes on to a page that is there waits if it is just being cleaned, or looked at by who makes room.
final class SharedFrames {
    /* Who holds the lock is the pager of Residency: it alone touches the hand, what frames hold and where pages are, the
     * order of the dirty frames and the backing pages, and marks pages dirty and clean. The content of a frame is touched
     * by who has pinned its page, and by the holder when nobody has. Tried by SharedFramesStress, SharedFramesModelTest
     * and SharedFramesContractTest.
     *
     *   touch   T1 pin, is the page there? (W1, W2 of Residency)   T2 plain load of where   T3 volatile load or store
     *   store   S1 opaque load of the mark; it is clean: S2 lock, and L1 to L3 with a page that is dirty, which arrives
     *           again, S3 mark and order, unlock; then T3
     *   fault   F1 lock; F2 is it there now?   L1 takes a page away that nobody has pinned (E1, E2)   L2 if it is marked,
     *           copies its frame to its backing page   L3 takes the mark away   F3 copies the page into the frame, plain
     *           store of where   F4 it arrives (I2)   F5 unlock
     *
     * Each word is one: T3 of a page that is pinned comes before the L2 that finds no pin, by E2 of Residency, and F4
     * before the T1 that finds the page there. So what is loaded was stored last, whichever frame it lay in, and T3 are
     * in one order.
     * Who holds the lock finds all that holders before did: F5 is a release and F1 an acquire.
     * Who waited for the lock with his pin set keeps his page: the pin was set before F1, so each L1 behind sees it.
     * No store is unmarked: L3 takes the mark of a page that nobody has pinned; who pins it later sees in T1 the F4
     * behind that L3, so his S1 finds it clean. A mark of another that S1 misses is found behind S2.
     * Nobody waits in a circle: frames are as many as workers at least, a worker pins one, and who faults one that has
     * no frame; so the hand finds a page that nobody has pinned.
     * Weaker breaks it: with T3 a release and an acquire, two workers that each store and then load the other's word may
     * both find the old one. What T1 and L1 must be, Residency says.
     * Stronger is waste: S1 need not be an acquire, for the page is pinned, and what the mark says of it is decided again
     * behind S2.
     */
    private static final int HAND = 0; // words of the pager's line
    private static final int FAULTS = 1;
    private static final int EVICTIONS = 2;
    private static final int WRITE_BACKS = 3;
    private static final int CLEANINGS = 4;

    private static final int AT =
            0; // words of a worker's lines: the offset of the frame of the page that it has pinned
    private static final int HITS = 1;
    private static final int TIMES = 2; // how long it waited, by intervals
    private static final long WORKER_BYTES = RegionLayout.apart((long) (TIMES + FaultTimes.INTERVALS) * Long.BYTES);

    private static final int EMPTY = 0; // of what a frame holds: a page's number and 1

    /// The size of it.
    /// @param pages all, those that have an original included
    /// @param frames at least as many as workers
    /// @param pageBytes of each page, a multiple of 8
    record Size(int pages, int frames, int pageBytes, int workers) {}

    private final Region region;
    private final Size size;
    private final byte[][] originals;
    private final SpinLock lock;
    private final Residency residency;
    private final DirtyOrder order;
    private final int mostDirty;
    private final long pager;
    private final long where; // by page, the offset of its frame; for pages that are there
    private final long held; // by frame
    private final long own; // by worker
    private final long frames;
    private final long backing;

    /// The frames in bytes that are 0 when they are new: then all pages are away.
    /// @param offset a multiple of [Region#APART]
    /// @param originals the content of the first pages, which nobody stores into; all others are zero at first
    /// @param waits how each worker waits for the lock
    SharedFrames(Region region, long offset, Size size, byte[][] originals, WaitStrategy[] waits) {
        RegionLayout.requireApart(offset);
        RegionLayout layout = layout(size);
        this.region = region;
        this.size = size;
        this.originals = originals;
        this.lock = new SpinLock(region, offset + offset(layout, "lock"), waits);
        this.residency = new Residency(region, offset + offset(layout, "residency"), size.pages, size.workers);
        this.order = new DirtyOrder(region, offset + offset(layout, "order"));
        this.mostDirty = DirtyList.most(size.frames);
        this.pager = offset + offset(layout, "pager");
        this.where = offset + offset(layout, "where");
        this.held = offset + offset(layout, "held");
        this.own = offset + offset(layout, "workers");
        this.frames = offset + offset(layout, "frames");
        this.backing = offset + offset(layout, "backing");
    }

    static RegionLayout layout(Size size) {
        RegionLayout layout = new RegionLayout();
        layout.span("lock", SpinLock.bytes(size.workers));
        layout.span("residency", Residency.layout(size.pages, size.workers).bytes());
        layout.word("pager");
        layout.span("where", (long) size.pages * Long.BYTES);
        layout.span("held", (long) size.frames * Long.BYTES);
        layout.span("order", DirtyOrder.bytes(size.frames));
        layout.span("workers", size.workers * WORKER_BYTES);
        layout.span("frames", (long) size.frames * size.pageBytes);
        layout.span("backing", (long) size.pages * size.pageBytes);
        return layout;
    }

    private static long offset(RegionLayout layout, String name) {
        return layout.spans().stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow()
                .offset();
    }

    /// @param word its number in the page
    long load(int worker, int page, int word) {
        touch(worker, page);
        return region.getVolatile(at(worker, word)); // T3
    }

    /// @param page none of those that have an original
    /// @param word its number in the page
    void store(int worker, int page, int word, long value) {
        touch(worker, page);
        if (!residency.isSoiled(page)) { // S1
            soil(worker, page);
        }
        region.setVolatile(at(worker, word), value); // T3
    }

    private long own(int worker) {
        return own + worker * WORKER_BYTES;
    }

    private long at(int worker, int word) {
        return region.getPlain(own(worker), AT) + (long) word * Long.BYTES;
    }

    private void touch(int worker, int page) {
        if (residency.holds(worker, page)) {
            hit(worker, page);
        } else {
            bring(worker, page);
        }
    }

    private void hit(int worker, int page) {
        long line = own(worker);
        region.setPlain(line, HITS, region.getPlain(line, HITS) + 1);
        residency.reference(page);
    }

    /// Pins a page, and brings it if it is away.
    private void bring(int worker, int page) {
        residency.pin(worker, page); // T1
        if (residency.isPinned(page)) {
            region.setPlain(own(worker), AT, region.getPlain(where + (long) page * Long.BYTES)); // T2
            hit(worker, page);
            return;
        }
        long since = System.nanoTime();
        boolean comes = false;
        try {
            lock.lock(worker); // F1
            comes = true;
        } finally {
            if (!comes) { // interrupted, and the page is away
                residency.unpin(worker);
            }
        }
        boolean came = residency.isThere(page); // F2
        if (!came) {
            fetch(page);
        }
        long at = region.getPlain(where + (long) page * Long.BYTES);
        lock.unlock(worker); // F5
        region.setPlain(own(worker), AT, at);
        if (came) {
            hit(worker, page); // it was only being cleaned, or another has brought it
            return;
        }
        long waits = own(worker) + (long) (TIMES + FaultTimes.interval(System.nanoTime() - since)) * Long.BYTES;
        region.setPlain(waits, region.getPlain(waits) + 1);
    }

    private void fetch(int page) {
        count(FAULTS);
        int frame = room();
        long at = frame(frame);
        if (page < originals.length) {
            region.write(at, originals[page], 0, size.pageBytes);
        } else {
            region.copy(at, region, backing(page), size.pageBytes);
        }
        region.setPlain(held + (long) frame * Long.BYTES, page + 1L);
        region.setPlain(where + (long) page * Long.BYTES, at); // F3
        residency.arrive(page); // F4
    }

    private long frame(int frame) {
        return frames + (long) frame * size.pageBytes;
    }

    private long backing(int page) {
        return backing + (long) page * size.pageBytes;
    }

    private void count(int word) {
        region.setPlain(pager, word, region.getPlain(pager, word) + 1);
    }

    /// The page of a frame, or -1.
    private int held(int frame) {
        return (int) region.getPlain(held + (long) frame * Long.BYTES) - 1;
    }

    /// A frame without a page: an empty one, or the first that the hand finds without a reference and without a pin.
    private int room() {
        while (true) {
            int frame = (int) region.getPlain(pager, HAND);
            region.setPlain(pager, HAND, frame + 1 == size.frames ? 0 : frame + 1);
            int page = held(frame);
            if (page < 0) {
                return frame;
            }
            if (!residency.takeReference(page) && residency.leave(page)) { // L1
                count(EVICTIONS);
                if (residency.isSoiled(page)) {
                    order.remove(frame);
                    writeBack(frame, page);
                }
                region.setPlain(held + (long) frame * Long.BYTES, EMPTY);
                return frame;
            }
        }
    }

    private void writeBack(int frame, int page) {
        count(WRITE_BACKS);
        region.copy(backing(page), region, frame(frame), size.pageBytes); // L2
        residency.takeDirt(page); // L3
    }

    /// The page is pinned, and is marked when this returns.
    private void soil(int worker, int page) {
        lock.lock(worker); // S2
        if (!residency.isSoiled(page)) {
            boolean room = order.size() < mostDirty;
            while (!room && cleanOne()) {
                room = order.size() < mostDirty;
            }
            residency.soil(page); // S3
            order.add((int) ((region.getPlain(where + (long) page * Long.BYTES) - frames) / size.pageBytes));
        }
        lock.unlock(worker);
    }

    /// Cleans the page that has been dirty longest of those that nobody has pinned.
    /// @return `false` if there is none
    private boolean cleanOne() {
        for (int frame = order.first(); frame != DirtyOrder.NONE; frame = order.after(frame)) {
            int page = held(frame);
            if (residency.leave(page)) { // L1
                count(CLEANINGS);
                order.remove(frame);
                writeBack(frame, page);
                residency.arrive(page); // F4
                return true;
            }
        }
        return false;
    }

    /// A word, wherever it is. Nobody touches anything meanwhile.
    long word(int page, int word) {
        long offset = (long) word * Long.BYTES;
        if (residency.isThere(page)) {
            return region.getPlain(region.getPlain(where + (long) page * Long.BYTES) + offset);
        }
        return page < originals.length
                ? (long) PagerNode.WORD.get(originals[page], word * Long.BYTES)
                : region.getPlain(backing(page) + offset);
    }

    /// The number of dirty frames. Nobody touches anything meanwhile.
    int dirty() {
        return order.size();
    }

    /// The number of frames that hold a page that is there. Nobody touches anything meanwhile.
    int resident() {
        int resident = 0;
        for (int frame = 0; frame < size.frames; frame++) {
            int page = held(frame);
            resident += page >= 0
                            && residency.isThere(page)
                            && region.getPlain(where + (long) page * Long.BYTES) == frame(frame)
                    ? 1
                    : 0;
        }
        return resident;
    }

    /// Its counts since it was new. Nobody touches anything meanwhile.
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("faults", region.getPlain(pager, FAULTS));
        counts.put("evictions", region.getPlain(pager, EVICTIONS));
        counts.put("write-backs", region.getPlain(pager, WRITE_BACKS));
        counts.put("cleanings", region.getPlain(pager, CLEANINGS));
        counts.put("waits", lock.misses());
        for (int worker = 0; worker < size.workers; worker++) {
            counts.merge("hits", region.getPlain(own(worker), HITS), Long::sum);
            for (int interval = 0; interval < FaultTimes.INTERVALS; interval++) {
                long waits = region.getPlain(own(worker) + (long) (TIMES + interval) * Long.BYTES);
                FaultTimes.add(counts, interval, waits);
            }
        }
        return counts;
    }
}
