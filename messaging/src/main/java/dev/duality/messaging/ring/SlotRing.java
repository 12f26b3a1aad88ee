// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Message;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Padding;
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
     * consumer from then until `taken` is n or more. Tried by SlotRingStress, SlotRingFullStress, SlotRingWrapStress and
     * SlotRingTest.
     *
     *   producer  P1 acquire taken, is n - capacity <= taken? (or remembers that it was)
     *             P2 writes the slot   P3 release stamp = n
     *   consumer  C1 acquire stamp, is it n?   C2 reads the slot, its payload while the handler runs
     *             C3 release taken = n, for some n and for the last that has come, when its handler has returned
     *
     * Nothing is read unwritten: C1 sees the P3 for its n, so P2 happens-before C2. The C1 of several messages may come
     * before the C2 of the first: then their lines are on the way at the same time. A stamp is never mistaken: the word
     * holds nothing but stamps of this slot, and they only grow.
     * Nothing is overwritten unread: P1 sees a C3 at or after n - capacity, so that C2 happens-before P2.
     * Weaker breaks it: with P3 or C1 opaque C2 may miss P2; with C3 or P1 opaque P2 may pass C2.
     * Stronger is waste: each word has one writer, and each side decides by one word of the other.
     * C3 for each n is waste, too: a producer that waits for room looks at `taken`, so each C3 would first have to get
     * its line back. What a C3 for every 32nd part of the ring is worth stands in docs/floor.md, under "What single
     * decisions are worth".
     */
    private static final int STAMP = 0; // words of a slot's first line
    private static final int HEADER = 1;
    private static final int SEQUENCE = 2;
    private static final int A = 3;
    private static final int B = 4;
    private static final long PAYLOAD = 40; // bytes from the slot's begin
    private static final int STRIDES = 32; // how often in a turn round the ring the consumer says what it has taken

    private final Region region;
    private final boolean owned;
    private final long taken;
    private final int capacity;
    private final int payloadBytes;

    /// The bytes that a ring takes.
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
        RegionLayout.requireApart(offset);
        this.region = region;
        this.owned = owned;
        this.taken = offset;
        this.capacity = capacity;
        this.payloadBytes = payloadBytes;
    }

    @Override
    public Sender sender() {
        return new End(this);
    }

    @Override
    public Receiver receiver() {
        return new End(this);
    }

    @Override
    public void close() {
        if (owned) {
            region.close();
        }
    }

    /// The state that an end changes.
    private abstract static class EndFields extends Padding {
        long count; // messages sent, or received, so far
        long room; // for how many more messages there is, as far as the producer knows
        long slot; // of the next message
    }

    /// One end, with what only its thread reads and writes, and room around it.
    private static final class End extends EndFields implements CopyingSender, Receiver {
        private final Region region;
        private final Message message;
        private final long taken;
        private final long slots;
        private final long end;
        private final long slotBytes;
        private final int capacity;
        private final int stride; // a power of two
        private final int payloadBytes;

        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private End(SlotRing ring) {
            region = ring.region;
            message = new Message(ring.payloadBytes);
            taken = ring.taken;
            slots = taken + Region.APART;
            slotBytes = slotBytes(ring.payloadBytes);
            end = slots + ring.capacity * slotBytes;
            capacity = ring.capacity;
            stride = Math.max(1, capacity / STRIDES);
            payloadBytes = ring.payloadBytes;
            count = region.getPlain(taken); // both ends start where the ring stands: at 0 in a new one
            room = capacity;
            slot = slots + (count & capacity - 1) * slotBytes;
        }

        @Override
        public Message message() {
            return message;
        }

        @Override
        public boolean offer(long header, long sequence, long a, long b, Payload payload) {
            if (room == 0 && !hasRoom()) {
                return false;
            }
            long n = count + 1;
            long to = slot;
            if (payload.length() > 0) {
                writePayload(payload, to + PAYLOAD); // P2
            }
            region.setPlain(to, HEADER, header);
            region.setPlain(to, SEQUENCE, sequence);
            region.setPlain(to, A, a);
            region.setPlain(to, B, b);
            region.setRelease(to, STAMP, n); // P3
            count = n;
            room--;
            slot = after(to);
            return true;
        }

        private boolean hasRoom() {
            room = capacity - (count - region.getAcquire(taken)); // P1
            return room > 0;
        }

        private long after(long at) {
            long after = at + slotBytes;
            return after == end ? slots : after;
        }

        private void writePayload(Payload payload, long at) {
            if (payload.length() > payloadBytes) {
                throw ChannelSpec.tooLong(payload.length(), payloadBytes);
            }
            payload.write(region, at);
        }

        /// Looks, and that is all there is to looking in vain. What it does with a message is a method of its own: a
        /// compiler that has seen thousands of looks for each message makes one call of it, and inlines all of that.
        /// The words go there in registers, since their address has just been looked at.
        @Override
        public int poll(Handler handler, int most) {
            long from = slot;
            if (most < 1 || region.getAcquire(from, STAMP) != count + 1) { // C1
                return 0;
            }
            if (most > 1 && region.getAcquire(after(from), STAMP) == count + 2) { // C1
                return deliverMany(handler, arrived(most));
            }
            return deliver(
                    handler,
                    region.getPlain(from, HEADER), // C2
                    region.getPlain(from, SEQUENCE),
                    region.getPlain(from, A),
                    region.getPlain(from, B));
        }

        /// Gives the handler the message that has been seen.
        private int deliver(Handler handler, long header, long sequence, long a, long b) {
            long n = count + 1;
            try {
                take(n, header, sequence, a, b);
                handler.onMessage(message);
            } finally {
                region.setRelease(taken, count); // C3, behind the release of a reply
            }
            requireNoOther(n);
            return 1;
        }

        private int deliverMany(Handler handler, int messages) {
            try {
                for (int left = messages; left > 0; left--) {
                    long n = count + 1;
                    long from = slot;
                    take(
                            n,
                            region.getPlain(from, HEADER), // C2
                            region.getPlain(from, SEQUENCE),
                            region.getPlain(from, A),
                            region.getPlain(from, B));
                    handler.onMessage(message);
                    requireNoOther(n);
                    if ((n & stride - 1) == 0) {
                        region.setRelease(taken, n); // C3
                    }
                }
            } finally {
                region.setRelease(taken, count); // C3
            }
            return messages;
        }

        private void requireNoOther(long n) {
            if (count != n) {
                throw new Diagnosis(
                        "a handler has polled the end that called it, which holds one message at a time; poll when it has returned");
            }
        }

        /// Counts the messages that are there, the first two of which have been seen.
        private int arrived(int most) {
            int messages = 2;
            long at = after(after(slot));
            while (messages < most && region.getAcquire(at, STAMP) == count + 1 + messages) { // C1
                messages++;
                at = after(at);
            }
            return messages;
        }

        private void take(long n, long header, long sequence, long a, long b) {
            Message m = message;
            long from = slot;
            int length = m.take(header, sequence, a, b);
            if (length > 0) {
                m.payload().lend(region, from + PAYLOAD, length); // C2: read while the handler runs
            } else {
                m.payload().clear();
            }
            count = n;
            slot = after(from);
        }
    }
}
