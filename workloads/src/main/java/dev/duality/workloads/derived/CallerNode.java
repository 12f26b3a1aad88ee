// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.Wait;
import dev.duality.workloads.Caller;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Workload;

/// What a worker's node changes.
abstract class CallerFields extends Padding {
    long result;
    long underWay;
    Port port;
    Caller.Completions completions;
    boolean ended; // by an interrupt
}

/// A worker as a node: its calls are requests to the owners, and it drives itself until their replies are in.
final class CallerNode extends CallerFields implements Node, Caller {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final Workload workload;
    private final int firstOwner;
    private final int owners;
    private final Payload[] payloads;
    private final Turns turns;
    private final Completions keep = (_, value) -> result = value;

    /// @param inTurn whether an owner's replies come in the order of the requests to it, or something is wrong
    CallerNode(Workload workload, Setting setting, boolean inTurn) {
        this.workload = workload;
        this.firstOwner = setting.workers();
        this.owners = setting.owners();
        this.payloads = new Payload[setting.window()];
        this.completions = keep;
        this.turns = new Turns(setting, inTurn);
    }

    @Override
    public void onStart(Port given) {
        port = given;
    }

    @Override
    public long call(int kind, long a, long b, Payload payload) {
        if (ended) {
            throw Caller.ended();
        }
        try {
            int owner = send(0, kind, a, b, payload);
            long since = 0;
            for (int turn = 0; underWay > 0; turn++) {
                if (port.drive() == 0) {
                    since = turns.patience(owner, turn, since);
                    port.idle(turn);
                }
            }
        } catch (Wait.Interrupted e) {
            ended = true;
            throw e;
        }
        return result;
    }

    @Override
    public boolean issue(int slot, int kind, long a, long b, Payload payload) {
        if (ended) {
            throw Caller.ended();
        }
        if (underWay == payloads.length) {
            return false;
        }
        try {
            send(slot, kind, a, b, payload);
        } catch (Wait.Interrupted e) { // while it waited for room
            ended = true;
            throw e;
        }
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // the very buffer is what counts
    private int send(int slot, int kind, long a, long b, Payload payload) {
        int owner = owners == 1 ? 0 : JobSplit.owner(workload.partition(kind, a, b), owners);
        if (payloads[slot] != payload) {
            payloads[slot] = payload; // a reference that is stored marks a card, which other threads' cards lie beside
        }
        underWay++;
        port.send(firstOwner + owner, kind, turns.next(owner, slot), a, b, payload);
        return owner;
    }

    @Override
    public void onMessage(Message reply, Port from) {
        int slot = turns.slot(reply.from() - firstOwner, reply.sequence());
        underWay--;
        payloads[slot].swap(reply.payload());
        completions.completed(slot, reply.a());
    }

    /// Says who hears of what completes from now on, for callers that nobody drives.
    void tell(Completions hears) {
        completions = hears;
    }

    @Override
    public int complete(Completions hears) {
        completions = hears;
        try {
            return port.drive();
        } finally {
            completions = keep;
        }
    }

    @Override
    public void idle(int turn) {
        port.idle(turn);
    }
}
