// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class JobSplitTest {
    private static LongStream shares(long total, int workers) {
        return IntStream.range(0, workers).mapToLong(worker -> JobSplit.share(total, worker, workers));
    }

    @Test
    void sharesAddUpAndDifferByOneAtMost() {
        for (int workers = 1; workers < 20; workers++) {
            for (int total = workers; total < 100; total++) {
                assertEquals(total, shares(total, workers).sum());
                assertTrue(shares(total, workers).max().orElseThrow()
                                - shares(total, workers).min().orElseThrow()
                        <= 1);
            }
        }
    }

    @Test
    void everybodyHasSomethingToDo() {
        assertEquals(1, JobSplit.share(2, 5, 8));
    }

    @Test
    void keysAreSpreadOverAllOwners() {
        int[] keys = new int[3];
        for (int key = 0; key < 3_000; key++) {
            keys[JobSplit.owner(key, 3)]++;
        }

        assertTrue(IntStream.of(keys).allMatch(count -> count > 900), () -> keys[0] + ", " + keys[1] + ", " + keys[2]);
    }
}
