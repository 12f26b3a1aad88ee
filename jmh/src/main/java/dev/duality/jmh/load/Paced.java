// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.WorkerProgress;

/// The fields that every worker of an open loop changes.
abstract class PacedFields extends Padding {
    int free;
    int next;
    long grown; // how much larger each operation's a is than in the first pass
    long lastEnd;
    long operations;
    long operationsBefore; // the measured part
    long sum; // of all results, and of the bytes of all replies
    PacerNotes notes = new PacerNotes();
}

/// One worker of an open loop, with the schedule of its arrivals: it walks through its script, and times each operation
/// from when it was due. For the worker's thread, which makes it; what it came to may be asked once that has ended.
abstract class Paced extends PacedFields implements Caller.Completions {
    static final int AT_ONCE = 1_000; // operations of a turn of the warm-up without a schedule

    final Caller caller;
    final boolean leavesCore;
    private final Script script;
    private final Payload[] payloads; // one for each slot
    private final long[] intended; // by slot
    private final int[] slots; // the free ones first
    private final Latency latency;

    /// @param lengthNanos of the schedule whose operations are timed
    Paced(Caller caller, Script script, Setting setting, long lengthNanos) {
        this.caller = caller;
        this.script = script;
        this.leavesCore = setting.waiting().kind().leavesCore();
        this.payloads = new Payload[setting.window()];
        this.intended = new long[setting.window()];
        this.slots = new int[setting.window()];
        this.latency = new Latency(lengthNanos);
        for (int slot = 0; slot < slots.length; slot++) {
            payloads[slot] = setting.payload();
            slots[slot] = slot;
        }
        free = slots.length;
    }

    /// Warms up for about so long.
    /// @return how long an operation took where there was no schedule, in nanoseconds
    abstract double warmUp(long millis);

    /// Runs the measured part.
    /// @param start of the schedule of all
    /// @return the end of what its score counts: when the last operation completed, or the overload of a bounded queue
    ///     was over
    abstract long run(long start);

    /// The time before an operation is due in which it does not sleep any more; 0 if it never sleeps.
    abstract long slackNanos();

    /// An operation has ended, at [PacedFields#lastEnd].
    /// @param due its intended start
    abstract void ended(long due);

    /// A schedule begins.
    final void begins(long start, long lengthNanos) {
        notes.begin(start, lengthNanos);
        latency.begin(start);
    }

    /// Begins what is measured: what the warm-up noted is forgotten.
    final void measures(long start, long lengthNanos) {
        notes = new PacerNotes();
        operationsBefore = operations;
        begins(start, lengthNanos);
    }

    /// Nothing of its own is under way.
    final boolean rests() {
        return free == slots.length;
    }

    /// Waits a moment for an operation to be due, where nothing else is to be done.
    /// @return the time now
    final long looksAgain() {
        if (leavesCore) {
            Thread.yield();
        }
        return afterWait();
    }

    /// Completes what has ended, or waits a moment for it.
    /// @param attempt how often in a row it has waited with no slot free
    /// @return how often it has now
    final int completes(int attempt) {
        if (caller.complete(this) > 0) {
            return 0;
        }
        if (free == 0) {
            caller.idle(attempt);
            return attempt + 1;
        }
        if (leavesCore) {
            Thread.yield();
        }
        return attempt;
    }

    /// The time after a wait. Where that may leave the core to others, what it took is no stall of the machine.
    final long afterWait() {
        return leavesCore ? notes.clock().readAfterRest() : notes.clock().read();
    }

    /// Issues the next operation of the script; there is a free slot.
    /// @return `false` if there was no room for it, and then nothing was issued
    final boolean issues(long due) {
        int slot = slots[free - 1];
        Payload payload = payloads[slot];
        script.load(next, payload);
        if (!caller.issue(slot, script.kind(next), script.a(next) + grown, script.b(next), payload)) {
            return false;
        }
        intended[slot] = due;
        free--;
        if (++next == script.size()) {
            next = 0;
            grown += script.growth();
        }
        return true;
    }

    @Override
    public final void completed(int slot, long result) {
        sum += result + payloads[slot].sum(); // before the clock is read: a reply that has not come is not there
        operations++;
        lastEnd = notes.clock().read();
        ended(intended[slot]);
        slots[free++] = slot;
    }

    /// Notes the latency of an operation that has just ended.
    final void times(long due) {
        notes.completed(due, latency.record(due, lastEnd));
    }

    /// The worker's work so far, warm-up included; nothing is under way.
    final Done done() {
        return new Done(caller, new WorkerProgress(script, operations, sum));
    }

    /// The number of operations of the measured part that completed.
    final long measured() {
        return operations - operationsBefore;
    }

    final PacerNotes notes() {
        return notes;
    }

    final Latency latency() {
        return latency;
    }
}
