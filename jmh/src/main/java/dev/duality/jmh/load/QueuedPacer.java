// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.workloads.Caller;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;

/// The fields that a pacer with a bounded queue changes besides.
abstract class QueuedPacerFields extends Paced {
    long end; // of the overload
    boolean over;
    long kept; // operations that completed by then
    long refused; // of those that arrived by then
    long emptied; // when the queue was empty first after it; 0 before
    Admission queue = new Admission(_ -> 0, 0, 1);

    QueuedPacerFields(Caller caller, Script script, Setting setting, long lengthNanos) {
        super(caller, script, setting, lengthNanos);
    }
}

/// One worker of an open loop with a bounded queue: what arrives when it is full is refused, and the schedule waits for
/// nothing. After the overload comes the relief, fewer arrivals and all of them, in which it notes when the queue was
/// empty first. It never sleeps: the load is one of half the capacity or more.
final class QueuedPacer extends QueuedPacerFields {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private static final int IN_TIME = 100;
    private static final int RELIEVED = 20; // arrivals behind those

    private final WorkerSchedule overload;
    private final WorkerSchedule relief; // what comes after it
    private final int bound;

    /// @param bound places of the queue
    QueuedPacer(
            Caller caller, Script script, Setting setting, WorkerSchedule overload, WorkerSchedule relief, int bound) {
        super(caller, script, setting, overload.lengthNanos());
        this.overload = overload;
        this.relief = relief;
        this.bound = bound;
    }

    /// Takes turns between no schedule, where the last finds all places taken, and both schedules, one behind the
    /// other: else the end of the overload would be new to the compilers, see [PacerNotes#begin].
    @Override
    double warmUp(long millis) {
        long until = System.nanoTime() + millis * 1_000_000;
        long quickest = Long.MAX_VALUE;
        do {
            quickest = Math.min(quickest, turn(overload.atOnce().of(AT_ONCE + 1), relief.of(0), AT_ONCE));
            turn(overload.of(IN_TIME), relief.of(RELIEVED), bound);
        } while (System.nanoTime() - until < 0);
        latency().reset();
        return quickest / (double) AT_ONCE;
    }

    /// @return how long it took
    private long turn(WorkerSchedule first, WorkerSchedule then, int places) {
        long start = System.nanoTime();
        begins(start, first.lengthNanos());
        pass(start, first, then, places);
        return lastEnd - start;
    }

    @Override
    long run(long start) {
        measures(start, overload.lengthNanos());
        pass(start, overload, relief, bound);
        return end;
    }

    private void pass(long start, WorkerSchedule first, WorkerSchedule then, int places) {
        end = start + first.lengthNanos();
        over = false;
        emptied = 0;
        kept = 0;
        refused = 0;
        queue = new Admission(first.followedBy(then, start), first.count() + then.count(), places);
        pass();
    }

    private void pass() {
        int attempt = 0;
        long now = notes.clock().read();
        while (!queue.isOver()) {
            look(now);
            if (queue.waits() > 0 && free > 0 && issue(queue.first(), now)) {
                attempt = 0;
                now = notes.clock().read();
            } else if (queue.waits() == 0 && rests()) {
                long before = now;
                now = looksAgain();
                notes.paced(PacerNotes.pacing(now - before));
            } else {
                attempt = completes(attempt);
                now = afterWait();
            }
        }
        look(Math.max(lastEnd, end));
    }

    /// Takes what has arrived by now; and tells whether the overload is over, and what it left.
    private void look(long now) {
        if (!over) {
            over = now - end >= 0;
            queue.until(over ? end - 1 : now);
            refused = queue.refused();
        }
        if (over) {
            queue.until(now);
            emptied = emptied == 0 && queue.isEmpty() ? now : emptied;
        }
    }

    /// @return whether there was room for it
    private boolean issue(long due, long now) {
        boolean issued = issues(due);
        if (issued) {
            queue.issued();
        }
        caller.complete(this);
        if (issued && due - end < 0) {
            notes.issued(due, now);
        }
        return issued;
    }

    @Override
    void ended(long due) {
        look(lastEnd);
        queue.completed();
        if (due - end < 0) {
            times(due);
        }
        kept += lastEnd - end < 0 ? 1 : 0;
    }

    /// The number of operations that completed during the overload.
    long kept() {
        return kept;
    }

    /// The number of arrivals that the overload has.
    long offered() {
        return overload.count();
    }

    /// The number of arrivals of the overload that were refused.
    long refused() {
        return refused;
    }

    /// The time after the overload at which the queue was empty again.
    long recoveryNanos() {
        return Math.max(0, emptied - end);
    }

    @Override
    long slackNanos() {
        return 0;
    }
}
