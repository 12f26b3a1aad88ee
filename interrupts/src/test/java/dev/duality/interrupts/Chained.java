// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;

/// A bottom half whose result depends on the one before, on the cause and on every byte: what is lost, doubled or
/// overtaken changes all results after it.
///
/// @param rounds how often the result is mixed once more, so that handling takes a while
public record Chained(int rounds) implements BottomHalf {
    @Override
    public long handle(int device, long digest, long cause, Payload payload) {
        long result = SplitMix64.of(digest, cause ^ payload.checksum());
        for (int round = 0; round < rounds; round++) {
            result = SplitMix64.of(result);
        }
        return result;
    }
}
