// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import java.util.Arrays;

/// The port of one life of a node in virtual time. It holds messages only while they are written.
final class SimulatedPort implements Port {
    /// The value of [#downBy] of a node that runs.
    static final int NOBODY = -1;

    private static final Message[] NONE = {};
    private static final int[] NOWHERE = {};

    private final Simulation simulation;
    private final Node node;
    private final int self;
    private final int boot;
    private final NodeProcessor processor = new NodeProcessor();

    int downBy = NOBODY; // which planned fault it is down by
    long pausedUntil;
    long leavesNanos; // when its last message has left it, and the next one may begin to

    /* Messages that are written: nearly always one, which needs no array. Those in the arrays come after it. */
    private Message draft; // null if nothing is written
    private int receiver;
    private Message[] more = NONE;
    private int[] moreReceivers = NOWHERE;
    private int count; // in the arrays

    /// @param boot which life of the node it is, from 1
    SimulatedPort(Simulation simulation, int self, Node node, int boot) {
        this.simulation = simulation;
        this.self = self;
        this.node = node;
        this.boot = boot;
    }

    Node node() {
        return node;
    }

    NodeProcessor processor() {
        return processor;
    }

    boolean isDown() {
        return downBy != NOBODY;
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
        if (draft != null && receiver == to) {
            return draft;
        }
        int at = find(to);
        if (at < count) {
            return more[at];
        }
        simulation.check(self, to);
        if (draft == null) {
            draft = simulation.draft();
            receiver = to;
            return draft;
        }
        if (count == more.length) {
            more = Arrays.copyOf(more, Math.max(1, 2 * count));
            moreReceivers = Arrays.copyOf(moreReceivers, Math.max(1, 2 * count));
        }
        more[count] = simulation.draft();
        moreReceivers[count] = to;
        return more[count++];
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
        if (draft != null && receiver == to) {
            draft = null;
        } else {
            int at = find(to);
            count--;
            more[at] = more[count];
            moreReceivers[at] = moreReceivers[count];
            more[count] = null;
        }
        simulation.send(this, to, message);
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
    public void idle(int attempt) {
        if (simulation.isOver()) {
            throw new IllegalStateException("node " + self + " waits, but nothing will ever happen again");
        }
    }

    private int find(int to) {
        int at = 0;
        while (at < count && moreReceivers[at] != to) {
            at++;
        }
        return at;
    }
}
