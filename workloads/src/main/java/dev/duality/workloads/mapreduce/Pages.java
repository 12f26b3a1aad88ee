// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import dev.duality.shm.Payload;
import java.util.function.Supplier;

/// The output of a job that rests, in pages of a payload each. For one thread at a time.
final class Pages {
    private byte[] output = {};

    /// Puts a page into the payload, nothing if there is no such page.
    /// @param made the output; asked for with page 0
    /// @return how many bytes the whole output has
    long read(long page, Payload payload, Supplier<byte[]> made) {
        if (page == 0) {
            output = made.get();
        }
        long from = Math.min(output.length, page * payload.capacity());
        int length = (int) Math.min(payload.capacity(), output.length - from);
        System.arraycopy(output, (int) from, payload.bytes(), 0, length);
        payload.length(length);
        return output.length;
    }
}
