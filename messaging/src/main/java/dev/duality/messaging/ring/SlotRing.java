// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;

/// A bounded queue from one producer to one consumer, in a region: slots of equal length, used in turn. A message of up
/// to 24 bytes of payload is one line, the stamp that says it is there included, so one line moves for each message;
/// nothing else moves between the two while the ring is neither full nor empty. Slots that carry their own state
/// instead of shared indices are those of FastForward (Giacomoni, Moseley and Vachharajani, PPoPP 2008).
///
/// - **Threads:** one sends, one receives.
/// - **Ordering:** first in, first out; everything before an offer happens-before the handler of its message.
/// - **Progress:** wait-free.
final class SlotRing implements Channel {
    /* The n-th message (from 1) uses slot (n - 1) mod capacity. The producer owns the slot until its stamp is n, the
     * consumer from then until `taken` is n or more. Tried by SlotRingTest.
     *
     *   producer  P1 acquire taken, is n - capacity <= taken? (or remembers that it was)
     *             P2 writes the slot   P3 release stamp = n
     *   consumer  C1 acquire stamp, is it n?   C2 reads the slot   C3 release taken = n (once a batch)
     *
     * Nothing is read unwritten: C1 sees the P3 for its n, so P2 happens-before C2. A stamp is never mistaken: the
     * word holds nothing but stamps of this slot, and they only grow.
     * Nothing is overwritten unread: P1 sees a C3 at or after n - capacity, so that C2 happens-before P2.
     * Weaker breaks it: with P3 or C1 opaque C2 may miss P2; with C3 or P1 opaque P2 may pass C2.
     * Stronger is waste: each word has one writer, and each side decides by one word of the other.
     */
    private static final long STAMP = 0;
    private static final long HEADER = 8;
    private static final long SEQUENCE = 16;
    private static final long A = 24;
    private static final long B = 32;
    private static final long PAYLOAD = 40;

    private final Region region;
    private final boolean owned;
    private final long taken;
    private final long slots;
    private final long mask;
    private final long slotBytes;
    private final int payloadBytes;

    /// How many bytes a ring takes.
    static long bytes(int capacity, int payloadBytes) {
        return Region.APART + capacity * slotBytes(payloadBytes);
    }

    /// Whole lines; for long payloads an odd number of them, so that slots do not all fall into the same cache sets.
    private static long slotBytes(int payloadBytes) {
        long lines = (PAYLOAD + payloadBytes + Region.LINE - 1) / Region.LINE;
        return Region.LINE * (lines > 2 ? lines | 1 : lines);
    }

    /// A view onto [#bytes] bytes of a region, which read as zero at first.
    /// @param offset a multiple of [Region#APART]
    /// @param owned whether closing the ring closes the region
    SlotRing(Region region, long offset, int capacity, int payloadBytes, boolean owned) {
        if (offset != RegionLayout.apart(offset)) {
            throw new IllegalArgumentException("offset " + offset + " is not a multiple of " + Region.APART);
        }
        this.region = region;
        this.owned = owned;
        this.taken = offset;
        this.slots = offset + Region.APART;
        this.mask = capacity - 1L;
        this.slotBytes = slotBytes(payloadBytes);
        this.payloadBytes = payloadBytes;
    }

    @Override
    public Sender sender() {
        return new End(new Message(payloadBytes));
    }

    @Override
    public Receiver receiver() {
        return new End(new Message(payloadBytes));
    }

    @Override
    public void close() {
        if (owned) {
            region.close();
        }
    }

    /// One end, with what only its thread reads and writes, and room around it.
    private final class End implements Sender, Receiver {
        @SuppressWarnings("unused")
        private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;

        private long count; // messages sent, or received, so far
        private long limit; // the last message that has room, as far as the producer knows

        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final Message message;

        private End(Message message) {
            this.message = message;
            this.count = region.getPlain(taken); // both ends start where the ring stands: at 0 in a new one
            this.limit = count + mask + 1;
        }

        @Override
        public Message message() {
            return message;
        }

        @Override
        public boolean offer() {
            long n = count + 1;
            if (n - limit > 0) {
                limit = region.getAcquire(taken) + mask + 1; // P1
                if (n - limit > 0) {
                    return false;
                }
            }
            long slot = slots + (count & mask) * slotBytes;
            Message m = message;
            Payload payload = m.payload();
            if (payload.length() > 0) {
                if (payload.length() > payloadBytes) {
                    throw new IllegalArgumentException(
                            "a payload of " + payload.length() + " bytes, where the ring was made for " + payloadBytes);
                }
                payload.write(region, slot + PAYLOAD); // P2
            }
            region.setPlain(slot + HEADER, m.header());
            region.setPlain(slot + SEQUENCE, m.sequence());
            region.setPlain(slot + A, m.a());
            region.setPlain(slot + B, m.b());
            region.setRelease(slot + STAMP, n); // P3
            count = n;
            return true;
        }

        @Override
        public int poll(Handler handler, int most) {
            long first = count;
            long n = first;
            try {
                while (n - first < most) {
                    long slot = slots + (n & mask) * slotBytes;
                    if (region.getAcquire(slot + STAMP) != n + 1) { // C1
                        break;
                    }
                    Message m = message;
                    int length = m.header(region.getPlain(slot + HEADER)); // C2
                    m.set(
                            m.kind(),
                            region.getPlain(slot + SEQUENCE),
                            region.getPlain(slot + A),
                            region.getPlain(slot + B));
                    if (length > 0) {
                        m.payload().read(region, slot + PAYLOAD, length);
                    } else {
                        m.payload().length(0);
                    }
                    n++;
                    handler.onMessage(m);
                }
            } finally {
                if (n != first) {
                    count = n;
                    region.setRelease(taken, n); // C3
                }
            }
            return (int) (n - first);
        }
    }
}
