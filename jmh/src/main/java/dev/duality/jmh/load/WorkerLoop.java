// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.workloads.BusyWork;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.WorkerProgress;

/// The fields that a worker's loop writes.
abstract class WorkerLoopFields extends Padding {
    long operations;
    long sum; // of all results, and of the bytes of all replies
    long thought; // what the worker's own work has led to
    long grown; // how much larger each operation's a is than in the first pass
    int next;
    int free; // how many of the slots below are free
}

/// One worker's closed loop over its script, again and again: each operation by a call that waits for its result, or,
/// with a window, as many under way as the window allows.
///
/// What changes in it belongs to the worker's thread, which makes it, so that it lies in that thread's memory; room
/// around it keeps it alone on its lines wherever it is moved.
public final class WorkerLoop extends WorkerLoopFields implements WorkLoop, Caller.Completions {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final Caller caller;
    private final Script script;
    private final long thinkSteps; // of the worker's own work before each operation
    private final Payload[] payloads; // one for each slot
    private final int[] slots; // the free ones first

    /// For the calling thread, which is the worker.
    /// @param thinkSteps how many steps of its own work it does before each operation
    public WorkerLoop(Caller caller, Script script, Setting setting, long thinkSteps) {
        this.caller = caller;
        this.script = script;
        this.thinkSteps = thinkSteps;
        this.payloads = new Payload[setting.window()];
        this.slots = new int[setting.window()];
        for (int slot = 0; slot < slots.length; slot++) {
            payloads[slot] = setting.payload();
            slots[slot] = slot;
        }
        this.free = slots.length;
    }

    /// @return a number that depends on all their results, and on every line of all their replies
    @Override
    public long run(int count) {
        if (payloads.length > 1) {
            return pipeline(count);
        }
        return thinkSteps == 0 ? call(count) : thinkAndCall(count);
    }

    /// These and no more: it is the calling thread that does them.
    @Override
    public long runOn(int count) {
        return run(count);
    }

    private void think() {
        thought = BusyWork.take(thought + sum, thinkSteps);
    }

    /// Thinks, then calls. What the worker thinks about is what it was answered so far, so it cannot think while it
    /// waits.
    private long thinkAndCall(int count) {
        for (int i = 0; i < count; i++) {
            think();
            call(1);
        }
        return sum + thought;
    }

    /// A loop for each piece of the script without its end.
    private long call(int count) {
        Payload payload = payloads[0];
        long total = sum;
        long more = grown;
        for (int left = count; left > 0; ) {
            int from = next;
            int end = Math.min(script.size(), from + left);
            for (int at = from; at < end; at++) {
                script.load(at, payload);
                total += caller.call(script.kind(at), script.a(at) + more, script.b(at), payload);
                total += payload.sum();
            }
            left -= end - from;
            next = end;
            if (end == script.size()) {
                next = 0;
                more += script.growth();
            }
        }
        grown = more;
        sum = total;
        operations += count;
        return total;
    }

    private long pipeline(int count) {
        int issued = 0;
        int attempt = 0;
        while (issued < count) {
            if (free > 0) {
                if (thinkSteps > 0) {
                    think();
                }
                issue();
                issued++;
            } else if (caller.complete(this) == 0) {
                caller.idle(attempt++);
            } else {
                attempt = 0;
            }
        }
        return sum + thought;
    }

    private void issue() {
        int slot = slots[--free];
        Payload payload = payloads[slot];
        script.load(next, payload);
        long a = script.a(next) + grown;
        for (int attempt = 0; !caller.issue(slot, script.kind(next), a, script.b(next), payload); attempt++) {
            if (caller.complete(this) == 0) {
                caller.idle(attempt);
            }
        }
        if (++next == script.size()) {
            next = 0;
            grown += script.growth();
        }
    }

    @Override
    public void completed(int slot, long result) {
        slots[free++] = slot;
        sum += result + payloads[slot].sum();
        operations++;
    }

    @Override
    public void drain() {
        for (int attempt = 0; free < slots.length; attempt++) {
            if (caller.complete(this) == 0) {
                caller.idle(attempt);
            }
        }
    }

    @Override
    public long operations() {
        return operations;
    }

    @Override
    public Done done() {
        return new Done(caller, new WorkerProgress(script, operations, sum));
    }
}
