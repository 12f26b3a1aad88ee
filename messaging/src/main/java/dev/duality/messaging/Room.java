// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import dev.duality.shm.Padding;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;

/// How many messages are in a channel, for carriers that count bytes or nothing: it makes them refuse at the capacity
/// that was asked for.
///
/// - **Threads:** each producer has its own [Door]; one consumer.
/// - **Ordering:** none of its own: the carrier orders the messages, and these words publish nothing.
/// - **Progress:** lock-free; wait-free with one producer.
public final class Room {
    /* A producer counts a message in before it sends, the consumer counts it out after it was received.
     *
     *   producer  P1 is sent < taken + capacity? (or remembers that it was)   P2 sent + 1   then sends
     *   consumer  receives, then   C1 opaque taken + n
     *
     * Never more than `capacity` are held: P2 comes before a message is sent, C1 after it was received. With several
     * producers P2 is a compare-and-set, so none counts itself in twice or over another; alone it is a plain store.
     * Stronger than opaque is waste: all that a stale `taken` does is to refuse too early. Tried by the contract kit. */
    private final Region region;
    private final long sent;
    private final long taken;
    private final int capacity;
    private final boolean alone;

    /// Room for as many messages as the channel was asked to hold.
    public Room(ChannelSpec spec) {
        RegionLayout layout = new RegionLayout();
        this.sent = layout.word("sent");
        this.taken = layout.word("taken");
        this.region = Region.allocate(layout.bytes());
        this.capacity = spec.capacity();
        this.alone = spec.producers() == 1;
    }

    /// A producer's way in. Used by one thread.
    public Door door() {
        return new Door();
    }

    /// Counts messages out. Called by the consumer.
    public void leave(int count) {
        region.setOpaque(taken, region.getPlain(taken) + count); // C1
    }

    /// What a producer's way in changes.
    abstract static class DoorFields extends Padding {
        long limit; // how many may have been sent, as far as this producer knows
    }

    /// A producer's way in.
    public final class Door extends DoorFields {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private Door() {}

        /// Counts one message in.
        /// @return `false` if there is no room
        public boolean enter() {
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

        /// Takes the last [#enter] back: the message could not be sent after all.
        public void back() {
            region.getAndAdd(sent, -1);
        }
    }
}
