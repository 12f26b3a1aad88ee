// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import java.util.Queue;
import java.util.concurrent.LinkedTransferQueue;
import org.jctools.queues.MessagePassingQueue;

/// A queue of references: the sender's arrays in turn, more of them than the queue and a batch hold. Full and empty
/// queues are asked again.
///
/// By its nature it hands an array over: nothing is copied. It can be told to copy in and out all the same, as a queue
/// that crosses processes must; beside itself it then shows what copying costs.
final class JavaQueueAdapter implements QueueAdapter {
    private static final int ARRAYS = 4 * CAPACITY; // more than are in the queue and in the receiver's hands

    private final Queue<byte[]> queue;
    private final int payloadBytes;
    private final int inUse;
    private final boolean bounded;
    private final boolean copies;
    private final Taken taken = new Taken(); // where the queue itself is not bounded

    /// @param answered whether at most one payload is under way
    JavaQueueAdapter(Queue<byte[]> queue, int payloadBytes, boolean answered) {
        this(queue, payloadBytes, answered, false);
    }

    /// @param copies whether each end has an array of its own, and copies
    JavaQueueAdapter(Queue<byte[]> queue, int payloadBytes, boolean answered, boolean copies) {
        this.copies = copies;
        this.queue = queue;
        this.payloadBytes = payloadBytes;
        this.inUse = answered ? 2 : ARRAYS;
        this.bounded = answered || !(queue instanceof LinkedTransferQueue);
    }

    /// The arrays, one after the other.
    static byte[][] arrays(int count, int payloadBytes) {
        byte[][] arrays = new byte[count][];
        for (int i = 0; i < count; i++) {
            arrays[i] = TouchedLines.apart(payloadBytes);
        }
        return arrays;
    }

    @Override
    public Sender sender() {
        return new Sender() {
            private final byte[][] arrays = arrays(inUse, payloadBytes);
            private final byte[] mine = TouchedLines.apart(payloadBytes);

            {
                free = CAPACITY;
            }

            @Override
            void send(long number) {
                for (int attempt = 0; !bounded && number > free; attempt++) { // the one sender numbers from 1
                    free = taken.count() + CAPACITY;
                    awaitRoom(attempt);
                }
                byte[] bytes = arrays[(int) sent++ & arrays.length - 1];
                if (copies) {
                    TouchedLines.write(mine, payloadBytes, number);
                    System.arraycopy(mine, 0, bytes, 0, payloadBytes);
                } else {
                    TouchedLines.write(bytes, payloadBytes, number);
                }
                for (int attempt = 0; !queue.offer(bytes); attempt++) {
                    awaitRoom(attempt);
                }
            }
        };
    }

    @Override
    @SuppressWarnings("unchecked")
    public Receiver receiver() {
        return queue instanceof MessagePassingQueue ? new Drainer((MessagePassingQueue<byte[]>) queue) : new Poller();
    }

    /// Takes one after the other.
    private final class Poller extends Receiver {
        @Override
        int poll(int most) {
            int count = 0;
            for (byte[] bytes; count < most && (bytes = queue.poll()) != null; count++) {
                took(TouchedLines.read(bytes, payloadBytes));
            }
            if (!bounded && count > 0) {
                taken.add(count);
            }
            return count;
        }
    }

    /// Takes a batch as JCTools gives it.
    private final class Drainer extends Receiver {
        private final MessagePassingQueue<byte[]> drained;
        private final MessagePassingQueue.Consumer<byte[]> consumer = this::take;
        private final byte[] mine = TouchedLines.apart(payloadBytes);

        private Drainer(MessagePassingQueue<byte[]> drained) {
            this.drained = drained;
        }

        @Override
        int poll(int most) {
            if (most > 1) {
                return drained.drain(consumer, most);
            }
            byte[] bytes = drained.relaxedPoll();
            if (bytes == null) {
                return 0;
            }
            take(bytes);
            return 1;
        }

        private void take(byte[] bytes) {
            if (copies) {
                System.arraycopy(bytes, 0, mine, 0, payloadBytes);
                took(TouchedLines.read(mine, payloadBytes));
            } else {
                took(TouchedLines.read(bytes, payloadBytes));
            }
        }
    }
}
