// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

import dev.duality.shm.Payload;

/// Payloads that a replica keeps when their messages are gone.
final class Bytes {
    private Bytes() {}

    /// Copies a payload into an array: into `old`, if it is long enough.
    static byte[] kept(Payload payload, byte[] old) {
        int length = payload.length();
        byte[] kept = old == null || old.length < length ? new byte[length] : old;
        System.arraycopy(payload.bytes(), 0, kept, 0, length);
        return kept;
    }

    /// Copies what was kept into a payload.
    static void give(byte[] kept, int length, Payload payload) {
        payload.length(length);
        if (length > 0) {
            System.arraycopy(kept, 0, payload.bytes(), 0, length);
        }
    }
}
