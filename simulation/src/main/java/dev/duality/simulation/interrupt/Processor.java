// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

/// A processor in virtual time: it does the most urgent of what it has, and work of one level interrupts that of those
/// below. For one thread.
final class Processor {
    /// The work that it does, the most urgent first.
    enum Level {
        INTERRUPT(0),
        KERNEL(1),
        USER(2);

        private final int rank;

        Level(int rank) {
            this.rank = rank;
        }
    }

    private static final Level[] LEVELS = Level.values();

    private final long[] leftNanos = new long[LEVELS.length];
    private final boolean[] busy = new boolean[LEVELS.length];
    private long since;

    /// Time has passed: the most urgent work has got on.
    void advance(long nanos) {
        int top = top();
        if (top >= 0) {
            leftNanos[top] = Math.max(0, leftNanos[top] - (nanos - since));
        }
        since = nanos;
    }

    /// Gives it work, more of it if it has some of that level.
    void work(Level level, long nanos) {
        leftNanos[level.rank] += nanos;
        busy[level.rank] = true;
    }

    boolean isBusy(Level level) {
        return busy[level.rank];
    }

    long leftNanos(Level level) {
        return leftNanos[level.rank];
    }

    /// The most urgent work, if it is done by now; it is forgotten. Otherwise `null`.
    Level takeDone() {
        int top = top();
        if (top < 0 || leftNanos[top] > 0) {
            return null;
        }
        busy[top] = false;
        return LEVELS[top];
    }

    /// The time until the most urgent work is done if nothing interrupts it; -1 if there is none.
    long nanosToNext() {
        int top = top();
        return top < 0 ? -1 : leftNanos[top];
    }

    private int top() {
        for (int level = 0; level < busy.length; level++) {
            if (busy[level]) {
                return level;
            }
        }
        return -1;
    }
}
