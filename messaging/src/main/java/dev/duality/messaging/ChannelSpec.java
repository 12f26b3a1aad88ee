// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import dev.duality.shm.Slip;

/// The use that a channel is needed for.
///
/// @param name says which channel it is, in words that make a file name: `to-0`, `3-to-0`
/// @param producers how many threads will send
/// @param consumers how many threads will receive
/// @param capacity how many messages it holds before it refuses, a power of two; unbounded transports ignore it, and
///     some hold up to 4 where it is less
/// @param payloadBytes the longest payload of a message
public record ChannelSpec(String name, int producers, int consumers, int capacity, int payloadBytes) {
    public ChannelSpec {
        if (!name.matches("[A-Za-z0-9-]+")) {
            throw new Slip("a channel's name has letters, digits and -; not so: " + name);
        }
        if (producers < 1 || consumers < 1) {
            throw new Slip("a channel needs a producer and a consumer, not " + producers + " and " + consumers);
        }
        if (capacity < 1 || Integer.bitCount(capacity) != 1) {
            throw new Slip("capacity is " + capacity + ", but must be a power of two; try "
                    + Math.max(1, Integer.highestOneBit(Math.max(1, capacity))) + " or "
                    + Math.max(2, Integer.highestOneBit(Math.max(1, capacity)) * 2));
        }
        if (payloadBytes < 0 || payloadBytes > Message.MAX_PAYLOAD) {
            throw new Slip("payloads are 0 to " + Message.MAX_PAYLOAD + " bytes, not " + payloadBytes);
        }
    }

    /// The refusal of a payload that is longer than a channel was made for.
    public static Slip tooLong(int length, int payloadBytes) {
        return new Slip("a payload of %,d bytes, where the channel was made for %,d; open it for the longest"
                .formatted(length, payloadBytes));
    }
}
