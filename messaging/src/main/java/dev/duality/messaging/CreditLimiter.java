// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import dev.duality.shm.Padding;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;

/// Credits for the messages that a channel may hold, for carriers that count bytes or nothing: it makes them refuse at
/// the capacity that was asked for. A producer acquires a credit before it sends, the consumer releases it after it has
/// received:
///
/// ```java
/// CreditLimiter credits = CreditLimiter.of(spec);
/// CreditLimiter.Producer producer = credits.producer(); // one for each thread that sends
///
/// if (!producer.acquire()) {
///     return false; // full
/// }
/// if (!carrier.send(bytes)) {
///     producer.cancel();
/// }
/// // and in the end:
/// credits.release(received); // the consumer
/// ```
///
/// - **Threads:** each producer has its own [Producer]; one consumer.
/// - **Ordering:** none of its own: the carrier orders the messages, and these words publish nothing.
/// - **Progress:** lock-free; wait-free with one producer.
public final class CreditLimiter {
    /* A producer counts a message in before it sends, the consumer counts it out after it was received.
     *
     *   producer  P1 is sent < taken + capacity? (or remembers that it was)   P2 sent + 1   then sends
     *   consumer  receives, then   C1 opaque taken + n
     *
     * Never more than `capacity` are held: P2 comes before a message is sent, C1 after it was received. With several
     * producers P2 is a compare-and-set, so none counts itself in twice or over another; alone it is a plain store.
     * Weaker breaks it: with P2 a plain store two producers count in as one, and more are held.
     * Stronger than opaque is waste: all that a stale `taken` does is to refuse too early. Tried by the contract kit of
     * transports and CreditLimiterTest. */

    /// The bytes of a region that it takes: two words, which different threads write, apart.
    public static final long BYTES = 2L * Region.APART;

    private final Region region;
    private final long sent;
    private final long taken;
    private final int capacity;
    private final boolean alone;

    /// A limiter over a region, whose bytes are 0 when the first one is opened there.
    /// @param offset where its [#BYTES] begin, a multiple of [Region#APART]
    /// @param spec how many credits there are, and whether there is one producer
    /// @throws IllegalArgumentException if the offset is no such multiple
    public CreditLimiter(Region region, long offset, ChannelSpec spec) {
        RegionLayout.requireApart(offset);
        this.region = region;
        this.sent = offset;
        this.taken = offset + Region.APART;
        this.capacity = spec.capacity();
        this.alone = spec.producers() == 1;
    }

    /// A limiter in a region of its own. Processes that open the same channels have it in common, as they have every
    /// region that is allocated while a channel is opened.
    public static CreditLimiter of(ChannelSpec spec) {
        RegionLayout layout = new RegionLayout();
        long offset = layout.span("credits", BYTES);
        return new CreditLimiter(Region.allocate(layout.bytes()), offset, spec);
    }

    /// A producer's end. Used by one thread.
    public Producer producer() {
        return new Producer();
    }

    /// Gives credits back for messages that were received. Called by the consumer.
    public void release(int count) {
        region.setOpaque(taken, region.getPlain(taken) + count); // C1
    }

    /// The state that a producer's end changes.
    abstract static class ProducerFields extends Padding {
        long limit; // how many may have been sent, as far as this producer knows
    }

    /// A producer's end.
    public final class Producer extends ProducerFields {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private Producer() {}

        /// Takes a credit for one message.
        /// @return `false` if there is none left
        public boolean acquire() {
            while (true) {
                long before = region.getOpaque(sent);
                if (before >= limit) { // P1
                    limit = region.getOpaque(taken) + capacity;
                    if (before >= limit) {
                        return false;
                    }
                }
                if (alone) {
                    region.setPlain(sent, before + 1); // P2
                    return true;
                }
                if (region.compareAndSet(sent, before, before + 1)) { // P2
                    return true;
                }
            }
        }

        /// Takes the last [#acquire] back: the message could not be sent after all.
        public void cancel() {
            region.getAndAdd(sent, -1);
        }
    }
}
