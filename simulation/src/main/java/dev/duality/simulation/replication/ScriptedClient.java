// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.replication;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.replication.ClientNode;
import dev.duality.workloads.replication.Group;
import dev.duality.workloads.replication.ReplicationObserver;
import dev.duality.workloads.replication.View;
import java.util.Arrays;

/// A client that does its work itself: it asks for the operations of its script. What is not answered in time it asks
/// for again, and the view service for the view. It stores what it asks for before it asks, so that it can go on where
/// it was when it is restarted.
final class ScriptedClient implements Node {
    private static final int RETRY = 0;
    private static final long RETRY_NANOS = 200_000_000;
    private static final int NOTHING = -1;

    /// The client's storage, and what a checker sees of it.
    static final class Store {
        final long[] numbers; // of the last operation of each slot
        final int[] operations; // of the script, under way in each slot
        final long[] results;
        final long[] checksums; // of what came with them
        final Script script;
        int next;
        int completed;
        boolean givenUp;

        /// The operation of the script that each number of each slot was.
        final int[][] asked;

        Store(Script script, int window) {
            this.script = script;
            this.numbers = new long[window];
            this.operations = new int[window];
            this.results = new long[script.size()];
            this.checksums = new long[script.size()];
            this.asked = new int[window][];
            Arrays.fill(operations, NOTHING);
            Arrays.setAll(asked, _ -> new int[4]);
        }

        boolean isDone() {
            return givenUp || completed == script.size();
        }

        private void begin(int slot) {
            operations[slot] = next;
            int number = (int) numbers[slot]; // of the operation before
            if (number == asked[slot].length) {
                asked[slot] = Arrays.copyOf(asked[slot], 2 * number);
            }
            asked[slot][number] = next;
            next++;
        }
    }

    private final Setting setting;
    private final Group group;
    private final Store store;
    private final ReplicationObserver observer;
    private final Runnable done;
    private final ClientNode client;
    private final Payload[] payloads;
    private final long[] askedNanos; // when each slot was last asked for
    private Port port;

    /// @param done is told when all operations have completed, or are given up
    ScriptedClient(Setting setting, Group group, Store store, ReplicationObserver observer, Runnable done) {
        this.setting = setting;
        this.group = group;
        this.store = store;
        this.observer = observer;
        this.done = done;
        this.client = new ClientNode(group, store.numbers);
        this.payloads = new Payload[group.window()];
        this.askedNanos = new long[group.window()];
        client.tell(this::complete);
    }

    @Override
    public void onStart(Port given) {
        port = given;
        client.onStart(port);
        if (store.isDone()) {
            return;
        }
        for (int slot = 0; slot < payloads.length; slot++) {
            payloads[slot] = setting.payload();
            if (store.operations[slot] != NOTHING) {
                load(slot);
                client.await(slot, kind(slot), a(slot), b(slot), payloads[slot]);
            } else if (store.next < store.script.size()) {
                ask(slot);
            }
        }
        port.schedule(RETRY, RETRY_NANOS);
    }

    private void ask(int slot) {
        store.begin(slot);
        load(slot);
        client.issue(slot, kind(slot), a(slot), b(slot), payloads[slot]);
    }

    private void load(int slot) {
        store.script.load(store.operations[slot], payloads[slot]);
        askedNanos[slot] = port.nanos();
    }

    private int kind(int slot) {
        return store.script.kind(store.operations[slot]);
    }

    private long a(int slot) {
        return store.script.a(store.operations[slot]);
    }

    private long b(int slot) {
        return store.script.b(store.operations[slot]);
    }

    private void complete(int slot, long result) {
        store.results[store.operations[slot]] = result;
        store.checksums[store.operations[slot]] = payloads[slot].checksum();
        store.operations[slot] = NOTHING;
        store.completed++;
        if (store.next < store.script.size()) {
            ask(slot);
        } else if (store.isDone()) {
            end();
        }
    }

    private void end() {
        port.cancel(RETRY);
        done.run();
    }

    @Override
    public void onMessage(Message message, Port given) {
        if (store.isDone()) {
            return;
        }
        if (message.from() != group.viewService()) {
            client.onMessage(message, given);
        } else if (View.saysLost(message)) {
            store.givenUp = true;
            end();
        } else {
            View view = View.read(message);
            if (client.learn(view.number(), group.replica(view.primary()))) {
                askAgain(0);
            }
        }
    }

    /// Asks again for what was asked for that long ago.
    /// @return whether there was anything
    private boolean askAgain(long nanos) {
        boolean any = false;
        for (int slot = 0; slot < payloads.length; slot++) {
            if (client.awaits(slot) && port.nanos() - askedNanos[slot] >= nanos) {
                any = true;
                observer.retried();
                load(slot);
                client.askAgain(slot, kind(slot), a(slot), b(slot), payloads[slot]);
            }
        }
        return any;
    }

    @Override
    public void onTimer(int timer, Port given) {
        if (askAgain(RETRY_NANOS)) {
            int viewService = group.viewService();
            port.message(viewService).set(0, 0, 0, 0).payload().length(0);
            port.send(viewService);
        }
        port.schedule(RETRY, RETRY_NANOS);
    }
}
