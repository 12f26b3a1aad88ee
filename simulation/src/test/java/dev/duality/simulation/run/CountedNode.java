// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.run;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;

/// Another node, whose messages are counted as they leave.
///
/// - **Threads:** the node's. [#messages] is asked when that thread has ended.
final class CountedNode implements Node {
    private final Node node;
    private CountedPort counted;
    private long messages;

    CountedNode(Node node) {
        this.node = node;
    }

    /// The number of messages that the node has sent.
    long messages() {
        return messages;
    }

    @Override
    public void onStart(Port port) {
        counted = new CountedPort(port);
        node.onStart(counted);
    }

    @Override
    public void onMessage(Message message, Port port) {
        node.onMessage(message, counted);
    }

    @Override
    public void onTimer(int timer, Port port) {
        node.onTimer(timer, counted);
    }

    private final class CountedPort implements Port {
        private final Port port;

        private CountedPort(Port port) {
            this.port = port;
        }

        @Override
        public int self() {
            return port.self();
        }

        @Override
        public long nanos() {
            return port.nanos();
        }

        @Override
        public Message message(int to) {
            return port.message(to);
        }

        @Override
        public boolean offer(int to) {
            boolean taken = port.offer(to);
            messages += taken ? 1 : 0;
            return taken;
        }

        @Override
        public void send(int to) {
            port.send(to);
            messages++;
        }

        @Override
        public void send(int to, int kind, long sequence, long a, long b, Payload payload) {
            port.send(to, kind, sequence, a, b, payload);
            messages++;
        }

        @Override
        public void schedule(int timer, long delayNanos) {
            port.schedule(timer, delayNanos);
        }

        @Override
        public void cancel(int timer) {
            port.cancel(timer);
        }

        @Override
        public int drive() {
            return port.drive();
        }

        @Override
        public void idle(int attempt) {
            port.idle(attempt);
        }
    }
}
