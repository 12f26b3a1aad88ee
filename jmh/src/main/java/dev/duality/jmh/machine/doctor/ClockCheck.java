// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import java.util.function.LongSupplier;

/// The resolution of a clock, and the cost of asking it.
///
/// @param stepNanos the smallest difference seen between two readings; the clock's own step is this or finer, and a
///     figure below it is not printed
/// @param costNanos time that one reading takes, on average over the quickest round
public record ClockCheck(long stepNanos, double costNanos) {
    private static final int ROUNDS = 20;
    private static final int READINGS = 20_000;
    private static final int MOST_ROUNDS = 1_000;

    /// Calibrates [System#nanoTime()]. Takes some tens of milliseconds.
    public static ClockCheck ofNanoTime() {
        return measure(System::nanoTime);
    }

    /// Calibrates any clock of nanoseconds.
    /// @throws IllegalStateException if it stands still, or goes backwards
    static ClockCheck measure(LongSupplier clock) {
        long step = Long.MAX_VALUE;
        double cost = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS || step == Long.MAX_VALUE; round++) {
            if (round == MOST_ROUNDS) {
                throw new IllegalStateException("the clock stood still for %,d readings; nothing can be timed here"
                        .formatted((long) MOST_ROUNDS * READINGS));
            }
            long first = clock.getAsLong();
            long last = first;
            for (int i = 0; i < READINGS; i++) {
                long now = clock.getAsLong();
                if (now < last) {
                    throw new IllegalStateException(
                            "the clock went back by %,d ns; nothing can be timed here".formatted(last - now));
                }
                if (now > last) {
                    step = Math.min(step, now - last);
                }
                last = now;
            }
            cost = Math.min(cost, (double) (last - first) / READINGS);
        }
        return new ClockCheck(step, cost);
    }
}
