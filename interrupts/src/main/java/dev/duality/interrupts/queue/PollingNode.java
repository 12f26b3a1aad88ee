// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.DeviceState;
import dev.duality.interrupts.Feedback;
import dev.duality.interrupts.RoundRobin;
import dev.duality.interrupts.Tally;
import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;

/// The controller that handles what it is sent. The top half defers; the bottom halves get their turn when no interrupt
/// is waiting to be taken, or, with a quota, after that many have been taken; then each device has up to a quota of
/// its interrupts handled. Without a quota, taking interrupts goes before handling them.
final class PollingNode implements Node {
    private static final int POLL = 0;

    private final BottomHalf bottomHalf;
    private final int quota;
    private final Backlog backlog;
    private final DeviceState[] states;
    private final Feedback[] feedback; // by device; null if there is none
    private final RoundRobin turns = new RoundRobin();
    private boolean scheduled;
    private int taken; // since the bottom halves last had their turn
    private long stopped; // a bit for each device that was told to stop

    /// @param quota at most so many interrupts of a device in one turn; 0 for no limit. With 1 each interrupt is
    ///     handled before the next is taken
    PollingNode(Arrangement arrangement, int quota, BottomHalf bottomHalf) {
        int devices = arrangement.devices();
        this.bottomHalf = bottomHalf;
        this.quota = quota == 0 ? Integer.MAX_VALUE : quota;
        this.backlog =
                new Backlog(devices, arrangement.ring(), devices * arrangement.ring(), arrangement.payloadBytes());
        this.states = DeviceState.of(devices);
        this.feedback = arrangement.feedback() ? new Feedback[devices] : null;
        for (int device = 0; feedback != null && device < devices; device++) {
            feedback[device] = new Feedback(arrangement.ring());
        }
    }

    @Override
    public void onMessage(Message raise, Port port) {
        long ticket = raise.sequence();
        int device = Ticket.device(ticket);
        if (backlog.add(device, ticket, raise.a(), raise.payload())) {
            tellSource(device, ticket, port);
        } else {
            states[device].drop();
            Replies.dropped(port, ticket);
        }
        if (++taken >= quota) {
            bottomHalves(port);
        } else {
            scheduleIfWaiting(port);
        }
    }

    @Override
    public void onTimer(int timer, Port port) {
        scheduled = false;
        bottomHalves(port);
    }

    private void bottomHalves(Port port) {
        taken = 0;
        for (long round = backlog.waiting(); round != 0; ) {
            int device = turns.next(round);
            round &= ~(1L << device);
            for (int count = Math.min(quota, backlog.size(device)); count > 0; count--) {
                handle(device, port);
            }
        }
        scheduleIfWaiting(port);
    }

    private void handle(int device, Port port) {
        long ticket = backlog.ticket(device);
        long result = states[device].handle(bottomHalf, backlog.cause(device), backlog.payload(device));
        backlog.remove(device);
        tellSource(device, ticket, port);
        Replies.handled(port, ticket, result);
    }

    private void scheduleIfWaiting(Port port) {
        if (!scheduled && backlog.waiting() != 0) {
            scheduled = true;
            port.schedule(POLL, 0);
        }
    }

    private void tellSource(int device, long ticket, Port port) {
        if (feedback == null) {
            return;
        }
        long bit = 1L << device;
        boolean stops = feedback[device].stops(backlog.size(device));
        if (stops != ((stopped & bit) != 0)) {
            stopped ^= bit;
            Replies.send(port, Ticket.source(ticket), stops ? Kinds.STOP : Kinds.START, 0, device);
        }
    }

    Tally tally(int device) {
        return states[device].tally();
    }
}
