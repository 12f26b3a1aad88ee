// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.echo;

import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;

/// The fields that it writes; a subclass's own stand behind them.
abstract class PairCallerFields extends Padding {
    int slot = -1; // of the operation under way
    Payload payload; // of the last operation
    boolean ended; // by an interrupt
}

/// The worker's way in where one operation at a time is under way.
abstract class PairCaller extends PairCallerFields implements Caller {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final WaitStrategy wait;

    PairCaller(WaitStrategy wait) {
        this.wait = wait;
    }

    /// Leaves a request.
    abstract void ask(int kind, long a, long b, Payload data);

    /// Whether the reply is there; if so it is taken.
    /// @param data gets the reply's bytes
    abstract boolean answered(Payload data);

    /// Of the reply that was taken last.
    abstract long result();

    @Override
    public final long call(int kind, long a, long b, Payload data) {
        if (ended) {
            throw Caller.ended();
        }
        ask(kind, a, b, data);
        try {
            for (int attempt = 0; !answered(data); attempt++) {
                wait.idle(attempt);
            }
        } catch (WaitStrategy.Interrupted e) {
            ended = true;
            throw e;
        }
        return result();
    }

    @Override
    public final boolean issue(int number, int kind, long a, long b, Payload data) {
        if (ended) {
            throw Caller.ended();
        }
        if (slot >= 0) {
            return false;
        }
        slot = number;
        payload = data;
        ask(kind, a, b, data);
        return true;
    }

    @Override
    public final int complete(Completions completions) {
        if (slot < 0 || !answered(payload)) {
            return 0;
        }
        int number = slot;
        slot = -1;
        completions.completed(number, result());
        return 1;
    }

    @Override
    public final void idle(int attempt) {
        wait.idle(attempt);
    }
}
