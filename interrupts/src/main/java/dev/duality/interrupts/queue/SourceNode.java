// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.Source;
import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.Slip;

/// The fields that a source writes.
abstract class SourceFields extends Padding {
    Source.Outcomes outcomes;
    int collected;
    long stopped; // a bit for each device
    Port port;
}

/// A source as a node: its thread drives it while it collects.
final class SourceNode extends SourceFields implements Node, Source {
    /// Stands for all devices of a source.
    static final int ALL_DEVICES = -1;

    private static final Outcomes NOBODY = new Outcomes() {
        @Override
        public void handled(int tag, long result) {
            throw new Diagnosis("an outcome came while nobody collected");
        }

        @Override
        public void dropped(int tag) {
            handled(tag, 0);
        }
    };

    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final Outcomes usually; // who hears outcomes that come while nobody collects
    private final int source;
    private final int controller;
    private final int depth;
    private final int[] numbers; // by device: of the last one raised
    private final int[] underWay; // by device

    SourceNode(Arrangement arrangement, int source) {
        this(arrangement, source, NOBODY);
    }

    /// @param hears outcomes as they come, where a host drives the node and nobody collects
    SourceNode(Arrangement arrangement, int source, Outcomes hears) {
        this.usually = hears;
        this.outcomes = hears;
        this.source = source;
        this.controller = arrangement.sources();
        this.depth = arrangement.depth();
        this.numbers = new int[arrangement.devices()];
        this.underWay = new int[arrangement.devices()];
    }

    @Override
    public void onStart(Port given) {
        port = given;
    }

    @Override
    public boolean raise(int device, long cause, Payload payload, int tag) {
        if (underWay[device] == depth || (stopped & 1L << device) != 0) {
            return false;
        }
        Message message = port.message(controller);
        message.set(Kinds.RAISE, Ticket.of(source, device, tag, ++numbers[device]), cause, 0);
        message.payload().swap(payload);
        payload.length(0);
        underWay[device]++;
        port.send(controller);
        return true;
    }

    @Override
    public int collect(Outcomes hears) {
        outcomes = hears;
        collected = 0;
        try {
            port.drive();
            return collected;
        } finally {
            outcomes = usually;
        }
    }

    @Override
    public void idle(int attempt) {
        port.idle(attempt);
    }

    @Override
    public void onMessage(Message message, Port from) {
        long ticket = message.sequence();
        switch (message.kind()) {
            case Kinds.HANDLED -> {
                underWay[Ticket.device(ticket)]--;
                collected++;
                outcomes.handled(Ticket.tag(ticket), message.a());
            }
            case Kinds.DROPPED -> {
                underWay[Ticket.device(ticket)]--;
                collected++;
                outcomes.dropped(Ticket.tag(ticket));
            }
            case Kinds.STOP -> stopped |= devices(message.a());
            case Kinds.START -> stopped &= ~devices(message.a());
            default -> throw new Slip("a source does not understand " + message);
        }
    }

    private static long devices(long device) {
        return device == ALL_DEVICES ? -1L : 1L << device;
    }
}
