// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.shm.Padding;
import java.util.Arrays;
import java.util.List;

/// The fields that a worker's clock changes.
abstract class BatchClockFields extends Padding {
    long last; // when the batch before ended, or the first began
    long longestNanos;
    long firstMilli;
    boolean running;
}

/// The times at which one of several workers ends its batches of operations, in one iteration of a closed loop: how
/// long it waited at most, and in which milliseconds it got on. The clock is read once a batch.
///
/// For one worker's thread, which makes it, so that it lies in that thread's memory; whoever asks for [#take] does so
/// while the worker rests.
public final class BatchClock extends BatchClockFields {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    static final long SLOT_NANOS = 1_000_000;

    /// More milliseconds than an iteration of ours has; of a longer one the first are looked at.
    private static final int SLOTS = 1 << 13;

    private final int[] batches = new int[SLOTS]; // ended in each millisecond

    /// The batches of one worker in one iteration.
    ///
    /// @param longestNanos the longest time from the end of a batch to the end of the next
    /// @param firstMilli when the first batch began, in milliseconds of the clock
    /// @param lastMilli when the last one ended
    /// @param batches how many ended in each millisecond, from `firstMilli` on
    public record Taken(long longestNanos, long firstMilli, long lastMilli, List<Integer> batches) {}

    /// The next operations of a worker, timed as one batch.
    /// @return what [WorkLoop#runOn] does
    public long time(WorkLoop loop, int count) {
        if (!running) {
            begins(System.nanoTime());
        }
        long sum = loop.runOn(count);
        ends(System.nanoTime());
        return sum;
    }

    /// An iteration begins.
    public void reset() {
        running = false;
        longestNanos = 0;
        Arrays.fill(batches, 0);
    }

    /// The first batch of an iteration begins; of the others, when the one before ended is known.
    /// @param nanos the clock
    void begins(long nanos) {
        last = nanos;
        firstMilli = Math.floorDiv(nanos, SLOT_NANOS);
        running = true;
    }

    /// A batch has ended.
    /// @param nanos the clock
    void ends(long nanos) {
        longestNanos = Math.max(longestNanos, nanos - last);
        last = nanos;
        long slot = Math.floorDiv(nanos, SLOT_NANOS) - firstMilli;
        if (slot < SLOTS) {
            batches[(int) slot]++;
        }
    }

    /// The sum of the iteration.
    public Taken take() {
        long lastMilli = running ? Math.min(Math.floorDiv(last, SLOT_NANOS), firstMilli + SLOTS - 1) : firstMilli;
        return new Taken(
                longestNanos,
                firstMilli,
                lastMilli,
                Arrays.stream(batches, 0, (int) (lastMilli - firstMilli + 1))
                        .boxed()
                        .toList());
    }
}
