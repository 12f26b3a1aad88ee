// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mutex;

import dev.duality.shm.Payload;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A row of words as the bytes of a message.
final class WordsPayload {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private WordsPayload() {}

    static void write(long[] words, Payload payload) {
        payload.length(words.length * Long.BYTES);
        for (int i = 0; i < words.length; i++) {
            WORD.set(payload.bytes(), i * Long.BYTES, words[i]);
        }
    }

    static void read(Payload payload, long[] words) {
        if (payload.length() != words.length * Long.BYTES) {
            throw new IllegalArgumentException(
                    "%d bytes, where %d words were sent".formatted(payload.length(), words.length));
        }
        for (int i = 0; i < words.length; i++) {
            words[i] = (long) WORD.get(payload.bytes(), i * Long.BYTES);
        }
    }
}
