// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.Tally;
import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import java.util.List;

/// A handler of a pool: handles one interrupt at a time, of any device, whose state comes with it and goes back.
final class HandlerNode implements Node {
    private final BottomHalf bottomHalf;
    private final long[] handled; // by device, as the rest: what it has handled itself
    private final int[] numbers; // of the last one
    private final long[] digests; // its result

    HandlerNode(int devices, BottomHalf bottomHalf) {
        this.bottomHalf = bottomHalf;
        this.handled = new long[devices];
        this.numbers = new int[devices];
        this.digests = new long[devices];
    }

    @Override
    public void onMessage(Message handle, Port port) {
        long ticket = handle.sequence();
        int device = Ticket.device(ticket);
        long result = bottomHalf.handle(device, handle.b(), handle.a(), handle.payload());
        handled[device]++;
        numbers[device] = Ticket.number(ticket);
        digests[device] = result;
        Replies.handled(port, ticket, result);
        Replies.send(port, handle.from(), Kinds.RETURN, ticket, result);
    }

    /// The tally of a device, over all handlers of a pool. Its digest is with the one that was last.
    static Tally tally(int device, List<HandlerNode> pool, long dropped) {
        long handled = 0;
        int number = 0;
        long digest = 0;
        for (HandlerNode handler : pool) {
            boolean isLater =
                    handler.handled[device] > 0 && (handled == 0 || Ticket.isLater(handler.numbers[device], number));
            if (isLater) {
                number = handler.numbers[device];
                digest = handler.digests[device];
            }
            handled += handler.handled[device];
        }
        return new Tally(device, handled, dropped, digest);
    }
}
