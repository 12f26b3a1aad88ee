// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import dev.duality.interrupts.Source;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;

/// The fields that a worker writes.
abstract class InterruptCallerFields extends Padding {
    long result;
    Caller.Completions completions;
    boolean ended; // by an interrupt of its thread
}

/// A worker as a source: an operation's slot is its interrupt's tag.
final class InterruptCaller extends InterruptCallerFields implements Caller, Source.Outcomes {
    private static final long DROPPED = -1; // no setting that is not refused drops; if one does, the result is wrong

    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final Source source;
    private final Completions keep = (_, value) -> result = value;

    InterruptCaller(Source source) {
        this.source = source;
        this.completions = keep;
    }

    @Override
    public long call(int kind, long device, long cause, Payload payload) {
        if (ended) {
            throw Caller.ended();
        }
        try {
            for (int attempt = 0; !source.raise((int) device, cause, payload, 0); attempt++) {
                source.collect(this); // hears that a stopped device may raise again
                source.idle(attempt);
            }
            for (int attempt = 0; source.collect(this) == 0; attempt++) {
                source.idle(attempt);
            }
        } catch (WaitStrategy.Interrupted e) {
            ended = true;
            throw e;
        }
        return result;
    }

    @Override
    public boolean issue(int slot, int kind, long device, long cause, Payload payload) {
        if (ended) {
            throw Caller.ended();
        }
        return source.raise((int) device, cause, payload, slot);
    }

    @Override
    public int complete(Completions hears) {
        completions = hears;
        try {
            return source.collect(this);
        } finally {
            completions = keep;
        }
    }

    @Override
    public void idle(int attempt) {
        source.idle(attempt);
    }

    @Override
    public void handled(int tag, long value) {
        completions.completed(tag, value);
    }

    @Override
    public void dropped(int tag) {
        completions.completed(tag, DROPPED);
    }
}
