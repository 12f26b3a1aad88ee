// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.queue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import dev.duality.shm.Padding;
import java.util.Queue;
import org.jctools.queues.MessagePassingQueue;

/// A channel over any queue of references. Each sender uses its own messages in turn, or a new one for each send, which
/// comes back to nobody and is left to the garbage collector.
///
/// Of messages in turn: where the queue is bounded and one thread receives, a message is free when its turn comes:
/// whoever sends `capacity + 1` more of its own has had the one after it polled, and to poll is to have read the one
/// before. What the receiver did with it happens-before that poll, and the poll happens-before the offer that finds
/// room. Otherwise a receiver marks each message when it has read it; one whose mark is missing when its turn comes is
/// left to that receiver, and a new one takes its place. Tried by `QueueChannelStress`.
final class QueueChannel implements Channel {
    private final Queue<Message> queue;
    private final int capacity;
    private final int payloadBytes;
    private final Turn turn;

    /// The way in which a sender comes by its next message.
    enum Turn {
        /// The queue's bound says that it is free again.
        BOUND,
        /// Its receiver says when it has read it.
        MARKED,
        /// It is a new one.
        FRESH
    }

    /// @param capacity how many messages the queue holds, if it is bounded
    QueueChannel(Queue<Message> queue, int capacity, int payloadBytes, Turn turn) {
        this.queue = queue;
        this.capacity = capacity;
        this.payloadBytes = payloadBytes;
        this.turn = turn;
    }

    @Override
    public Sender sender() {
        return switch (turn) {
            case BOUND -> new QueueSender(queue, capacity, payloadBytes);
            case MARKED -> new MarkingSender(queue, capacity, payloadBytes);
            case FRESH -> new FreshSender(queue, payloadBytes);
        };
    }

    @Override
    @SuppressWarnings("unchecked") // a queue of messages is one, whatever interface it is seen by
    public Receiver receiver() {
        if (turn == Turn.MARKED) {
            return new MarkingReceiver(queue);
        }
        return queue instanceof MessagePassingQueue
                ? new RelaxedReceiver((MessagePassingQueue<Message>) queue)
                : new QueueReceiver(queue);
    }

    /// Frees nothing: the queue goes when its ends go. To clear it would be to poll it, and so to be one consumer more
    /// than it may have; JCTools' ring for one consumer then waits for ever.
    @Override
    public void close() {}

    /// The state that a sender's thread changes.
    private abstract static class SenderFields extends Padding {
        int next;
    }

    private static class QueueSender extends SenderFields implements Sender {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        final Queue<Message> queue;
        final int payloadBytes;
        final Message[] messages; // a power of two

        /// One message more than the queue holds is under way when the queue is full, and one is the next to fill.
        QueueSender(Queue<Message> queue, int capacity, int payloadBytes) {
            this.queue = queue;
            this.payloadBytes = payloadBytes;
            this.messages = new Message[2 * Math.max(2, capacity)];
            for (int i = 0; i < messages.length; i++) {
                messages[i] = new Message(payloadBytes);
            }
        }

        @Override
        public final Message message() {
            return messages[next];
        }

        @Override
        public boolean offer() {
            if (!queue.offer(messages[next])) {
                return false;
            }
            next = next + 1 & messages.length - 1;
            return true;
        }
    }

    private static final class MarkingSender extends QueueSender {
        MarkingSender(Queue<Message> queue, int capacity, int payloadBytes) {
            super(queue, capacity, payloadBytes);
            messages[next].hold();
        }

        /// The next message is marked here already, and not when it is offered: its line comes back from the receiver
        /// while the sender waits for an answer, and not while somebody waits for the message.
        @Override
        public boolean offer() {
            if (!super.offer()) {
                return false;
            }
            if (!messages[next].isFree()) {
                messages[next] = new Message(payloadBytes);
            }
            messages[next].hold();
            return true;
        }
    }

    /// The state that the thread of a sender changes that makes its messages anew.
    private abstract static class FreshSenderFields extends Padding {
        Message message;
    }

    /// Each accepted message is its receiver's for good. The next one is made here already, while the sender waits for
    /// an answer, and not while somebody waits for the message.
    private static final class FreshSender extends FreshSenderFields implements Sender {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final Queue<Message> queue;
        private final int payloadBytes;

        FreshSender(Queue<Message> queue, int payloadBytes) {
            this.queue = queue;
            this.payloadBytes = payloadBytes;
            message = new Message(payloadBytes);
        }

        @Override
        public Message message() {
            return message;
        }

        @Override
        public boolean offer() {
            if (!queue.offer(message)) {
                return false;
            }
            message = new Message(payloadBytes);
            return true;
        }
    }

    private record QueueReceiver(Queue<Message> queue) implements Receiver {
        @Override
        public int poll(Handler handler, int limit) {
            int count = 0;
            for (Message message; count < limit && (message = queue.poll()) != null; count++) {
                handler.onMessage(message);
            }
            return count;
        }
    }

    /// JCTools' own way: where a sender is in the middle of an offer, it finds nothing yet, and neither waits for that
    /// sender nor looks at the word that senders write.
    private record RelaxedReceiver(MessagePassingQueue<Message> queue) implements Receiver {
        @Override
        public int poll(Handler handler, int limit) {
            int count = 0;
            for (Message message; count < limit && (message = queue.relaxedPoll()) != null; count++) {
                handler.onMessage(message);
            }
            return count;
        }
    }

    /// The state that a receiver changes that marks messages.
    private abstract static class MarkingReceiverFields extends Padding {
        Message read; // its handler has returned
    }

    /// Gives each message back when the next one comes, or when it finds none: the mark takes the message's line from
    /// the sender, and right after the handler whoever sends an answer would wait for it.
    private static final class MarkingReceiver extends MarkingReceiverFields implements Receiver {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final Queue<Message> queue;

        MarkingReceiver(Queue<Message> queue) {
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
