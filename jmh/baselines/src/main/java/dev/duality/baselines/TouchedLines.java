// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.shm.Payload;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/// The access to a payload: one word in every line.
final class TouchedLines {
    static final int LINE = 64;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private TouchedLines() {}

    /// An array that shares no line with another one.
    static byte[] apart(int payloadBytes) {
        return new byte[payloadBytes + 4 * LINE];
    }

    static void write(byte[] bytes, int payloadBytes, long number) {
        for (int at = 0; at < payloadBytes; at += LINE) {
            WORD.set(bytes, at, number);
        }
    }

    /// @return the number in every line, or `-1`
    static long read(byte[] bytes, int payloadBytes) {
        long number = (long) WORD.get(bytes, 0);
        long others = 0;
        for (int at = LINE; at < payloadBytes; at += LINE) {
            others |= (long) WORD.get(bytes, at) ^ number;
        }
        return others == 0 ? number : -1;
    }

    /// Of a message in a buffer.
    static long read(DirectBuffer buffer, int from, int payloadBytes) {
        long number = buffer.getLong(from);
        long others = 0;
        for (int at = LINE; at < payloadBytes; at += LINE) {
            others |= buffer.getLong(from + at) ^ number;
        }
        return others == 0 ? number : -1;
    }

    /// Of a payload that lies where it lies.
    static long read(Payload payload) {
        long number = payload.word(0);
        long others = 0;
        for (int at = LINE; at < payload.length(); at += LINE) {
            others |= payload.word(at) ^ number;
        }
        return others == 0 ? number : -1;
    }
}
