// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import dev.duality.shm.Region;
import java.util.SortedSet;
import java.util.TreeSet;

/// The neighbourhood of bytes in regions.
public final class RegionBytes {
    private RegionBytes() {}

    /// The pairs of lines of a region that differ from what they were while `action` ran, by number.
    public static SortedSet<Long> pairsChanged(Region region, Runnable action) {
        byte[] before = content(region);
        action.run();
        byte[] after = content(region);
        SortedSet<Long> pairs = new TreeSet<>();
        for (int at = 0; at < after.length; at++) {
            if (before[at] != after[at]) {
                pairs.add((long) at / Region.APART);
            }
        }
        return pairs;
    }

    /// A copy of all bytes of a region.
    public static byte[] content(Region region) {
        byte[] bytes = new byte[(int) region.bytes()];
        region.read(0, bytes, 0, bytes.length);
        return bytes;
    }
}
