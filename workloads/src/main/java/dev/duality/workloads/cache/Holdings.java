// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;
import java.util.Map;

/// The words that one worker of a [LockFreeCache] owns, and its counts: a line of the region that nobody else writes,
/// so all of it is plain.
final class Holdings {
    private static final long FRAME = 0; // + 1; 0 for the worker's first
    private static final long SPARE_SLOT = 8; // + 1; 0 for none
    private static final long SPARE_FRAME = 16; // belongs to the spare slot
    private static final long HITS = 24;
    private static final long EVICTIONS = 32;
    private static final long WRITE_BACKS = 40;
    private static final long CAS_FAILURES = 48;
    private static final long RETRIES = 56;

    private final Region region;
    private final long line;
    private final int first;

    Holdings(Region region, Geometry at, int worker) {
        this.region = region;
        this.line = at.holdings(worker);
        this.first = at.capacity + worker;
    }

    /// The frame to fill next.
    int frame() {
        int frame = (int) region.getPlain(line + FRAME);
        return frame == 0 ? first : frame - 1;
    }

    void frame(int frame) {
        region.setPlain(line + FRAME, frame + 1);
    }

    /// The slot that is kept for the next miss, -1 if there is none.
    int spareSlot() {
        return (int) region.getPlain(line + SPARE_SLOT) - 1;
    }

    /// The frame that came with the spare slot.
    int spareFrame() {
        return (int) region.getPlain(line + SPARE_FRAME);
    }

    void spare(int slot, int frame) {
        region.setPlain(line + SPARE_SLOT, slot + 1);
        region.setPlain(line + SPARE_FRAME, frame);
    }

    /// The frame to fill and the spare slot are in the cache now; the spare frame is the next to fill.
    void spent() {
        frame(spareFrame());
        region.setPlain(line + SPARE_SLOT, 0);
    }

    void hit() {
        count(HITS);
    }

    void eviction() {
        count(EVICTIONS);
    }

    void writeBack() {
        count(WRITE_BACKS);
    }

    void casFailure() {
        count(CAS_FAILURES);
    }

    void retry() {
        count(RETRIES);
    }

    private void count(long counter) {
        region.setPlain(line + counter, region.getPlain(line + counter) + 1);
    }

    /// The worker's counts. Read while it rests.
    Map<String, Long> counts() {
        return Map.of(
                "hits", region.getPlain(line + HITS),
                "evictions", region.getPlain(line + EVICTIONS),
                "write-backs", region.getPlain(line + WRITE_BACKS),
                "CAS failures", region.getPlain(line + CAS_FAILURES),
                "validation retries", region.getPlain(line + RETRIES));
    }
}
