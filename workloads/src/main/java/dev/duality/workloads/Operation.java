// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.Payload;

/// One operation that was asked for, and what came of it.
///
/// @param asked the bytes that came with it; nobody changes them any more
/// @param got the reply's bytes, likewise
public record Operation(int kind, long a, long b, Payload asked, long result, Payload got) {
    @Override
    public String toString() {
        return "kind %d (%d, %d)%s -> %d%s".formatted(kind, a, b, bytes(asked), result, bytes(got));
    }

    private static String bytes(Payload payload) {
        return payload.length() == 0 ? "" : " with " + payload;
    }
}
