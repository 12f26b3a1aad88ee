// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.Wait;
import dev.duality.workloads.Caller;

/// What a client changes.
abstract class ClientFields extends Padding {
    long result;
    long underWay;
    int view = View.FIRST.number();
    int primary;
    Port port;
    Caller.Completions completions;
    boolean ended; // by an interrupt
}

/// A client as a node: its calls are requests to the primary that it knows of, and it drives itself until their replies
/// are in. The operations of a place are numbered, so that a replica knows one that it has done.
public final class ClientNode extends ClientFields implements Node, Caller {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final long[] numbers; // of the last operation of each place
    private final boolean[] awaited;
    private final Payload[] payloads;
    private final Completions keep = (_, value) -> result = value;

    /// @param numbers of the last operation of each place; a client that may crash stores them
    public ClientNode(Group group, long[] numbers) {
        this.numbers = numbers;
        this.primary = group.replica(View.FIRST.primary());
        this.awaited = new boolean[group.window()];
        this.payloads = new Payload[group.window()];
        this.completions = keep;
    }

    /// A client of a group that nobody watches.
    public static ClientNode unwatched(Group group) {
        return new ClientNode(group, new long[group.window()]);
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
            ask(0, kind, a, b, payload);
            for (int turn = 0; underWay > 0; turn++) {
                if (port.drive() == 0) {
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
    public boolean issue(int place, int kind, long a, long b, Payload payload) {
        if (ended) {
            throw Caller.ended();
        }
        if (underWay == payloads.length) {
            return false;
        }
        try {
            ask(place, kind, a, b, payload);
        } catch (Wait.Interrupted e) { // while it waited for room
            ended = true;
            throw e;
        }
        return true;
    }

    private void ask(int place, int kind, long a, long b, Payload payload) {
        numbers[place]++;
        await(place, kind, a, b, payload);
    }

    /// Asks for the operation of that place that has its number already.
    @SuppressWarnings("ReferenceEquality") // the very buffer is what counts
    public void await(int place, int kind, long a, long b, Payload payload) {
        if (payloads[place] != payload) {
            payloads[place] = payload; // a reference that is stored marks a card, which other threads' cards lie beside
        }
        awaited[place] = true;
        underWay++;
        send(place, kind, a, b, payload);
    }

    /// Asks once more for what is awaited.
    public void askAgain(int place, int kind, long a, long b, Payload payload) {
        send(place, kind, a, b, payload);
    }

    private void send(int place, int kind, long a, long b, Payload payload) {
        port.send(primary, kind, Label.ofRequest(place, numbers[place], view), a, b, payload);
    }

    @Override
    public void onMessage(Message reply, Port from) {
        long label = reply.sequence();
        learn(Label.view(label), reply.from());
        int place = Label.place(label);
        if (awaited[place] && Label.number(label, numbers[place]) == numbers[place]) {
            awaited[place] = false;
            underWay--;
            payloads[place].swap(reply.payload());
            completions.completed(place, reply.a());
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

    public boolean awaits(int place) {
        return awaited[place];
    }

    /// Says who hears of what completes from now on, for callers that nobody drives.
    public void tell(Completions hears) {
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
