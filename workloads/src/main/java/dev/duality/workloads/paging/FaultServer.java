// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.shm.Errno;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Serves the faults of a memory: brings the page in from its file, and before that makes room by the clock, once all
/// frames are taken. For one thread; its counts are read when that has ended, or when nothing is under way.
final class FaultServer {
    private static final int EMPTY = -1;

    private final Segments segments;
    private final Residency residency;
    private final Userfault userfault;
    private final LinuxMemoryCalls calls;
    private final Errno errno;
    private final int[] files; // opened, by segment
    private final MemorySegment memory;
    private final MemorySegment incoming;
    private final int[] held; // by frame, the page
    private int hand;
    private long faults;
    private long evictions;
    private long writeBacks;

    /// @param incoming room for a page
    FaultServer(
            Segments segments,
            int frames,
            Residency residency,
            Userfault userfault,
            LinuxMemoryCalls calls,
            Errno errno,
            int[] files,
            MemorySegment memory,
            MemorySegment incoming) {
        this.segments = segments;
        this.residency = residency;
        this.userfault = userfault;
        this.calls = calls;
        this.errno = errno;
        this.files = files;
        this.memory = memory;
        this.incoming = incoming;
        this.held = new int[frames];
        Arrays.fill(held, EMPTY);
    }

    /// Serves until it is stopped. Whatever ends it, nobody waits for it afterwards.
    void run() {
        try {
            for (long touched = userfault.await(); touched != Userfault.STOPPED; touched = userfault.await()) {
                serve((int) ((touched - memory.address()) / Segments.PAGE_BYTES));
            }
        } finally {
            userfault.abandon();
        }
    }

    private void serve(int page) {
        if (residency.isThere(page)) { // two touched it before it came
            userfault.wake(memory.address() + (long) page * Segments.PAGE_BYTES, Segments.PAGE_BYTES);
            return;
        }
        faults++;
        int frame = room();
        held[frame] = page;
        long address = segments.address(page);
        calls.read(files[Segments.segment(address)], incoming, Segments.PAGE_BYTES, Segments.offset(address), errno);
        userfault.copy(incoming, memory.address() + (long) page * Segments.PAGE_BYTES);
        residency.arrive(page);
    }

    /// A frame without a page: an empty one, or the first that the hand finds without a reference and without a pin.
    private int room() {
        while (true) {
            int frame = hand;
            hand = hand + 1 == held.length ? 0 : hand + 1;
            int page = held[frame];
            if (page == EMPTY) {
                return frame;
            }
            if (!residency.takeReference(page) && residency.leave(page)) {
                evict(page);
                return frame;
            }
        }
    }

    private void evict(int page) {
        evictions++;
        MemorySegment bytes = memory.asSlice((long) page * Segments.PAGE_BYTES, Segments.PAGE_BYTES);
        if (residency.takeDirt(page)) {
            writeBacks++;
            long address = segments.address(page);
            calls.write(files[Segments.segment(address)], bytes, Segments.PAGE_BYTES, Segments.offset(address), errno);
        }
        calls.drop(bytes, Segments.PAGE_BYTES, errno);
    }

    long faults() {
        return faults;
    }

    long evictions() {
        return evictions;
    }

    long writeBacks() {
        return writeBacks;
    }

    /// The number of frames that hold a page that is there.
    int resident() {
        return (int) Arrays.stream(held)
                .filter(page -> page != EMPTY && residency.isThere(page))
                .count();
    }
}
