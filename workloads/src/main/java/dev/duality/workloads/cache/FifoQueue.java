// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;

/// A bounded queue of small numbers in a region, from many to many.
///
/// - **Threads:** any offer, any poll.
/// - **Ordering:** first in, first out; everything before an offer happens-before the poll of its number.
/// - **Progress:** lock-free: a step is repeated only if another one has put a number in or taken one out.
final class FifoQueue {
    /* Position p is cell p mod cells, in turn p / cells. A cell's word is its state and its number; the state counts up
     * for ever, by one with each step: 2t when it waits for the number of turn t, 2t + 1 when it holds it. So no word
     * comes back, and a compare-and-set that succeeds has missed nothing (until 2^31 turns are over, each of them as
     * many offers as there are cells, while one thread stands still).
     * Whoever changes a cell's word has put the number in, or taken it out: Q3 and T3 decide. Tail and head only say
     * where to look: no cell before `tail` still waits for its number, no cell before `head` still holds it; who finds
     * one of them behind moves it on for the other, who may stand still.
     * Tried by FifoQueueStress, FifoQueueModelTest and FifoQueueContractTest.
     *
     *   offer   Q1 acquire tail    Q2 acquire its cell    Q3 compare-and-set cell: 2t -> (2t + 1, number)
     *           Q4 compare-and-set tail -> tail + 1; also when the cell is past 2t, and then Q1 again
     *   poll    T1 acquire head    T2 acquire its cell    T3 compare-and-set cell: (2t + 1, number) -> 2t + 2
     *           T4 compare-and-set head -> head + 1; also when the cell is past 2t + 1, and then T1 again
     *
     * Order: Q3 at p succeeds only after Q4 came to p, which is after the Q3 at p - 1; likewise T3. So positions are
     * filled and emptied in their order, each once.
     * Nothing is read unwritten: T3 sees a Q3, which releases, so what came before the offer happens-before its poll.
     * Full is full: a cell that is before 2t at Q2 holds the number of the turn before, so as many numbers as there are
     * cells were in. Empty is empty: a cell at 2t at T2 was not filled, and all before it were taken.
     * Weaker breaks it: with Q1 opaque, Q2 may see a cell older than that of which the tail tells, which seems full, and
     * likewise with Q4 no release; with T1 opaque or T4 no release one may seem empty; with Q3 no release, what was written before the offer may be missed.
     * Stronger is waste: T3 acquires what T2 saw, and Q4 and T4 may fail, somebody has done it then.
     * Cells lie side by side: who comes for the next one has just waited for the tail's line or the head's, and eight
     * cells to a line keep a sweep in the cache.
     */
    private static final long HEAD = 0;
    private static final long TAIL = Region.APART;
    private static final long CELLS = 2 * Region.APART;

    private static final int STATE_SHIFT = 32;

    private final Region region;
    private final long offset;
    private final int shift;
    private final long mask;

    /// The number of cells of a queue that holds so many numbers: a power of two.
    static int cells(int numbers) {
        return Math.max(2, Integer.highestOneBit(numbers - 1) << 1);
    }

    /// The bytes that a queue takes.
    static long bytes(int cells) {
        return CELLS + (long) cells * Long.BYTES;
    }

    /// A view onto [#bytes] bytes of a region, which read as zero at first.
    /// @param cells how many numbers it holds: a power of two, 2 or more
    FifoQueue(Region region, long offset, int cells) {
        RegionLayout.requireApart(offset);
        if (cells < 2 || Integer.bitCount(cells) != 1) {
            throw new IllegalArgumentException("cells is " + cells + ", but must be a power of two, 2 or more");
        }
        this.region = region;
        this.offset = offset;
        this.shift = Integer.numberOfTrailingZeros(cells);
        this.mask = cells - 1L;
    }

    private long cell(long position) {
        return offset + CELLS + (position & mask) * Long.BYTES;
    }

    /// The state in which a position's cell waits for its number.
    private int waiting(long position) {
        return (int) (position >>> shift << 1);
    }

    private static int state(long word) {
        return (int) (word >>> STATE_SHIFT);
    }

    private static long word(int state, int number) {
        return (long) state << STATE_SHIFT | number;
    }

    /// Puts a number in.
    /// @param number 0 or more
    /// @return `false` if the queue is full, and then nothing was written
    boolean offer(int number) {
        while (true) {
            long tail = region.getAcquire(offset + TAIL); // Q1
            long word = region.getAcquire(cell(tail)); // Q2
            int waiting = waiting(tail);
            int later = state(word) - waiting; // states run over
            if (later < 0) {
                return false;
            }
            boolean put = later == 0 && region.compareAndSet(cell(tail), word, word(waiting + 1, number)); // Q3
            if (put || later > 0) {
                region.compareAndSet(offset + TAIL, tail, tail + 1); // Q4
            }
            if (put) {
                return true;
            }
        }
    }

    /// Takes the oldest number out.
    /// @return -1 if there is none
    int poll() {
        while (true) {
            long head = region.getAcquire(offset + HEAD); // T1
            long word = region.getAcquire(cell(head)); // T2
            int waiting = waiting(head);
            int later = state(word) - waiting;
            if (later <= 0) {
                return -1;
            }
            boolean taken = later == 1 && region.compareAndSet(cell(head), word, word(waiting + 2, 0)); // T3
            if (taken || later > 1) {
                region.compareAndSet(offset + HEAD, head, head + 1); // T4
            }
            if (taken) {
                return (int) word;
            }
        }
    }

    /// The number of numbers in it; while others use it, how many there were about now.
    int size() {
        long head = region.getOpaque(offset + HEAD);
        return (int) (region.getOpaque(offset + TAIL) - head);
    }
}
