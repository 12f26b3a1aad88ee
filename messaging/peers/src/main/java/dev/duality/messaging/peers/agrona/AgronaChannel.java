// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.agrona;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.CreditLimiter;
import dev.duality.messaging.Message;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.Slip;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.agrona.BitUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/// A ring of records: four words of a message and its payload, copied in, and read where it lies while the handler
/// runs. The ring is bounded in bytes, so the messages in it are counted besides.
///
/// - **Threads:** as many producers as it was made for; one consumer.
/// - **Ordering:** in the order in which producers claimed.
/// - **Progress:** a producer that stops between claim and commit holds up what comes after.
final class AgronaChannel implements Channel {
    private static final int KIND = 1;
    private static final int WORDS_BYTES = 4 * Long.BYTES;

    /// The longest record that a ring takes is an eighth of it.
    private static final int LONGEST = 8;

    private final RingBuffer ring;
    private final Region records; // the same memory, for payloads that are read where they lie
    private final CreditLimiter credits;
    private final int payloadBytes;

    AgronaChannel(ChannelSpec spec) {
        this.payloadBytes = spec.payloadBytes();
        this.credits = CreditLimiter.of(spec);
        int record =
                BitUtil.align(WORDS_BYTES + payloadBytes + RecordDescriptor.HEADER_LENGTH, RecordDescriptor.ALIGNMENT);
        // One record more, since the last bytes before the end are left empty where a record does not fit into it.
        long bytes = Math.max((spec.capacity() + 1L) * record, (long) LONGEST * record);
        if (bytes > 1 << 30) {
            throw new Slip(
                    "channel %s of agrona-ring would take %,d bytes, and a ring has 1 GiB at most; ask for a smaller capacity or payload"
                            .formatted(spec.name(), bytes));
        }
        int size = BitUtil.findNextPositivePowerOfTwo((int) bytes) + RingBufferDescriptor.TRAILER_LENGTH;
        MemorySegment segment = Arena.ofAuto().allocate(size, 128);
        this.records = Region.over(segment);
        AtomicBuffer memory = new UnsafeBuffer(segment.asByteBuffer());
        this.ring = spec.producers() == 1 ? new OneToOneRingBuffer(memory) : new ManyToOneRingBuffer(memory);
    }

    @Override
    public Sender sender() {
        return new Claimer();
    }

    @Override
    public Receiver receiver() {
        return new Reader();
    }

    @Override
    public void close() {}

    private final class Claimer implements CopyingSender {
        private final Message message = new Message(payloadBytes);
        private final CreditLimiter.Producer producer = credits.producer();

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
            if (!producer.acquire()) {
                return false;
            }
            int at = ring.tryClaim(KIND, WORDS_BYTES + length);
            if (at < 0) {
                producer.cancel();
                return false;
            }
            AtomicBuffer to = ring.buffer();
            to.putLong(at, header);
            to.putLong(at + 8, sequence);
            to.putLong(at + 16, a);
            to.putLong(at + 24, b);
            if (length > 0) {
                to.putBytes(at + WORDS_BYTES, payload.bytes(), 0, length);
            }
            ring.commit(at);
            return true;
        }
    }

    /// The state that the consumer's end changes.
    private abstract static class ReaderFields extends Padding {
        Channel.Handler handler; // of the poll that is under way
        int messages;
    }

    private final class Reader extends ReaderFields implements Receiver, MessageHandler {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final Message message = new Message(payloadBytes);

        @Override
        @SuppressWarnings("ReferenceEquality") // a reference that is stored is work for the collector
        public int poll(Handler told, int limit) {
            if (handler != told) {
                handler = told;
            }
            messages = 0;
            try {
                long before;
                do { // the ring ends a reading where it begins again
                    before = ring.consumerPosition();
                } while (messages < limit
                        && (ring.read(this, limit - messages) > 0 || ring.consumerPosition() != before));
            } finally {
                if (messages > 0) {
                    credits.release(messages);
                }
            }
            return messages;
        }

        @Override
        public void onMessage(int kind, org.agrona.MutableDirectBuffer from, int at, int bytes) {
            Message to = message;
            int length = to.take(from.getLong(at), from.getLong(at + 8), from.getLong(at + 16), from.getLong(at + 24));
            if (length > 0) {
                to.lend(records, at + WORDS_BYTES, length);
            } else {
                to.clear();
            }
            messages++;
            handler.onMessage(to);
        }
    }
}
