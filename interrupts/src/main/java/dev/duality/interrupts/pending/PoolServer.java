// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.interrupts.BottomHalf;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import java.util.Map;

/// The fields that a thread of the pool writes.
abstract class PoolServerFields extends Padding {
    long failedPolls;
    long leftToOthers;
    long turns;
}

/// A thread of the pool: takes a token, which says that its device has one interrupt more to handle. If somebody else
/// is at that device already, it leaves the interrupt to them.
final class PoolServer extends PoolServerFields implements Server {
    /* A device has a count of interrupts that have left the ring and are not handled. Whoever makes it 1 is the
     * device's handler until it makes it 0. Tried by PoolServerStress and PendingInterruptsTest.
     *
     *   S1 polls a token   S2 getAndAdd count, +1, was it 0? then: S3 handles the device's next interrupt
     *                      S4 getAndAdd count, -1, was it more than 1? then S3 again
     *
     * One handler at a time: only the step from 0 to 1 enters, and S4 leaves at 0.
     * Nothing is left behind: each token is one S2, and each S2 is followed by one S3, of whoever is in.
     * Each S3 finds its interrupt: the token was offered after the interrupt was seen on the line, and that
     * happens-before S1 and S2; through S2 and S4, which are full fences on one word, before the S3 of whoever is in.
     * The state is handed on by the same word: S4 to the next S2 that finds 0.
     * Weaker breaks it: without release in S2 the handler that is in may not see the interrupt on the line; without
     * release in S4, or acquire in S2, the next handler may work on a state that is not written yet.
     */
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final Region region;
    private final long counts;
    private final TokenRing ring;
    private final InterruptLines lines;
    private final BottomHalf bottomHalf;
    private final WaitStrategy[] sources; // by device
    private final WaitStrategy topHalf;
    private final Payload payload;

    /// @param counts where a word for each device begins, [Region#APART] bytes apart
    /// @param sources how the source of each device waits
    /// @param topHalf how the one that fills the ring waits for room
    PoolServer(
            Region region,
            long counts,
            TokenRing ring,
            InterruptLines lines,
            BottomHalf bottomHalf,
            WaitStrategy[] sources,
            WaitStrategy topHalf,
            int payloadBytes) {
        this.region = region;
        this.counts = counts;
        this.ring = ring;
        this.lines = lines;
        this.bottomHalf = bottomHalf;
        this.sources = sources;
        this.topHalf = topHalf;
        this.payload = new Payload(payloadBytes);
    }

    @Override
    public int poll() {
        int device = ring.poll(); // S1
        if (device < 0) {
            failedPolls++;
            return 0;
        }
        topHalf.signal();
        long count = counts + (long) device * Region.APART;
        if (region.getAndAdd(count, 1) > 0) { // S2
            leftToOthers++;
            return 1;
        }
        int served = 0;
        do {
            lines.handle(device, lines.next(device), bottomHalf, payload); // S3
            served++;
            sources[device].signal();
        } while (region.getAndAdd(count, -1) > 1); // S4
        turns++;
        return served;
    }

    @Override
    public void count(Map<String, Long> counts) {
        counts.merge("failed polls", failedPolls, Long::sum);
        counts.merge("left to others", leftToOthers, Long::sum);
        counts.merge("turns", turns, Long::sum);
    }
}
