// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.RegionLayout;
import dev.duality.workloads.Setting;
import java.util.Locale;
import java.util.Optional;

/// The layout of [Buckets], and of what guards each of them, in a region.
///
/// @param guards where the first bucket's guard lies; the others follow
/// @param buckets where the buckets lie
record Guarded(RegionLayout layout, Keys keys, long guards, long guardBytes, long buckets) {
    private static final long MOST_BYTES = 2L << 30;

    /// @param guardBytes how many bytes a guard takes
    static Guarded of(Setting setting, long guardBytes) {
        Keys keys = TableWorkload.keys(setting);
        RegionLayout layout = new RegionLayout();
        long apart = RegionLayout.apart(guardBytes);
        return new Guarded(
                layout,
                keys,
                layout.span("guards", keys.buckets() * apart),
                apart,
                layout.span("buckets", Buckets.bytes(keys, setting.payloadBytes())));
    }

    /// The reason why there cannot be a table of this size with such guards; empty if there can.
    static Optional<String> rejects(Setting setting, long guardBytes) {
        long bytes = of(setting, guardBytes).layout.bytes();
        return bytes <= MOST_BYTES
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "its region would have %,d MiB, but may have %,d; lower buckets or workers",
                        bytes >> 20,
                        MOST_BYTES >> 20));
    }

    /// The offset of a bucket's guard.
    long guard(int bucket) {
        return guards + bucket * guardBytes;
    }
}
