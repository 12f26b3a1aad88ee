// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prefix;

import dev.duality.shm.Payload;
import java.nio.charset.StandardCharsets;

/// A name as the bytes of a message.
final class NameText {
    private NameText() {}

    static void write(String text, Payload payload) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        payload.length(bytes.length);
        System.arraycopy(bytes, 0, payload.bytes(), 0, bytes.length);
    }

    static String read(Payload payload) {
        return new String(payload.bytes(), 0, payload.length(), StandardCharsets.UTF_8);
    }
}
