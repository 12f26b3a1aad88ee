// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.workloads.Caller;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import java.util.concurrent.locks.LockSupport;

/// One worker of an open loop: issues when an operation is due and a slot is free, and looks for completions all the
/// time between; where nothing is under way for long enough, it sleeps until shortly before the next is due.
final class Pacer extends Paced {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private static final int IN_TIME = 20;

    private final WorkerSchedule schedule;
    private final Rest rest = Rest.measured();

    Pacer(Caller caller, Script script, Setting setting, WorkerSchedule schedule) {
        super(caller, script, setting, schedule.lengthNanos());
        this.schedule = schedule;
    }

    /// Takes turns between the schedule and no schedule at all: at the rate alone there would be too few operations for
    /// the compilers to finish with them, and without it they would not see the waiting.
    /// @return how long an operation took where there was no schedule, in the quickest turn
    @Override
    double warmUp(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        long quickest = Long.MAX_VALUE;
        do {
            quickest = Math.min(quickest, turn(AT_ONCE, schedule.atOnce()));
            turn(IN_TIME, schedule);
        } while (System.nanoTime() - end < 0);
        latency().reset();
        return quickest / (double) AT_ONCE;
    }

    /// @return how long it took
    private long turn(int count, WorkerSchedule by) {
        long start = System.nanoTime();
        begins(start, by.due(count) + 1);
        return issueAll(start, count, by, Long.MAX_VALUE) - start;
    }

    @Override
    long run(long start) {
        measures(start, schedule.lengthNanos());
        return issueAll(start, schedule.count(), schedule, schedule.patienceNanos());
    }

    /// @param patience from the start on, after which nothing more is issued
    private long issueAll(long start, long count, WorkerSchedule by, long patience) {
        long due = start + by.due(0);
        for (long i = 0; i < count; i++) {
            long following = start + by.due(i + 1); // before the wait: it divides, and nothing timed waits for it there
            long now = awaitTurn(due);
            if (now - start > patience && i > 0) {
                notes.issued(due, now);
                notes.givesUp();
                break;
            }
            issue(due, now);
            due = following;
        }
        for (int attempt = 0; !rests(); attempt++) {
            if (caller.complete(this) == 0) {
                caller.idle(attempt);
            }
        }
        return lastEnd;
    }

    /// A method of its own, so that it is called often enough in the warm-up for the compilers to be done with it.
    private void issue(long due, long now) {
        while (!issues(due)) {
            caller.complete(this);
        }
        caller.complete(this);
        notes.issued(due, now); // behind the issue, so that none is later for it
    }

    /// Until an operation is due and a slot is free. A method of its own, so that it is compiled with the warm-up and
    /// not in the midst of what is measured.
    /// @return the time
    private long awaitTurn(long due) {
        int attempt = 0;
        long now = notes.clock().read();
        while (now - due < 0 || free == 0) {
            if (rests()) {
                now = awaitDue(due, now);
            } else {
                attempt = completes(attempt);
                now = afterWait();
            }
        }
        return now;
    }

    /// Until an operation is due, where nothing is under way. An operation is late by half a turn of this loop on
    /// average, so a turn has a look at the clock and little else.
    /// @return the time
    private long awaitDue(long due, long since) {
        long now = since;
        long pacing = 0;
        do {
            long before = now;
            long sleep = rest.nanos(due - before);
            if (sleep > 0) {
                LockSupport.parkNanos(sleep);
                now = notes.clock().readAfterRest();
                notes.rested(rest.cpuNanos(), rest.woke(now - due));
            } else {
                now = looksAgain();
                pacing += PacerNotes.pacing(now - before);
            }
        } while (now - due < 0);
        notes.paced(pacing);
        return now;
    }

    @Override
    void ended(long due) {
        times(due);
    }

    @Override
    long slackNanos() {
        return rest.slackNanos();
    }
}
