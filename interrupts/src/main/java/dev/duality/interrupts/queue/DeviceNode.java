// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.DeviceState;
import dev.duality.interrupts.Tally;
import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;

/// A device's own handler: keeps the device's state and handles what it is sent.
final class DeviceNode implements Node {
    private final BottomHalf bottomHalf;
    private final DeviceState state;

    DeviceNode(int device, BottomHalf bottomHalf) {
        this.bottomHalf = bottomHalf;
        this.state = new DeviceState(device);
    }

    @Override
    public void onMessage(Message handle, Port port) {
        Replies.handled(port, handle.sequence(), state.handle(bottomHalf, handle.a(), handle.payload()));
    }

    Tally tally() {
        return state.tally();
    }
}
