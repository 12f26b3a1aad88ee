// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.shm.Payload;
import java.lang.foreign.MemorySegment;

/// A message in memory that is not the JVM's own, for transports that have it copied from there: four words, the first
/// of which has the payload's length, and the payload.
///
/// - **Threads:** the caller's, who owns the memory.
public final class MessageFrame {
    /// The bytes before the payload.
    public static final int WORDS_BYTES = 4 * Long.BYTES;

    private MessageFrame() {}

    /// Fills a frame.
    /// @param frame aligned to 8 bytes, and long enough
    /// @return how many bytes it has
    public static int write(MemorySegment frame, long header, long sequence, long a, long b, Payload payload) {
        int length = payload.length();
        frame.set(JAVA_LONG, 0, header);
        frame.set(JAVA_LONG, 8, sequence);
        frame.set(JAVA_LONG, 16, a);
        frame.set(JAVA_LONG, 24, b);
        MemorySegment.copy(payload.bytes(), 0, frame, JAVA_BYTE, WORDS_BYTES, length);
        return WORDS_BYTES + length;
    }

    /// Fills a message with what a frame holds.
    /// @param frame as [#write] has filled it
    public static void read(MemorySegment frame, Message message) {
        int length = message.take(
                frame.get(JAVA_LONG, 0), frame.get(JAVA_LONG, 8), frame.get(JAVA_LONG, 16), frame.get(JAVA_LONG, 24));
        message.length(length);
        MemorySegment.copy(frame, JAVA_BYTE, WORDS_BYTES, message.bytes(), 0, length);
    }
}
