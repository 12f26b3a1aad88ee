// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Message;
import dev.duality.shm.Payload;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/// A message in Aeron's memory: four words, the first of which has the payload's length, and the payload.
final class AeronFrame {
    /// The bytes before the payload.
    static final int WORDS_BYTES = 4 * Long.BYTES;

    /// The longest payload: Aeron's longest message is 16 MiB, our words included.
    static final int LONGEST = (16 << 20) - WORDS_BYTES;

    /// Aeron's own.
    static final long LONGEST_TERM = 1 << 30;

    private AeronFrame() {}

    /// The bytes of a term in which a channel's messages fit: a message is an eighth of it at most, and half of it is
    /// the window, which is to hold all of them thrice.
    static long termBytes(ChannelSpec spec, long least) {
        long message = WORDS_BYTES + (long) spec.payloadBytes() + 32L * (1 + spec.payloadBytes() / 1024);
        return Math.max(least, Math.max(8 * message, 6 * message * spec.capacity()));
    }

    static void write(long header, long sequence, long a, long b, Payload payload, MutableDirectBuffer to, int at) {
        to.putLong(at, header);
        to.putLong(at + 8, sequence);
        to.putLong(at + 16, a);
        to.putLong(at + 24, b);
        if (payload.length() > 0) {
            to.putBytes(at + WORDS_BYTES, payload.bytes(), 0, payload.length());
        }
    }

    static void read(DirectBuffer from, int at, Message to) {
        int length = to.take(from.getLong(at), from.getLong(at + 8), from.getLong(at + 16), from.getLong(at + 24));
        to.length(length);
        if (length > 0) {
            from.getBytes(at + WORDS_BYTES, to.bytes(), 0, length);
        }
    }
}
