// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.WorkerProgress;
import java.util.concurrent.locks.LockSupport;

/// The fields that a pacer writes.
abstract class PacerFields extends Padding {
    int free;
    int next;
    long grown; // how much larger each operation's a is than in the first pass
    long lastEnd;
    long operations;
    long operationsBefore; // the measured part
    long sum; // of all results, and of the bytes of all replies
    PacerNotes notes = new PacerNotes();
}

/// One worker of an open loop: issues when an operation is due and a slot is free, and looks for completions all the
/// time between; where nothing is under way for long enough, it sleeps until shortly before the next is due.
final class Pacer extends PacerFields implements Caller.Completions, Paced {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private static final int AT_ONCE = 1_000;
    private static final int IN_TIME = 20;

    private final Caller caller;
    private final Script script;
    private final Payload[] payloads;
    private final long[] intended; // by slot
    private final int[] slots; // the free ones first
    private final WorkerSchedule schedule;
    private final Rest rest = Rest.measured();
    private final boolean leavesCore;
    private final Latency latency;

    Pacer(Caller caller, Script script, Setting setting, WorkerSchedule schedule) {
        this.caller = caller;
        this.script = script;
        this.schedule = schedule;
        this.payloads = new Payload[setting.window()];
        this.intended = new long[setting.window()];
        this.slots = new int[setting.window()];
        this.leavesCore = setting.waiting().leavesCore();
        this.latency = new Latency(schedule.lengthNanos());
        for (int slot = 0; slot < slots.length; slot++) {
            payloads[slot] = setting.payload();
            slots[slot] = slot;
        }
        free = slots.length;
    }

    /// Takes turns between the schedule and no schedule at all: at the rate alone there would be too few operations for
    /// the compilers to finish with them, and without it they would not see the waiting.
    /// @return how long an operation took where there was no schedule, in the quickest turn
    @Override
    public double warmUp(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        long quickest = Long.MAX_VALUE;
        do {
            quickest = Math.min(quickest, turn(AT_ONCE, schedule.atOnce()));
            turn(IN_TIME, schedule);
        } while (System.nanoTime() - end < 0);
        latency.reset();
        return quickest / (double) AT_ONCE;
    }

    /// @return how long it took
    private long turn(int count, WorkerSchedule by) {
        long start = System.nanoTime();
        notes.begin(start, by.due(count) + 1);
        latency.begin(start);
        return issueAll(start, count, by, Long.MAX_VALUE) - start;
    }

    @Override
    public long run(long start) {
        notes = new PacerNotes();
        notes.begin(start, schedule.lengthNanos());
        latency.begin(start);
        operationsBefore = operations;
        return issueAll(start, schedule.count(), schedule, schedule.patienceNanos());
    }

    /// @param patience from the start on, after which nothing more is issued
    private long issueAll(long start, long count, WorkerSchedule by, long patience) {
        for (long i = 0; i < count; i++) {
            long due = start + by.due(i);
            long now = awaitTurn(due);
            if (now - start > patience && i > 0) {
                notes.issues(due, now);
                notes.givesUp();
                break;
            }
            notes.issues(due, now);
            issue(due);
        }
        for (int attempt = 0; free < slots.length; attempt++) {
            if (caller.complete(this) == 0) {
                caller.idle(attempt);
            }
        }
        return lastEnd;
    }

    /// Until an operation is due and a slot is free. A method of its own, so that it is compiled with the warm-up and
    /// not in the midst of what is measured.
    /// @return the time
    private long awaitTurn(long due) {
        int attempt = 0;
        long now = notes.clock().read();
        while (now - due < 0 || free == 0) {
            long before = now;
            if (free == slots.length) {
                long sleep = rest.nanos(due - now);
                if (sleep > 0) {
                    LockSupport.parkNanos(sleep);
                    now = notes.clock().readAfterRest();
                    notes.rested(rest.cpuNanos(), rest.woke(now - due));
                    continue;
                }
                if (leavesCore) {
                    Thread.yield();
                }
                now = leavesCore ? notes.clock().readAfterRest() : notes.clock().read();
                notes.paced(now - before);
                continue;
            }
            if (caller.complete(this) > 0) {
                attempt = 0;
            } else if (free == 0) {
                caller.idle(attempt++);
            } else if (leavesCore) {
                Thread.yield();
            }
            now = leavesCore ? notes.clock().readAfterRest() : notes.clock().read();
        }
        return now;
    }

    private void issue(long due) {
        int slot = slots[--free];
        intended[slot] = due;
        Payload payload = payloads[slot];
        script.load(next, payload);
        long a = script.a(next) + grown;
        while (!caller.issue(slot, script.kind(next), a, script.b(next), payload)) {
            caller.complete(this);
        }
        if (++next == script.size()) {
            next = 0;
            grown += script.growth();
        }
        caller.complete(this);
    }

    @Override
    public void completed(int slot, long result) {
        sum += result + payloads[slot].sum(); // before the clock is read: a reply that has not come is not there
        operations++;
        lastEnd = notes.clock().read();
        notes.completed(intended[slot], latency.record(intended[slot], lastEnd));
        slots[free++] = slot;
    }

    @Override
    public Done done() {
        return new Done(caller, new WorkerProgress(script, operations, sum));
    }

    @Override
    public long measured() {
        return operations - operationsBefore;
    }

    @Override
    public PacerNotes notes() {
        return notes;
    }

    @Override
    public Latency latency() {
        return latency;
    }

    @Override
    public long slackNanos() {
        return rest.slackNanos();
    }
}
