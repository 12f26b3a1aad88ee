// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.interrupts.BottomHalf;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import java.util.Map;

/// The fields that a device's thread writes.
abstract class DeviceServerFields extends Padding {
    long heard;
    long failedPolls;
    long turns;
}

/// A device's own thread: when the device's bell has rung, handles all that is on its line.
final class DeviceServer extends DeviceServerFields implements Server {
    /* The bell is a count that only the top half writes. Tried by DeviceServerStress and
     * PendingInterruptsTest.
     *
     *   raiser    R1 leaves interrupts on the line   R2 sets the pending bit
     *   top half  T0 takes the bit                   T1 release bell + 1
     *   thread    D1 acquire bell, has it changed?   D2 handles until the line is empty
     *
     * Nothing is lost: R1 happens-before T0, T1 and the D1 that sees it, so D2 finds the interrupt, unless a D2 before
     * has found it. An interrupt left after D2 found the line empty rings again.
     * Weaker breaks it: with T1 or D1 opaque D2 may miss an interrupt, and nobody would ring for it again.
     * Stronger is waste: one word, one writer.
     */
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final int device;
    private final Region region;
    private final long bell;
    private final InterruptLines lines;
    private final BottomHalf bottomHalf;
    private final WaitStrategy source;
    private final Payload payload;

    DeviceServer(
            int device,
            Region region,
            long bell,
            InterruptLines lines,
            BottomHalf bottomHalf,
            WaitStrategy source,
            int payloadBytes) {
        this.device = device;
        this.region = region;
        this.bell = bell;
        this.lines = lines;
        this.bottomHalf = bottomHalf;
        this.source = source;
        this.payload = new Payload(payloadBytes);
    }

    @Override
    public int poll() {
        long rung = region.getAcquire(bell); // D1
        if (rung == heard) {
            failedPolls++;
            return 0;
        }
        heard = rung;
        int served = 0;
        for (long number = lines.next(device); lines.isRaised(device, number); number++) { // D2
            lines.handle(device, number, bottomHalf, payload);
            served++;
            source.signal();
        }
        turns++;
        return 1 + served;
    }

    @Override
    public void count(Map<String, Long> counts) {
        counts.merge("failed polls", failedPolls, Long::sum);
        counts.merge("turns", turns, Long::sum);
    }
}
