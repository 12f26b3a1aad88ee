// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.RoundRobin;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.pending.PendingWord;
import java.util.Map;

/// The fields that a polling server writes.
abstract class PollingServerFields extends Padding {
    long raised; // a bit for each device whose line is not known to be empty
    long takes;
    long failedPolls;
    long visits;
}

/// One thread for both halves: takes all pending bits at once, goes round their devices, and handles up to a quota of
/// each. Without a quota a device keeps its turn for as long as it raises.
final class PollingServer extends PollingServerFields implements Server {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final PendingWord pending;
    private final InterruptLines lines;
    private final BottomHalf bottomHalf;
    private final WaitStrategy[] sources; // by device
    private final int quota;
    private final Payload payload;
    private final RoundRobin turns = new RoundRobin();

    /// @param quota at most so many interrupts of a device in one turn; 0 for no limit
    /// @param sources how the source of each device waits
    PollingServer(
            PendingWord pending,
            InterruptLines lines,
            BottomHalf bottomHalf,
            WaitStrategy[] sources,
            int quota,
            int payloadBytes) {
        this.pending = pending;
        this.lines = lines;
        this.bottomHalf = bottomHalf;
        this.sources = sources;
        this.quota = quota == 0 ? Integer.MAX_VALUE : quota;
        this.payload = new Payload(payloadBytes);
    }

    @Override
    public int poll() {
        long taken = pending.take(); // the top half: acknowledges them all
        if (taken != 0) {
            takes++;
            raised |= taken;
        } else if (raised == 0) {
            failedPolls++;
            return 0;
        }
        int served = 0;
        for (long round = raised; round != 0; ) {
            int device = turns.next(round);
            round &= ~(1L << device);
            served += serve(device);
        }
        return served;
    }

    /// A device's turn. Its bit stays if the quota ended the turn; if the line was empty it is cleared, and whatever is
    /// raised after that look sets its pending bit.
    private int serve(int device) {
        int served = 0;
        for (long number = lines.next(device); served < quota; number++) {
            if (!lines.isRaised(device, number)) {
                raised &= ~(1L << device);
                break;
            }
            lines.handle(device, number, bottomHalf, payload);
            served++;
            sources[device].signal();
        }
        visits++;
        return served;
    }

    @Override
    public void count(Map<String, Long> counts) {
        counts.merge("takes", takes, Long::sum);
        counts.merge("failed polls", failedPolls, Long::sum);
        counts.merge("turns", visits, Long::sum);
    }
}
