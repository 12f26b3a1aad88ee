// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.simulation;

import dev.duality.messaging.Message;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import java.util.Arrays;

/// The port of one life of a node in virtual time. It holds messages only while they are written.
final class SimulatedPort implements Port {
    private static final Message[] NONE = {};

    private final Simulation simulation;
    private final int self;
    private final int boot;
    private Message[] drafts = NONE;
    private int[] receivers = {};
    private int count;

    /// @param boot which life of the node it is, from 1
    SimulatedPort(Simulation simulation, int self, int boot) {
        this.simulation = simulation;
        this.self = self;
        this.boot = boot;
    }

    int boot() {
        return boot;
    }

    @Override
    public int self() {
        return self;
    }

    @Override
    public long nanos() {
        return simulation.nanos();
    }

    @Override
    public Message message(int to) {
        int at = find(to);
        if (at == count) {
            simulation.check(self, to);
            if (count == drafts.length) {
                drafts = Arrays.copyOf(drafts, Math.max(1, 2 * count));
                receivers = Arrays.copyOf(receivers, Math.max(1, 2 * count));
            }
            drafts[at] = simulation.draft();
            receivers[at] = to;
            count++;
        }
        return drafts[at];
    }

    @Override
    public boolean offer(int to) {
        send(to);
        return true;
    }

    @Override
    public void send(int to) {
        simulation.checkAlive(this);
        Message message = message(to);
        int at = find(to);
        count--;
        drafts[at] = drafts[count];
        receivers[at] = receivers[count];
        drafts[count] = null;
        simulation.send(self, to, message);
    }

    @Override
    public void send(int to, int kind, long sequence, long a, long b, Payload payload) {
        Message message = message(to);
        message.set(kind, sequence, a, b);
        message.payload().swap(payload);
        send(to);
    }

    @Override
    public void schedule(int timer, long delayNanos) {
        simulation.checkAlive(this);
        simulation.schedule(self, timer, delayNanos);
    }

    @Override
    public void cancel(int timer) {
        simulation.checkAlive(this);
        simulation.cancel(self, timer);
    }

    /// Lets the next thing happen, to whomever.
    @Override
    public int drive() {
        return simulation.step() ? 1 : 0;
    }

    /// @throws IllegalStateException if there is nothing to wait for
    @Override
    public void idle(int turn) {
        if (simulation.isOver()) {
            throw new IllegalStateException("node " + self + " waits, but nothing will ever happen again");
        }
    }

    private int find(int to) {
        int at = 0;
        while (at < count && receivers[at] != to) {
            at++;
        }
        return at;
    }
}
