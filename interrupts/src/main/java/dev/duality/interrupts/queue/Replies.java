// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

import dev.duality.messaging.Message;
import dev.duality.messaging.Port;

/// The answers by which nodes tell a source what became of its interrupt.
final class Replies {
    private Replies() {}

    static void handled(Port port, long ticket, long result) {
        send(port, Ticket.source(ticket), Kinds.HANDLED, ticket, result);
    }

    static void dropped(Port port, long ticket) {
        send(port, Ticket.source(ticket), Kinds.DROPPED, ticket, 0);
    }

    /// Sends a message without a payload.
    static void send(Port port, int to, int kind, long ticket, long a) {
        Message message = port.message(to);
        message.set(kind, ticket, a, 0);
        message.payload().length(0);
        port.send(to);
    }
}
