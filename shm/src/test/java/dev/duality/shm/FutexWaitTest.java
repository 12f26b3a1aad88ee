// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// All that holds of [ParkWait], with a word that the two parties reach by different addresses, as processes do.
class FutexWaitTest extends MappedWaitTest {
    @BeforeEach
    void hasFutex() {
        assumeTrue(Futex.unavailable().isEmpty(), () -> Futex.unavailable().orElseThrow());
    }

    @Override
    WaitStrategy over(Region words, long longestNanos) {
        return new FutexWait(words, 2, longestNanos);
    }

    @Override
    WaitStrategy over(Region words) {
        return new FutexWait(words, 2);
    }

    @Test
    void processesThatOpenTheSameInTheSameOrderGetTheSameWordsAndWaits() {
        Hardware one = new CommonMemory(folder);
        Hardware other = new CommonMemory(folder);
        Region first = Hardware.in(one, () -> Region.allocate(64));
        Region second = Hardware.in(one, () -> Region.allocate(64));
        Region firstThere = Hardware.in(other, () -> Region.allocate(64));
        Region secondThere = Hardware.in(other, () -> Region.allocate(64));

        first.setRelease(0, 1);
        second.setRelease(0, 2);

        assertEquals(1, firstThere.getAcquire(0));
        assertEquals(2, secondThere.getAcquire(0));
    }
}
