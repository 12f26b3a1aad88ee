// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.recovery;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.simulation.recovery.RecoveryProtocol.Plan;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// A server of files: who has each of them open it knows until it crashes, which version each has for ever.
///
/// What can be told at once is told when the message comes: that it has another boot number by now, that a call is in
/// hand, what it answered the last time. All else takes a process, of which there are a few, and its turn.
class FileServer implements Node {
    private static final int WORK = 0;
    private static final int GO_DOWN = 1;
    private static final int COME_UP = 2;

    /// One call in hand.
    private record Call(int client, int kind, long sequence, int file, long version) {}

    /// The server's knowledge of a client.
    private static final class Client {
        private int boot;
        private int last; // the number of its last call that was taken
        private boolean inHand;
        private int answer;
        private long value;
    }

    private final Plan plan;
    private final RecoveryDisk disk;
    private final RecoveryChecker checker;
    private final int[] holders; // by file, -1 for nobody
    private final Client[] clients;
    private final Deque<Call> calls = new ArrayDeque<>();
    private int boot;
    private boolean down;

    FileServer(Plan plan, RecoveryDisk disk, RecoveryChecker checker) {
        this.plan = plan;
        this.disk = disk;
        this.checker = checker;
        this.holders = new int[plan.files()];
        this.clients = new Client[plan.clients()];
    }

    @Override
    public final void onStart(Port port) {
        comeUp(port);
        if (!disk.rebooted()) {
            port.schedule(GO_DOWN, plan.reboot().atNanos());
        }
    }

    private void comeUp(Port port) {
        down = false;
        boot = disk.boot();
        Arrays.fill(holders, -1);
        Arrays.setAll(clients, _ -> new Client());
        calls.clear();
        checker.serverIsUp(boot, port.nanos());
        for (int client = 0; client < clients.length; client++) {
            send(client, RecoveryKinds.UP, 0, 0, port);
        }
    }

    @Override
    public final void onTimer(int timer, Port port) {
        switch (timer) {
            case WORK -> finish(port);
            case GO_DOWN -> {
                down = true;
                checker.serverIsDown();
                port.cancel(WORK);
                port.schedule(COME_UP, plan.reboot().downNanos());
            }
            default -> {
                disk.rebootDone();
                checker.rebootIsOver();
                comeUp(port);
            }
        }
    }

    @Override
    public final void onMessage(Message message, Port port) {
        if (down) {
            return;
        }
        int from = message.from();
        long sequence = message.sequence();
        Client client = clients[from];
        if (message.kind() == RecoveryKinds.PING) {
            send(from, RecoveryKinds.UP, 0, 0, port);
        } else if (RecoveryKinds.boot(sequence) < client.boot) {
            return; // of a life that is over
        } else if (RecoveryKinds.serverBoot(message.a()) != boot) {
            send(from, RecoveryKinds.REBOOTED, sequence, 0, port);
        } else {
            meet(from, RecoveryKinds.boot(sequence));
            take(message, client, port);
        }
    }

    /// A client that was restarted has nothing open any more.
    private void meet(int from, int itsBoot) {
        Client client = clients[from];
        if (itsBoot == client.boot) {
            return;
        }
        for (int file = 0; client.boot > 0 && file < holders.length; file++) {
            if (holders[file] == from) {
                holders[file] = -1;
            }
        }
        client.boot = itsBoot;
        client.last = 0;
        client.inHand = false;
    }

    private void take(Message message, Client client, Port port) {
        int from = message.from();
        long sequence = message.sequence();
        int number = RecoveryKinds.number(sequence);
        if (number < client.last) {
            return; // its client has gone on
        }
        if (number == client.last) {
            if (client.inHand) {
                send(from, RecoveryKinds.BUSY, sequence, 0, port);
            } else {
                send(from, client.answer, sequence, client.value, port);
            }
        } else if (calls.size() == plan.service().processes()) {
            checker.turnedAway();
            if (plan.service().nack()) {
                send(from, RecoveryKinds.NO_PROCESS, sequence, 0, port);
            }
        } else {
            client.last = number;
            client.inHand = true;
            calls.add(new Call(from, message.kind(), sequence, RecoveryKinds.file(message.a()), message.b()));
            if (calls.size() == 1) {
                port.schedule(WORK, plan.service().callNanos());
            }
        }
    }

    /// The oldest call is done.
    private void finish(Port port) {
        Call call = calls.remove();
        Client client = clients[call.client];
        if (RecoveryKinds.boot(call.sequence) == client.boot) {
            client.inHand = false;
            if (call.kind == RecoveryKinds.OPEN) {
                open(call, client);
            } else {
                reopen(call, client);
            }
            send(call.client, client.answer, call.sequence, client.value, port);
        }
        if (!calls.isEmpty()) {
            port.schedule(WORK, plan.service().callNanos());
        }
    }

    private void open(Call call, Client client) {
        int holder = holders[call.file];
        if (holder >= 0 && holder != call.client) {
            answer(client, RecoveryKinds.IN_USE, 0);
            return;
        }
        boolean again = holder == call.client; // the reply to the last time was lost
        long version = again ? disk.version(call.file) : disk.nextVersion(call.file);
        grant(call, client, version);
    }

    private void reopen(Call call, Client client) {
        int holder = holders[call.file];
        if (holder >= 0 && holder != call.client || !isCurrent(call.version, disk.version(call.file))) {
            answer(client, RecoveryKinds.CONFLICT, 0);
        } else {
            grant(call, client, call.version);
        }
    }

    /// Whether a client that has this version has the last one.
    boolean isCurrent(long its, long last) {
        return its == last;
    }

    private void grant(Call call, Client client, long version) {
        holders[call.file] = call.client;
        checker.granted(call.client, client.boot, call.file, version, call.kind == RecoveryKinds.REOPEN);
        answer(client, RecoveryKinds.GRANTED, version);
    }

    private static void answer(Client client, int kind, long value) {
        client.answer = kind;
        client.value = value;
    }

    private void send(int to, int kind, long sequence, long value, Port port) {
        port.message(to).set(kind, sequence, value, boot).payload().length(0);
        port.send(to);
    }
}
