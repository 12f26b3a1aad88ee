// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "12, 12", "12, 48", "512, 12", "512, 48", "7, 3", "1, 512", "1048576, 1", "1000003, 1"})
    void eachBucketHasAKeyForEachSlotAndHalfOfThemAreThereAtFirst(int buckets, int entries) {
        Keys keys = new Keys(buckets, entries);
        int[] all = new int[buckets];
        int[] warm = new int[buckets];
        for (int number = 0; number < keys.count(); number++) {
            long key = keys.key(number);
            all[keys.bucket(key)]++;
            warm[keys.bucket(key)] += keys.first(key) == TableWorkload.ABSENT ? 0 : 1;
            assertEquals(number, keys.number(key));
        }

        assertTrue(Arrays.stream(all).allMatch(count -> count == 2 * entries), "some bucket has more keys than slots");
        assertTrue(Arrays.stream(warm).allMatch(count -> count == entries), "some bucket begins fuller than another");
    }

    @ParameterizedTest
    @CsvSource({"1, 256", "12, 48", "512, 12", "7, 3"})
    void keysOfABucketAreToldApartBeforeTheirCellsAreLookedAt(int buckets, int entries) {
        Keys keys = new Keys(buckets, entries);
        int slots = keys.slots();
        long alike = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            int[] prints = IntStream.range(bucket * slots, (bucket + 1) * slots)
                    .map(number -> keys.print(keys.key(number), Slot.PRINT_BITS))
                    .toArray();
            alike += slots - Arrays.stream(prints).distinct().count();
        }

        assertEquals(0, alike, alike + " of " + keys.count() + " keys look like another of their bucket");
    }
}
