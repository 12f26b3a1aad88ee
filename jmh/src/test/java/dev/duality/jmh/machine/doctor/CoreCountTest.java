// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.machine.placement.NoAffinity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoreCountTest {
    @Test
    void twoThreadsThatCountAsFastAsOneAreTwoCores() {
        assertEquals(new CoreCount(2, 2), CoreCount.of(1000, new long[] {1000, 1000}));
    }

    @Test
    void twoThreadsThatShareACoreAreOne() {
        assertEquals(new CoreCount(2, 1), CoreCount.of(1000, new long[] {900, 100}));
    }

    @Test
    void aControlThatCountedNothingDoesNotDivideByZero() {
        assertEquals(new CoreCount(1, 5), CoreCount.of(0, new long[] {5}));
    }

    @Test
    void countingWorksWhereNothingCanBePinned() throws InterruptedException {
        CoreCount count = CoreCount.measure(new NoAffinity("it is a test"), List.of(0, 1), Duration.ofMillis(2));

        assertEquals(2, count.threads());
        assertTrue(count.realCores() >= 0);
    }

    @Test
    void noThreadsAreNoCount() {
        assertThrows(IllegalArgumentException.class, () -> new CoreCount(0, 0));
    }
}
