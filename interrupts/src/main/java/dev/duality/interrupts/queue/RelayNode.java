// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;

/// The controller that passes each interrupt on to the node of its device. The queue there is the device's ring; it
/// has room for all that the device can have under way.
final class RelayNode implements Node {
    private final int firstDevice;

    /// @param firstDevice the node of device 0; those of the others follow
    RelayNode(int firstDevice) {
        this.firstDevice = firstDevice;
    }

    @Override
    public void onMessage(Message raise, Port port) {
        int to = firstDevice + Ticket.device(raise.sequence());
        Message handle = port.message(to);
        handle.set(Kinds.HANDLE, raise.sequence(), raise.a(), 0);
        handle.payload().swap(raise.payload());
        port.send(to);
    }
}
