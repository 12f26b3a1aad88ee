// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.WorkerProgress;

/// The fields that a pacer with a bounded queue changes.
abstract class QueuedPacerFields extends Padding {
    int free;
    int next;
    long grown; // how much larger each operation's a is than in the first pass
    long operations;
    long operationsBefore; // the measured part
    long sum; // of all results, and of the bytes of all replies
    long end; // of the overload
    boolean over;
    long kept; // operations that completed by then
    long refused; // of those that arrived by then
    long emptied; // when the queue was empty first after it; 0 before
    long lastEnd;
    PacerNotes notes = new PacerNotes();
    Admission queue = new Admission(_ -> 0, 0, 1);
}

/// One worker of an open loop with a bounded queue: what arrives when it is full is refused, and the schedule waits for
/// nothing. After the overload come fewer arrivals, until the queue has been empty again. It never sleeps: the load is
/// one of half the capacity or more.
final class QueuedPacer extends QueuedPacerFields implements Caller.Completions, Paced {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private static final int AT_ONCE = 1_000;
    private static final int IN_TIME = 100;

    private final Caller caller;
    private final Script script;
    private final Payload[] payloads;
    private final long[] intended; // by place
    private final int[] places; // the free ones first
    private final WorkerSchedule overload;
    private final WorkerSchedule relief; // what comes after it
    private final int bound;
    private final boolean leavesCore;
    private final Latency latency;

    /// @param bound places of the queue
    QueuedPacer(
            Caller caller, Script script, Setting setting, WorkerSchedule overload, WorkerSchedule relief, int bound) {
        this.caller = caller;
        this.script = script;
        this.overload = overload;
        this.relief = relief;
        this.bound = bound;
        this.payloads = new Payload[setting.window()];
        this.intended = new long[setting.window()];
        this.places = new int[setting.window()];
        this.leavesCore = setting.waiting().leavesCore();
        this.latency = new Latency(overload.lengthNanos());
        for (int place = 0; place < places.length; place++) {
            payloads[place] = setting.payload();
            places[place] = place;
        }
        free = places.length;
    }

    @Override
    public double warmUp(long millis) {
        long until = System.nanoTime() + millis * 1_000_000;
        long quickest = Long.MAX_VALUE;
        do {
            long start = begin(1);
            queue = new Admission(_ -> start, AT_ONCE, AT_ONCE);
            pass();
            quickest = Math.min(quickest, lastEnd - start);
            long again = begin(overload.due(IN_TIME) + 1);
            queue = new Admission(number -> again + overload.due(number), IN_TIME, bound);
            pass();
        } while (System.nanoTime() - until < 0);
        latency.reset();
        return quickest / (double) AT_ONCE;
    }

    private long begin(long nanos) {
        long start = System.nanoTime();
        begin(start, nanos);
        return start;
    }

    private void begin(long start, long nanos) {
        end = start + nanos;
        over = false;
        emptied = 0;
        kept = 0;
        refused = 0;
        notes.begin(start, nanos);
        latency.begin(start);
    }

    @Override
    public long run(long start) {
        notes = new PacerNotes();
        long length = overload.lengthNanos();
        begin(start, length);
        operationsBefore = operations;
        long before = overload.count();
        queue = new Admission(
                number -> start + (number < before ? overload.due(number) : length + relief.due(number - before)),
                before + relief.count(),
                bound);
        pass();
        return end;
    }

    private void pass() {
        int attempt = 0;
        while (!queue.isOver()) {
            long now = notes.clock().read();
            look(now);
            if (queue.waits() > 0 && free > 0 && issue(queue.first(), now)) {
                attempt = 0;
            } else if (free == places.length) {
                rest(now);
            } else if (caller.complete(this) > 0) {
                attempt = 0;
            } else if (free == 0) {
                caller.idle(attempt++);
            } else if (leavesCore) {
                Thread.yield();
            }
        }
        look(Math.max(lastEnd, end));
    }

    /// Nobody has asked for anything.
    private void rest(long before) {
        if (leavesCore) {
            Thread.yield();
            notes.clock().readAfterRest();
        } else {
            notes.paced(notes.clock().read() - before);
        }
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
        int place = places[free - 1];
        Payload payload = payloads[place];
        script.load(next, payload);
        intended[place] = due;
        if (!caller.issue(place, script.kind(next), script.a(next) + grown, script.b(next), payload)) {
            caller.complete(this);
            return false;
        }
        free--;
        queue.issued();
        if (due - end < 0) {
            notes.issues(due, now);
        }
        if (++next == script.size()) {
            next = 0;
            grown += script.growth();
        }
        caller.complete(this);
        return true;
    }

    @Override
    public void completed(int place, long result) {
        sum += result + payloads[place].sum(); // before the clock is read: a reply that has not come is not there
        operations++;
        lastEnd = notes.clock().read();
        look(lastEnd);
        queue.completed();
        long due = intended[place];
        if (due - end < 0) {
            notes.completed(due, latency.record(due, lastEnd));
        }
        kept += lastEnd - end < 0 ? 1 : 0;
        places[free++] = place;
    }

    @Override
    public Done done() {
        return new Done(caller, new WorkerProgress(script, operations, sum));
    }

    @Override
    public long measured() {
        return operations - operationsBefore;
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
    public PacerNotes notes() {
        return notes;
    }

    @Override
    public Latency latency() {
        return latency;
    }

    @Override
    public long slackNanos() {
        return 0;
    }
}
