// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.Feedback;
import dev.duality.interrupts.RoundRobin;
import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;

/// The controller of a pool: gives each interrupt to a free handler, together with the state of its device, or defers
/// it in one ring for all devices. While a device's state is away, its next interrupt waits: so they are handled in
/// order. An interrupt that finds the ring full is dropped, counted, and its source told.
final class PoolNode implements Node {
    private final int sources;
    private final Backlog backlog;
    private final Feedback feedback; // null if there is none
    private final RoundRobin turns = new RoundRobin();
    private final long[] digests; // by device, while it is here
    private final long[] drops; // by device
    private long away; // a bit for each device that a handler has
    private long free; // a bit for each handler that has none
    private boolean stopped;

    PoolNode(Arrangement arrangement) {
        this.sources = arrangement.sources();
        this.backlog =
                new Backlog(arrangement.devices(), arrangement.ring(), arrangement.ring(), arrangement.payloadBytes());
        this.feedback = arrangement.feedback() ? new Feedback(arrangement.ring()) : null;
        this.digests = new long[arrangement.devices()];
        this.drops = new long[arrangement.devices()];
        this.free = (1L << arrangement.handlers()) - 1;
    }

    @Override
    public void onMessage(Message message, Port port) {
        int device = Ticket.device(message.sequence());
        if (message.kind() == Kinds.RETURN) {
            digests[device] = message.a();
            away &= ~(1L << device);
            free |= 1L << message.from() - sources - 1;
        } else if (!backlog.add(device, message.sequence(), message.a(), message.payload())) {
            drops[device]++;
            Replies.dropped(port, message.sequence());
        }
        hand(port);
        tellSources(port);
    }

    /// Gives handlers what can be handled now.
    private void hand(Port port) {
        for (long ready = backlog.waiting() & ~away; free != 0 && ready != 0; ready = backlog.waiting() & ~away) {
            int device = turns.next(ready);
            int handler = Long.numberOfTrailingZeros(free);
            int to = sources + 1 + handler;
            away |= 1L << device;
            free &= ~(1L << handler);
            port.send(
                    to,
                    Kinds.HANDLE,
                    backlog.ticket(device),
                    backlog.cause(device),
                    digests[device],
                    backlog.payload(device));
            backlog.remove(device);
        }
    }

    private void tellSources(Port port) {
        if (feedback == null || feedback.stops(backlog.size()) == stopped) {
            return;
        }
        stopped = !stopped;
        for (int source = 0; source < sources; source++) {
            Replies.send(port, source, stopped ? Kinds.STOP : Kinds.START, 0, SourceNode.ALL_DEVICES);
        }
    }

    long drops(int device) {
        return drops[device];
    }
}
