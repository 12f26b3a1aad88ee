// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.monitor;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// A server with one lock. Who finds it held is put into a queue and told so at once; when it is left, those who wait
/// are sent a wake-up. Each is in the queue once, with its latest attempt.
final class LockServer implements Node {
    private static final int NOBODY = -1;

    private final Wake wake;
    private final MonitorChecker checker;
    private final long[] latest; // by client: the number of its last attempt
    private final Map<Integer, Long> queue = new LinkedHashMap<>(); // client, number of its attempt
    private int holder = NOBODY;
    private long held; // the number of the attempt by which it is held

    LockServer(int clients, Wake wake, MonitorChecker checker) {
        this.wake = wake;
        this.checker = checker;
        this.latest = new long[clients];
    }

    @Override
    public void onMessage(Message message, Port port) {
        int from = message.from();
        long number = message.sequence();
        if (message.kind() == MonitorKinds.LOCK) {
            if (number > latest[from]) { // else it has come before
                latest[from] = number;
                lock(from, number, port);
            }
        } else if (holder == from && held == number) {
            holder = NOBODY;
            unlocked(port);
        }
    }

    /// A holder that asks again has left: its message is still on its way.
    private void lock(int from, long number, Port port) {
        if (holder == NOBODY || holder == from) {
            holder = from;
            held = number;
            queue.remove(from);
            checker.hit();
            send(from, MonitorKinds.GRANTED, number, port);
        } else {
            queue.put(from, number);
            checker.miss();
            send(from, MonitorKinds.WOULD_BLOCK, number, port);
        }
    }

    private void unlocked(Port port) {
        int most = wake == Wake.ALL ? queue.size() : 1;
        Iterator<Map.Entry<Integer, Long>> waiting = queue.entrySet().iterator();
        for (int woken = 0; woken < most && waiting.hasNext(); woken++) {
            Map.Entry<Integer, Long> first = waiting.next();
            int client = first.getKey();
            long number = first.getValue();
            waiting.remove();
            checker.wakeUp();
            if (wake == Wake.HAND_OFF) {
                holder = client;
                held = number;
                checker.hit();
                send(client, MonitorKinds.HANDED_OVER, number, port);
            } else {
                send(client, MonitorKinds.WAKE_UP, number, port);
            }
        }
    }

    private static void send(int to, int kind, long number, Port port) {
        port.message(to).set(kind, number, 0, 0).payload().length(0);
        port.send(to);
    }

    @Override
    public String toString() {
        return holder + "/" + held + queue + Arrays.toString(latest);
    }
}
