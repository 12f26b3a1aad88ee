// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.shm.Padding;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.pending.PendingWord;
import java.util.Map;

/// The fields that a top half writes.
abstract class DeviceTopHalfFields extends Padding {
    long takes;
    long failedPolls;
}

/// The top half that wakes a thread of the device's own: takes all pending bits and rings the bells of their devices.
final class DeviceTopHalf extends DeviceTopHalfFields implements Server {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final PendingWord pending;
    private final Region region;
    private final long bells;
    private final WaitStrategy[] threads; // by device

    /// @param bells where a word for each device begins, [Region#APART] bytes apart; this is their only writer
    /// @param threads how the thread of each device waits
    DeviceTopHalf(PendingWord pending, Region region, long bells, WaitStrategy[] threads) {
        this.pending = pending;
        this.region = region;
        this.bells = bells;
        this.threads = threads;
    }

    @Override
    public int poll() {
        long taken = pending.take();
        if (taken == 0) {
            failedPolls++;
            return 0;
        }
        takes++;
        for (long bits = taken; bits != 0; bits &= bits - 1) {
            int device = Long.numberOfTrailingZeros(bits);
            long bell = bells + (long) device * Region.APART;
            region.setRelease(bell, region.getPlain(bell) + 1); // T1, see DeviceServer
            threads[device].signal();
        }
        return Long.bitCount(taken);
    }

    @Override
    public void count(Map<String, Long> counts) {
        counts.merge("takes", takes, Long::sum);
        counts.merge("failed polls", failedPolls, Long::sum);
    }
}
