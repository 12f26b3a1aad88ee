// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;

/// The fields that a worker's node writes.
abstract class PendingCallsFields extends Padding {
    long result;
    long underWay;
    Port port;
    Caller.Completions completions; // who hears of what completes; null while a call awaits its own result
    boolean ended; // by an interrupt
    long idleSince; // see PendingCalls#patience
}

/// A worker as a node: its calls are requests to others, and it drives itself until their replies are in. A subclass
/// says whom it asks and which reply belongs to which request; it keeps room behind its fields, as [Padding] says.
///
/// - **Threads:** one, the worker's.
/// - **Errors:** as those of a [Caller].
public abstract class PendingCalls extends PendingCallsFields implements Node, Caller {
    /// Instead of whom was asked, where that may be several.
    protected static final int ANY = -1;

    private final Payload[] payloads; // by slot
    /// @param window how many requests can be under way
    protected PendingCalls(int window) {
        payloads = new Payload[window];
    }

    /// Sends a request, after it has noted it with [#begin].
    /// @return whom it asked, for [#patience]
    /// @throws WaitStrategy.Interrupted if an interrupt ends the wait for room
    protected abstract int ask(int slot, int kind, long a, long b, Payload payload);

    /// Keeps a call from waiting for ever. Asked after each look that finds no reply.
    /// @param asked what [#ask] gave; [#ANY] where several are under way
    /// @param attempt how often in a row nothing was found
    /// @param since what this gave the last time for the same call, 0 at first
    /// @return what to hand over the next time
    protected long patience(int asked, int attempt, long since) {
        return since;
    }

    /// Notes that a request is under way.
    @SuppressWarnings("ReferenceEquality") // the very buffer is what counts
    protected final void begin(int slot, Payload payload) {
        if (payloads[slot] != payload) {
            payloads[slot] = payload; // a reference that is stored marks a card, which other threads' cards lie beside
        }
        underWay++;
    }

    /// Takes the reply of the request that is under way in a slot, and tells of it.
    protected final void end(int slot, Message reply) {
        underWay--;
        payloads[slot].swap(reply.payload());
        if (completions == null) {
            result = reply.a();
        } else {
            completions.completed(slot, reply.a());
        }
    }

    /// The way to all other nodes.
    protected final Port port() {
        return port;
    }

    @Override
    public final void onStart(Port given) {
        port = given;
    }

    @Override
    public final long call(int kind, long a, long b, Payload payload) {
        if (ended) {
            throw Caller.ended();
        }
        try {
            await(ask(0, kind, a, b, payload));
        } catch (WaitStrategy.Interrupted e) {
            ended = true;
            throw e;
        }
        return result;
    }

    /// A method of its own, because a compiler takes what stands beside a loop that turns in vain for rare.
    private void await(int asked) {
        long since = 0;
        for (int attempt = 0; underWay > 0; attempt++) {
            if (port.drive() == 0) {
                since = patience(asked, attempt, since);
                port.idle(attempt);
            }
        }
    }

    @Override
    public final boolean issue(int slot, int kind, long a, long b, Payload payload) {
        if (ended) {
            throw Caller.ended();
        }
        if (underWay == payloads.length) {
            return false;
        }
        try {
            ask(slot, kind, a, b, payload);
        } catch (WaitStrategy.Interrupted e) { // while it waited for room
            ended = true;
            throw e;
        }
        return true;
    }

    /// Says who hears of what completes from now on, for callers that nobody drives.
    public final void tell(Completions hears) {
        completions = hears;
    }

    @Override
    public final int complete(Completions hears) {
        completions = hears;
        try {
            return port.drive();
        } finally {
            completions = null;
        }
    }

    @Override
    public final void idle(int attempt) {
        if (underWay > 0) {
            idleSince = patience(ANY, attempt, idleSince);
        }
        port.idle(attempt);
    }
}
