// SPDX-License-Identifier: Apache-2.0
package org.example.indices;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;

/// A bounded ring of one producer and one consumer with two indices, as Lamport's (1983): `tail` counts what was sent,
/// `head` what was taken. The producer looks at `head` only when it knows of no more room.
///
/// - **Threads:** one sends, one receives.
final class IndexRing implements Channel {
    /* The producer alone writes `tail`, the consumer alone `head`. The slot of number n is the producer's until tail is
     * n + 1, then the consumer's until head is n + 1, and the producer's again for number n + capacity. Explored by
     * `verify --memory weak`; not raced, since the example is about lines and not about order.
     *
     *   producer   P1 acquire head: sent - head < capacity?   P2 plain slot = message   P3 release tail = sent + 1
     *   consumer   C1 acquire tail: tail != taken?            C2 plain message = slot   C3 release head = taken + 1
     *
     * Nothing is read unwritten: C1 sees the tail of a P3 behind the number's P2, so that P2 happens-before C2.
     * Nothing is written too early: P1 sees the head of a C3 behind the C2 of the number before in that slot, so that
     * C2 happens-before P2. What the producer remembers of head is too low at most: it only grows.
     * Weaker breaks it: with P3 or C1 opaque C2 may miss P2; with C3 or P1 opaque C2 may see the next message's P2.
     * Stronger is waste: neither of them decides by a word that it has not acquired, or by two of them at once.
     */
    static final Contract CONTRACT = new Contract(
            Contract.Many.ONE,
            Contract.Many.ONE,
            true, // bounded
            Contract.Order.FIFO,
            false, // not durable
            Contract.Passing.COPIES,
            Contract.Reach.THREADS);

    private static final long HEAD = 0;
    private static final long SLOTS = 2L * Region.APART; // behind both indices, wherever the tail lies
    private static final long SEQUENCE = 8; // in a slot; before it, the header
    private static final long A = 16;
    private static final long B = 24;
    private static final long PAYLOAD = 32;

    private final Region region;
    private final long tail;
    private final ChannelSpec spec;
    private final long slotBytes;

    /// @param tail its offset; the head lies at 0
    IndexRing(ChannelSpec spec, long tail) {
        this.spec = spec;
        this.tail = tail;
        this.slotBytes = (PAYLOAD + spec.payloadBytes() + Region.LINE - 1) / Region.LINE * Region.LINE;
        this.region = Region.allocate(SLOTS + spec.capacity() * slotBytes);
    }

    private long slot(long number) {
        return SLOTS + (number & spec.capacity() - 1) * slotBytes;
    }

    @Override
    public Sender sender() {
        return new Producer();
    }

    @Override
    public Receiver receiver() {
        return new Consumer();
    }

    @Override
    public void close() {
        region.close();
    }

    private final class Producer implements Sender {
        private final Message message = new Message(spec.payloadBytes());
        private long sent;
        private long taken; // as far as it knows

        @Override
        public Message message() {
            return message;
        }

        @Override
        public boolean offer() {
            if (sent - taken == spec.capacity()) {
                taken = region.getAcquire(HEAD); // P1
                if (sent - taken == spec.capacity()) {
                    return false;
                }
            }
            long slot = slot(sent);
            Payload payload = message.payload();
            if (payload.length() > spec.payloadBytes()) {
                throw ChannelSpec.tooLong(payload.length(), spec.payloadBytes());
            }
            if (payload.length() > 0) {
                payload.write(region, slot + PAYLOAD); // P2
            }
            region.setPlain(slot, message.header());
            region.setPlain(slot + SEQUENCE, message.sequence());
            region.setPlain(slot + A, message.a());
            region.setPlain(slot + B, message.b());
            region.setRelease(tail, ++sent); // P3
            return true;
        }
    }

    private final class Consumer implements Receiver {
        private final Message message = new Message(spec.payloadBytes());
        private long taken;

        @Override
        public int poll(Handler handler, int limit) {
            int came = 0;
            while (came < limit && region.getAcquire(tail) != taken) { // C1
                long slot = slot(taken);
                int length = message.take(
                        region.getPlain(slot), // C2
                        region.getPlain(slot + SEQUENCE),
                        region.getPlain(slot + A),
                        region.getPlain(slot + B));
                if (length > 0) {
                    message.payload().lend(region, slot + PAYLOAD, length);
                } else {
                    message.payload().clear();
                }
                try {
                    handler.onMessage(message);
                } finally {
                    region.setRelease(HEAD, ++taken); // C3
                }
                came++;
            }
            return came;
        }
    }
}
