// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import dev.duality.shm.Payload;

/// The state of one device, as an object of the one that handles its interrupts: the sequential meaning of an
/// interrupt, and the state behind a message queue. For one thread at a time.
public final class DeviceState {
    private final int device;
    private long handled;
    private long dropped;
    private long digest;

    public DeviceState(int device) {
        this.device = device;
    }

    /// A fresh state for each of so many devices.
    public static DeviceState[] of(int devices) {
        DeviceState[] states = new DeviceState[devices];
        for (int device = 0; device < devices; device++) {
            states[device] = new DeviceState(device);
        }
        return states;
    }

    /// Handles the device's next interrupt.
    /// @return its result
    public long handle(BottomHalf bottomHalf, long cause, Payload payload) {
        digest = bottomHalf.handle(device, digest, cause, payload);
        handled++;
        return digest;
    }

    /// Counts an interrupt that found no room.
    public void drop() {
        dropped++;
    }

    public Tally tally() {
        return new Tally(device, handled, dropped, digest);
    }
}
