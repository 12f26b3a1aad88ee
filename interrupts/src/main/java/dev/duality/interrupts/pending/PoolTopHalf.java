// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.interrupts.Feedback;
import dev.duality.interrupts.RoundRobin;
import dev.duality.shm.Padding;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.pending.PendingWord;
import java.util.Map;

/// The fields that a top half writes.
abstract class PoolTopHalfFields extends Padding {
    long raised; // a bit for each device whose line is not known to be empty
    long takes;
    long failedPolls;
    long overflows;
}

/// The top half that defers to a pool: takes all pending bits, and puts a token into the ring for each interrupt on
/// their lines, one for each device in turn. An interrupt that finds the ring full is counted and stays on its line,
/// which is level-triggered, until there is room; and when its line is full the device hears so. With feedback the
/// lines are left alone from when the ring has filled to 75 % until it has drained to 25 %, so that it never is full.
final class PoolTopHalf extends PoolTopHalfFields implements Server {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final PendingWord pending;
    private final InterruptLines lines;
    private final TokenRing ring;
    private final Feedback feedback; // null if there is none
    private final WaitStrategy[] handlers;
    private final RoundRobin turns = new RoundRobin();
    private final long[] deferred; // the last number of each device that has a token
    private final long[] overflown; // the last number of each device that was counted as an overflow

    /// @param feedback null for none
    /// @param handlers how each thread of the pool waits
    PoolTopHalf(
            PendingWord pending,
            InterruptLines lines,
            TokenRing ring,
            Feedback feedback,
            WaitStrategy[] handlers,
            int devices) {
        this.pending = pending;
        this.lines = lines;
        this.ring = ring;
        this.feedback = feedback;
        this.handlers = handlers;
        this.deferred = new long[devices];
        this.overflown = new long[devices];
    }

    @Override
    public int poll() {
        long taken = pending.take();
        if (taken != 0) {
            takes++;
            raised |= taken;
        }
        int count = 0;
        int before;
        do {
            before = count;
            for (long round = raised; round != 0; ) {
                int device = turns.next(round);
                round &= ~(1L << device);
                count += defer(device);
            }
        } while (count > before);
        if (count == 0) {
            failedPolls++;
            return 0;
        }
        for (WaitStrategy handler : handlers) {
            handler.signal();
        }
        return count;
    }

    /// Defers a device's next interrupt: one, so that devices have their turns in the ring, too.
    /// @return 1, or 0 if there is none, or no room for it
    private int defer(int device) {
        if (!lines.isRaised(device, deferred[device] + 1)) {
            raised &= ~(1L << device);
            return 0;
        }
        if (feedback != null && feedback.stops(ring.size())) {
            return 0;
        }
        if (!ring.offer(device)) {
            overflow(device);
            return 0;
        }
        deferred[device]++;
        return 1;
    }

    /// Counts each interrupt that has to wait for room once, however often it is tried.
    private void overflow(int device) {
        long number = deferred[device] + 1;
        if (overflown[device] < number) {
            overflown[device] = number;
            overflows++;
        }
    }

    @Override
    public void count(Map<String, Long> counts) {
        counts.merge("takes", takes, Long::sum);
        counts.merge("failed polls", failedPolls, Long::sum);
        counts.merge("overflows", overflows, Long::sum);
    }
}
