// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.util.function.IntConsumer;

/// A wait whose party does what the test says while it waits: one thread plays all parties, step by step.
public final class SteppedWait extends WaitStrategy {
    private final boolean sleeps;
    private final IntConsumer step;
    private int signals;

    /// @param step is given the turn
    public SteppedWait(boolean sleeps, IntConsumer step) {
        this.sleeps = sleeps;
        this.step = step;
    }

    @Override
    public void idle(int attempt) {
        step.accept(attempt);
    }

    @Override
    public void signal() {
        signals++;
    }

    @Override
    public boolean sleeps() {
        return sleeps;
    }

    public int signals() {
        return signals;
    }
}
