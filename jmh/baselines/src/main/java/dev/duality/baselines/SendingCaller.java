// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;

/// The fields that it writes.
abstract class SendingCallerFields extends Padding {
    long sent; // how many, and so the number of the last one
    int slot = -1; // of the operation that was issued
    long result; // of that operation
    boolean ended; // by an interrupt
}

/// A worker's way in: a number for each operation, 1 and on, in every line of a payload of its own.
abstract class SendingCaller extends SendingCallerFields implements Caller {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final WaitStrategy wait;

    SendingCaller(WaitStrategy wait) {
        this.wait = wait;
    }

    /// Sends the payload with this number, and waits for what its workload waits for.
    abstract void send(long number);

    /// The number of payloads sent.
    final long sent() {
        return sent;
    }

    @Override
    public final long call(int kind, long a, long b, Payload payload) {
        if (ended) {
            throw Caller.ended();
        }
        ArrivedNumbers.require(kind);
        try {
            send(sent + 1);
        } catch (WaitStrategy.Interrupted e) {
            ended = true;
            throw e;
        }
        sent++;
        return a;
    }

    /// Nothing is left under way: an operation that was issued is over.
    @Override
    public final boolean issue(int number, int kind, long a, long b, Payload payload) {
        if (slot >= 0) {
            return false;
        }
        result = call(kind, a, b, payload);
        slot = number;
        return true;
    }

    @Override
    public final int complete(Completions completions) {
        if (slot < 0) {
            return 0;
        }
        int number = slot;
        slot = -1;
        completions.completed(number, result);
        return 1;
    }

    @Override
    public final void idle(int attempt) {
        wait.idle(attempt);
    }
}
