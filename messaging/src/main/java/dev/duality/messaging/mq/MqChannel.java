// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mq;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Message;
import dev.duality.messaging.MessageFrame;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Errno;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Messages in queues of the kernel: four words and the payload, copied in by one system call and out by another.
///
/// - **Threads:** one sends, one receives; [#close] is safe from any.
/// - **Ordering:** first in, first out; the kernel's lock of a queue orders the copies, and so all before an offer
///   happens-before the handler of its message.
/// - **Progress:** an offer is one system call, and so is each message that is received, and the look that finds none.
final class MqChannel implements Channel {
    /* The kernel lets a queue of its own hold few messages, so a channel has as many queues as it needs, each for the
     * same number of messages, and uses them in turn: message i goes into queue i mod n, and is taken from there. One
     * sends and one receives, so both count alike. It is first in, first out: the receiver waits at the queue of the
     * next message, and each queue keeps its own order. It holds what it was made for: queue i mod n is full if and only
     * if the message `capacity` before i has not been taken.
     *
     * A descriptor that is closed may be another queue's the next moment. So an end is inside the kernel only under its
     * own lock, which nobody else asks for but whoever closes; no call in there waits. Tried by MqTransportTest. */
    private final KernelQueues kernel;
    private final int[] queues;
    private final int payloadBytes;
    private final List<End> ends = new ArrayList<>();
    private boolean closed;

    /// The bytes of a message in a queue.
    static long messageBytes(int payloadBytes) {
        return (long) MessageFrame.WORDS_BYTES + payloadBytes;
    }

    /// @param queues descriptors, which are the channel's from now on
    MqChannel(KernelQueues kernel, int[] queues, ChannelSpec spec) {
        this.kernel = kernel;
        this.queues = queues;
        this.payloadBytes = spec.payloadBytes();
    }

    @Override
    public Sender sender() {
        Out sender = new Out();
        add(sender);
        return sender;
    }

    @Override
    public Receiver receiver() {
        In receiver = new In();
        add(receiver);
        return receiver;
    }

    private synchronized void add(End end) {
        if (closed) {
            throw new Diagnosis("the channel is closed");
        }
        ends.add(end);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ends.forEach(End::close);
        for (int queue : queues) {
            kernel.close(queue);
        }
    }

    /// The fields that an end writes.
    private abstract static class EndFields extends Padding {
        long count; // of messages that were sent, or received
        boolean ended; // under the end's lock
    }

    /// The part that both ends have: memory that the kernel copies from or to.
    private abstract class End extends EndFields {
        final MemorySegment bytes = Arena.ofAuto().allocate(messageBytes(payloadBytes), Long.BYTES);
        final Errno errno = Errno.in(Arena.ofAuto());
        final Message message = new Message(payloadBytes);

        final int next() {
            if (ended) {
                throw new Diagnosis("the channel is closed");
            }
            return queues[(int) (count & (queues.length - 1))];
        }

        final synchronized void close() {
            ended = true;
        }
    }

    private final class Out extends End implements CopyingSender {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        @Override
        public Message message() {
            return message;
        }

        @Override
        public boolean offer(long header, long sequence, long a, long b, Payload payload) {
            int length = payload.length();
            if (length > payloadBytes) {
                throw ChannelSpec.tooLong(length, payloadBytes);
            }
            int frameBytes = MessageFrame.write(bytes, header, sequence, a, b, payload);
            synchronized (this) {
                if (kernel.send(next(), bytes, frameBytes, errno) == KernelQueues.NONE) {
                    return false;
                }
            }
            count++;
            return true;
        }
    }

    private final class In extends End implements Receiver {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        @Override
        public int poll(Handler handler, int limit) {
            int received = 0;
            while (received < limit && arrives()) {
                MessageFrame.read(bytes, message);
                count++;
                received++;
                handler.onMessage(message);
            }
            return received;
        }

        private synchronized boolean arrives() {
            return kernel.receive(next(), bytes, errno) != KernelQueues.NONE;
        }
    }
}
