// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.queue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import java.util.Queue;

/// A channel over any queue of references. Each sender uses its own messages in turn; one that a receiver still holds
/// when its turn comes is left to that receiver, and a new one takes its place.
final class QueueChannel implements Channel {
    private final Queue<Message> queue;
    private final int capacity;
    private final int payloadBytes;

    QueueChannel(Queue<Message> queue, int capacity, int payloadBytes) {
        this.queue = queue;
        this.capacity = capacity;
        this.payloadBytes = payloadBytes;
    }

    @Override
    public Sender sender() {
        return new QueueSender(queue, capacity, payloadBytes);
    }

    @Override
    public Receiver receiver() {
        return new QueueReceiver(queue);
    }

    /// Frees nothing: the queue goes when its ends go. To clear it would be to poll it, and so to be one consumer more
    /// than it may have; JCTools' ring for one consumer then waits for ever.
    @Override
    public void close() {}

    private static final class QueueSender implements Sender {
        @SuppressWarnings("unused")
        private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;

        private final Queue<Message> queue;
        private final int payloadBytes;
        private final Message[] messages;
        private int next;

        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        /// One message more than the queue holds is under way when the queue is full, and one is the next to fill; the
        /// array is a power of two.
        QueueSender(Queue<Message> queue, int capacity, int payloadBytes) {
            this.queue = queue;
            this.payloadBytes = payloadBytes;
            this.messages = new Message[2 * capacity];
            for (int i = 0; i < messages.length; i++) {
                messages[i] = new Message(payloadBytes);
            }
            messages[next].hold();
        }

        @Override
        public Message message() {
            return messages[next];
        }

        /// The next message is marked here already, and not when it is offered: its line comes back from the receiver
        /// while the sender waits for an answer, and not while somebody waits for the message.
        @Override
        public boolean offer() {
            if (!queue.offer(messages[next])) {
                return false;
            }
            next = (next + 1) & (messages.length - 1);
            if (!messages[next].isFree()) {
                messages[next] = new Message(payloadBytes);
            }
            messages[next].hold();
            return true;
        }
    }

    /// Gives each message back when the next one comes, or when it finds none: the mark takes the message's line from
    /// the sender, and right after the handler whoever sends an answer would wait for it.
    private static final class QueueReceiver implements Receiver {
        @SuppressWarnings("unused")
        private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;

        private Message read; // its handler has returned

        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final Queue<Message> queue;

        QueueReceiver(Queue<Message> queue) {
            this.queue = queue;
        }

        @Override
        public int poll(Handler handler, int limit) {
            int count = 0;
            while (count < limit) {
                Message message = queue.poll();
                if (message == null) {
                    break;
                }
                giveBack();
                count++;
                handler.onMessage(message);
                read = message;
            }
            if (count == 0) {
                giveBack();
            }
            return count;
        }

        private void giveBack() {
            if (read != null) {
                read.release();
                read = null;
            }
        }
    }
}
