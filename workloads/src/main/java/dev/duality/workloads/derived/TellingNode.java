// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Setting;

/// The fields that a worker's node writes.
abstract class TellingFields extends Padding {
    long issued;
    long asked; // of those, up to where a reply that is owed or has come says that they are done
    long done; // of those, up to where a reply has said so
    long result; // of a call
    Payload called; // whose reply's bytes a call awaits
    Port port;
    Caller.Completions completions; // who hears of what is done; null while a call awaits its own result
    boolean ended; // by an interrupt
    long idleSince; // see Turns#patience
}

/// A worker that tells one owner what to do: a message for each operation, and no reply. The last of each half window
/// is asked for, and its reply completes all that were told before it: messages keep their order, so the owner has done
/// them. So no more than a window is ever told that the owner may not have taken, and nothing is completed that it has
/// not done. Where the rest of a window is waited for, an empty request asks whether it is done.
///
/// - **Threads:** one, the worker's.
/// - **Errors:** as those of a [Caller].
final class TellingNode extends TellingFields implements Node, Caller {
    /// The least window: with fewer each operation would be asked for.
    static final int LEAST_WINDOW = 4;

    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final int owner;
    private final int[] slots; // in the order of their operations
    private final int lot; // of so many one is asked for
    private final Turns turns;
    private final Payload nothing = new Payload(0);

    TellingNode(Setting setting) {
        owner = setting.workers();
        slots = new int[setting.window()];
        lot = setting.window() / 2;
        turns = new Turns(setting, true);
    }

    @Override
    public void onStart(Port given) {
        port = given;
    }

    /// The place in the window of an operation.
    private int place(long operation) {
        return (int) operation & slots.length - 1;
    }

    /// The number of a request whose reply says that all is done that was issued so far.
    private long asking() {
        asked = issued;
        return turns.next(0, place(issued - 1));
    }

    @Override
    public boolean issue(int slot, int kind, long a, long b, Payload payload) {
        if (ended) {
            throw Caller.ended();
        }
        if (issued - done == slots.length) {
            return false;
        }
        slots[place(issued++)] = slot;
        try {
            port.send(owner, kind, issued - asked == lot ? asking() : ToldNode.TOLD, a, b, payload);
        } catch (WaitStrategy.Interrupted e) { // while it waited for room
            ended = true;
            throw e;
        }
        payload.length(0); // the reply of what is told
        return true;
    }

    @Override
    public int complete(Completions hears) {
        long before = done;
        completions = hears;
        try {
            if (done == asked && asked < issued) {
                port.send(owner, 0, ToldNode.settling(asking()), 0, 0, nothing);
            }
            port.drive();
        } finally {
            completions = null;
        }
        return (int) (done - before);
    }

    @Override
    public long call(int kind, long a, long b, Payload payload) {
        if (ended) {
            throw Caller.ended();
        }
        issued++;
        called = payload;
        try {
            port.send(owner, kind, asking(), a, b, payload);
            long since = 0;
            for (int attempt = 0; done < issued; attempt++) {
                if (port.drive() == 0) {
                    since = turns.patience(0, attempt, since);
                    port.idle(attempt);
                }
            }
        } catch (WaitStrategy.Interrupted e) {
            ended = true;
            throw e;
        }
        return result;
    }

    @Override
    public void onMessage(Message reply, Port from) {
        int last = turns.slot(0, reply.sequence());
        int count = place(last - done) + 1;
        if (completions == null) {
            done += count;
            result = reply.a();
            called.swap(reply.payload());
            return;
        }
        for (int i = 0; i < count; i++) {
            completions.completed(slots[place(done++)], 0);
        }
    }

    @Override
    public void idle(int attempt) {
        if (done < issued) {
            idleSince = turns.patience(0, attempt, idleSince);
        }
        port.idle(attempt);
    }
}
