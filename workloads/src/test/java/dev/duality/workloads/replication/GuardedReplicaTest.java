// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.messaging.Message;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.workloads.GuardedSpecification;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Operations that wait for others, at a primary with a back-up.
class GuardedReplicaTest {
    private static final int TAKE = 1;
    private static final int GIVE = 2;
    private static final int BACKUP = 4; // behind three clients and the primary
    private static final int VIEW_SERVICE = 5;

    /// One thing that can be taken, and how often it was.
    private final class Thing implements GuardedSpecification {
        private boolean gone;
        private long taken;

        @Override
        public boolean admits(int kind, long a, long b) {
            return kind != TAKE || !gone;
        }

        @Override
        public long apply(int kind, long a, long b, Payload payload) {
            gone = kind == TAKE;
            return gone ? ++taken : 0;
        }

        @Override
        public void parked(int kind) {
            waits++;
        }

        @Override
        public long digest() {
            return taken;
        }
    }

    private int waits;
    private final Group group = Group.watched(3, 1, 1_000_000, 3);
    private final ReplicaNode primary = new ReplicaNode(group, 0, 1, Thing::new, 64, ReplicationObserver.NONE);
    private final Message next = new Message(0);
    private final List<String> sent = new ArrayList<>();
    private final Port port = (Port) Proxy.newProxyInstance(
            Port.class.getClassLoader(), new Class<?>[] {Port.class}, (_, method, arguments) -> {
                if (method.getName().equals("send")) {
                    sent((int) arguments[0]);
                }
                return method.getName().equals("message") ? next : null;
            });

    private void sent(int to) {
        if (to == BACKUP) {
            sent.add("backup " + next.kind());
        } else if (to != VIEW_SERVICE) {
            sent.add("client %d: %d".formatted(to, next.a()));
        }
    }

    private static Message message(int from, int kind, long label) {
        Message message = new Message(0).set(kind, label, 0, 0);
        message.address(from, 3);
        return message;
    }

    private void request(int client, int kind, long number) {
        primary.onMessage(message(client, kind, Label.ofRequest(0, number, 1)), port);
    }

    private void acknowledged(long position) {
        primary.onMessage(message(BACKUP, 0, Label.ofAcknowledgement(position, 1)), port);
    }

    private void change(View view) {
        Message ping = new Message(0);
        view.write(ping, false);
        ping.address(VIEW_SERVICE, 3);
        primary.onMessage(ping, port);
    }

    private List<String> sent() {
        List<String> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    @Test
    void whatWaitsIsNoOperationOfTheBackUpBeforeItIsAdmittedAndIsAnsweredWhenThatHasIt() {
        request(0, TAKE, 1);
        request(1, TAKE, 1);
        request(2, TAKE, 1);
        request(1, TAKE, 1); // again
        assertEquals(List.of("backup " + TAKE), sent());

        acknowledged(1);
        assertEquals(List.of("client 0: 1"), sent());
        request(0, GIVE, 2);
        assertEquals(List.of("backup " + GIVE, "backup " + TAKE), sent());
        acknowledged(3);
        assertEquals(List.of("client 0: 0", "client 1: 2"), sent());
        request(1, GIVE, 2);
        acknowledged(5);
        assertEquals(List.of("backup " + GIVE, "backup " + TAKE, "client 1: 0", "client 2: 3"), sent());
    }

    @Test
    void whoIsNoPrimaryAnyMoreForgetsWhatWaits() {
        change(View.FIRST.withoutBackup());
        request(0, TAKE, 1);
        request(1, TAKE, 1);
        change(new View(3, 1, 1, 0));
        change(new View(4, 0, 1, 0));
        sent();
        request(0, GIVE, 2);

        assertEquals(List.of("client 0: 0"), sent());
    }

    /// A client asks its primary again when it hears of a new view, by a label of that view.
    @Test
    void aRequestThatComesAgainInANewViewWaitsOnce() {
        request(0, TAKE, 1);
        request(1, TAKE, 1);
        change(View.FIRST.withoutBackup());
        int view = View.FIRST.withoutBackup().number();
        primary.onMessage(message(1, TAKE, Label.ofRequest(0, 1, view)), port);
        sent();

        request(0, GIVE, 2);
        request(1, GIVE, 2);

        assertEquals(List.of("client 0: 0", "client 1: 2", "client 1: 0"), sent());
        assertEquals(1, waits);
    }

    @Test
    void aPrimaryThatStaysOneKeepsWhatWaits() {
        request(0, TAKE, 1);
        request(1, TAKE, 1);
        change(View.FIRST.withoutBackup());
        sent();
        request(0, GIVE, 2);

        assertEquals(List.of("client 0: 0", "client 1: 2"), sent());
    }
}
