// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import java.util.SortedSet;
import java.util.TreeSet;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;

/// What lies near what: fields in objects as this JVM lays them out, and words in regions.
public final class Room {
    private Room() {}

    /// Asserts that a field shares neither a line nor a pair of lines with another object, wherever the two lie.
    public static void assertAroundField(Class<?> type, String name) {
        ClassLayout layout = ClassLayout.parseClass(type);
        FieldLayout field = layout.fields().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        long after = layout.instanceSize() - field.offset() - field.size();
        assertTrue(
                field.offset() >= Region.APART && after >= Region.APART,
                () -> name + " lies too near to an end of its object:\n" + layout.toPrintable());
    }

    /// Which pairs of lines of a region differ from what they were while `action` ran, by number.
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
