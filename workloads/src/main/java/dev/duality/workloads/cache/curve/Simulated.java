// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.curve;

import dev.duality.workloads.cache.policy.Policy;
import dev.duality.workloads.cache.policy.Replacement;

/// A cache without content: which blocks are in it, by one policy.
final class Simulated {
    private static final int PLACE_BYTES = Integer.BYTES;

    private final Replacement replacement;
    private final int[] places; // by block: slot + 1, 0 if it is not there
    private final int[] held; // by slot: block + 1, 0 if it is empty
    private long hits;

    /// @param size in blocks, at least 1
    /// @param blocks how many different ones will be asked for; a cache that is larger than that is as large
    Simulated(Policy policy, int size, int blocks) {
        replacement = policy.open(size);
        places = new int[blocks];
        held = new int[size];
    }

    /// The bytes of the heap that it takes.
    static long bytes(Policy policy, int size, int blocks) {
        return (long) blocks * PLACE_BYTES + (long) size * (PLACE_BYTES + policy.bytesPerSlot());
    }

    /// Takes the next references.
    void add(int[] ids, int count) {
        for (int i = 0; i < count; i++) {
            int block = ids[i];
            if (places[block] != 0) {
                hits++;
                replacement.hit(places[block] - 1);
                continue;
            }
            int slot = replacement.next(block);
            if (held[slot] != 0) {
                places[held[slot] - 1] = 0;
            }
            held[slot] = block + 1;
            places[block] = slot + 1;
        }
    }

    long hits() {
        return hits;
    }
}
