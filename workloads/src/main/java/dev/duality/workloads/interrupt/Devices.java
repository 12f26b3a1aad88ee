// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.DeviceState;
import dev.duality.shm.Payload;
import dev.duality.workloads.Specification;
import java.util.Arrays;
import java.util.Map;

/// The sequential meaning: an interrupt is handled when it is raised, and its result depends on all those of its device
/// before it.
final class Devices implements Specification {
    private final DeviceState[] devices;
    private final BottomHalf bottomHalf;

    Devices(int count, BottomHalf bottomHalf) {
        this.devices = DeviceState.of(count);
        this.bottomHalf = bottomHalf;
    }

    @Override
    public long apply(int kind, long device, long cause, Payload payload) {
        if (kind != InterruptWorkload.RAISE) {
            throw new IllegalArgumentException("devices have no operation " + kind);
        }
        long result = devices[(int) device].handle(bottomHalf, cause, payload);
        payload.length(0);
        return result;
    }

    @Override
    public long digest() {
        return Arrays.stream(devices).mapToLong(device -> device.tally().part()).sum();
    }

    @Override
    public Map<String, Long> counts() {
        return InterruptCounts.of(Arrays.stream(devices).map(DeviceState::tally).toList());
    }
}
