// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.jmh.floor.StallClock;
import java.util.Arrays;
import java.util.function.Function;

/// The notes of one worker of an open loop beside its histogram: when it was late to issue, in which milliseconds of
/// the schedule the slow operations lie, and what the pacing itself took. For the worker's thread, which makes it.
final class PacerNotes {
    /// Operations whose intended starts lie within so much share one slot, whatever the rate.
    static final long SLOT_NANOS = 1_000_000;

    private static final int PARTS = 10;
    private static final long NONE = Long.MAX_VALUE;

    /// A turn of the pacer's loop that took longer was not the pacer's: the core did something else.
    private static final long LONGEST_TURN_NANOS = 10_000;

    private final StallClock clock = new StallClock();
    private long[] worst = new long[0]; // the longest latency of each millisecond
    private long[] late = new long[0]; // the greatest lateness of issue of each millisecond
    private final long[] leastLate = new long[PARTS]; // of each part of the schedule
    private long start;
    private long partNanos;
    private int part; // of the operation that was issued last
    private long partEnd;
    private long lastLate;
    private boolean gaveUp;
    private long pacingNanos;
    private long overslept;

    /// A schedule begins. The warm-up's are noted like the one that is measured, so that no path of this code is new to
    /// the compilers there.
    /// @param startNanos the first intended start of any worker
    /// @param lengthNanos from there to the end of this worker's schedule, more than 0
    void begin(long startNanos, long lengthNanos) {
        start = startNanos;
        partNanos = (lengthNanos - 1) / PARTS + 1;
        part = 0;
        partEnd = startNanos + partNanos;
        int slots = Math.toIntExact((lengthNanos - 1) / SLOT_NANOS + 1);
        worst = new long[slots];
        late = new long[slots];
        Arrays.fill(leastLate, NONE);
    }

    /// An operation was issued. Those of a schedule are noted in its order, so that the part is found without a
    /// division.
    /// @param now when there was a slot for it
    void issued(long due, long now) {
        while (part < PARTS - 1 && due - partEnd >= 0) {
            part++;
            partEnd += partNanos;
        }
        int slot = slot(due);
        lastLate = Math.max(0, now - due);
        leastLate[part] = Math.min(leastLate[part], lastLate);
        late[slot] = Math.max(late[slot], lastLate);
    }

    /// An operation has completed.
    /// @param due its intended start
    void completed(long due, long latencyNanos) {
        int slot = slot(due);
        worst[slot] = Math.max(worst[slot], latencyNanos);
    }

    /// The slot of a due time. What chance put behind the end of the schedule counts with its last millisecond.
    private int slot(long due) {
        return (int) Math.min(worst.length - 1, (due - start) / SLOT_NANOS);
    }

    /// The loop ends before its schedule: it will not keep up.
    void givesUp() {
        gaveUp = true;
    }

    /// The part of a turn in which the pacer did nothing but wait for an operation to be due that was the pacer's.
    static long pacing(long nanos) {
        return nanos <= LONGEST_TURN_NANOS ? nanos : 0;
    }

    /// Turns in which the pacer did nothing but wait for an operation to be due took so long, see [#pacing].
    void paced(long nanos) {
        pacingNanos += nanos;
    }

    /// A sleep of the pacer.
    void rested(long cpuNanos, boolean late) {
        pacingNanos += cpuNanos;
        overslept += late ? 1 : 0;
    }

    StallClock clock() {
        return clock;
    }

    /// Processor time that waiting for operations to be due took, and that no substrate asked for.
    long pacingNanos() {
        return pacingNanos;
    }

    /// The number of operations that were late because the pacer overslept them.
    long overslept() {
        return overslept;
    }

    boolean gaveUp() {
        return gaveUp;
    }

    /// The growth of a backlog by the end: the least lateness in the last tenth of the schedule, or what as many
    /// tenths as there are make of the growth that is usual from one to the next, if that is less.
    ///
    /// A rate that is missed by a share s is later by s of a tenth after each tenth, so both agree. A stall makes one
    /// tenth later, and those behind it no later than that, however long it takes to be made up for: less than half of
    /// the tenths grow, and so does not what is usual. Of a loop that gave up it is what it was late then.
    long behindNanos() {
        if (gaveUp) {
            return lastLate;
        }
        long[] growth = new long[PARTS];
        int parts = 0;
        long before = 0;
        for (long nanos : leastLate) {
            if (nanos != NONE) { // else no operation was due in it
                growth[parts++] = nanos - before;
                before = nanos;
            }
        }
        if (parts == 0) {
            return 0;
        }
        Arrays.sort(growth, 0, parts);
        return Math.max(0, Math.min(before, parts * growth[(parts - 1) / 2]));
    }

    /// The longest latency of each millisecond of the schedule, of all workers together.
    static long[] worst(Iterable<PacerNotes> workers) {
        return most(workers, notes -> notes.worst);
    }

    /// The greatest lateness of issue of each millisecond of the schedule, of all workers together.
    static long[] late(Iterable<PacerNotes> workers) {
        return most(workers, notes -> notes.late);
    }

    private static long[] most(Iterable<PacerNotes> workers, Function<PacerNotes, long[]> slots) {
        long[] all = new long[0];
        for (PacerNotes notes : workers) {
            long[] own = slots.apply(notes);
            if (own.length > all.length) {
                all = Arrays.copyOf(all, own.length);
            }
            for (int slot = 0; slot < own.length; slot++) {
                all[slot] = Math.max(all[slot], own[slot]);
            }
        }
        return all;
    }
}
