// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class SplitMix64Test {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private static long unshift(long z, int by) { // undoes z ^ (z >>> by)
        long result = z;
        for (int shifted = by; shifted < 64; shifted += by) {
            result = z ^ (result >>> by);
        }
        return result;
    }

    private static long inverse(long odd) { // of an odd factor, by Newton's iteration
        long x = odd;
        for (int i = 0; i < 6; i++) {
            x *= 2 - odd * x;
        }
        return x;
    }

    @Test
    void itIsTheSequenceOfSplitMix64() {
        assertEquals(0xE220A8397B1DCDAFL, SplitMix64.of(0));
        long state = GAMMA;
        assertEquals(0x6E789E6AA1B965F4L, SplitMix64.of(state));
        state += GAMMA;
        assertEquals(0x06C45D188009454FL, SplitMix64.of(state));
    }

    @Test
    void everyWordCanBeHadBackSoNoTwoMeet() {
        for (long word = -500; word < 500; word++) {
            long spread = word * 0x1234_5678_9ABC_DEF1L;
            long z = unshift(SplitMix64.of(spread), 31) * inverse(0x94D049BB133111EBL);
            z = unshift(z, 27) * inverse(0xBF58476D1CE4E5B9L);
            assertEquals(spread, unshift(z, 30) - GAMMA);
        }
    }

    @Test
    void ofTwoWordsTheOrderMatters() {
        assertNotEquals(SplitMix64.of(1, 2), SplitMix64.of(2, 1));
        assertNotEquals(SplitMix64.of(0, 1), SplitMix64.of(1, 0));
        assertEquals(SplitMix64.of(SplitMix64.of(3) + 4), SplitMix64.of(3, 4));
    }
}
