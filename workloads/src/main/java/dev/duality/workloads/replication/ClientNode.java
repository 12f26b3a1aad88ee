// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

import dev.duality.messaging.Message;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.workloads.PendingCalls;

/// The fields that a client writes.
abstract class ClientFields extends PendingCalls {
    int view = View.FIRST.number();
    int primary;

    ClientFields(int window) {
        super(window);
    }
}

/// A client as a node: its calls are requests to the primary that it knows of, and it drives itself until their replies
/// are in. The operations of a slot are numbered, so that a replica knows one that it has done.
public final class ClientNode extends ClientFields {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final long[] numbers; // of the last operation of each slot
    private final boolean[] awaited;

    /// @param numbers of the last operation of each slot; a client that may crash stores them
    public ClientNode(Group group, long[] numbers) {
        super(group.window());
        this.numbers = numbers;
        this.primary = group.replica(View.FIRST.primary());
        this.awaited = new boolean[group.window()];
    }

    /// A client of a group that nobody watches.
    public static ClientNode unwatched(Group group) {
        return new ClientNode(group, new long[group.window()]);
    }

    @Override
    protected int ask(int slot, int kind, long a, long b, Payload payload) {
        numbers[slot]++;
        await(slot, kind, a, b, payload);
        return primary;
    }

    /// Asks for the operation of that slot that has its number already.
    public void await(int slot, int kind, long a, long b, Payload payload) {
        begin(slot, payload);
        awaited[slot] = true;
        send(slot, kind, a, b, payload);
    }

    /// Asks once more for what is awaited.
    public void askAgain(int slot, int kind, long a, long b, Payload payload) {
        send(slot, kind, a, b, payload);
    }

    private void send(int slot, int kind, long a, long b, Payload payload) {
        port().send(primary, kind, Label.ofRequest(slot, numbers[slot], view), a, b, payload);
    }

    @Override
    public void onMessage(Message reply, Port from) {
        long label = reply.sequence();
        learn(Label.view(label), reply.from());
        int slot = Label.slot(label);
        if (awaited[slot] && Label.number(label, numbers[slot]) == numbers[slot]) {
            awaited[slot] = false;
            end(slot, reply);
        }
    }

    /// Hears of a view.
    /// @param its the view's number
    /// @param node who is its primary
    /// @return whether it is a later one than all before
    public boolean learn(int its, int node) {
        if (its <= view) {
            return false;
        }
        view = its;
        primary = node;
        return true;
    }

    public boolean awaits(int slot) {
        return awaited[slot];
    }
}
