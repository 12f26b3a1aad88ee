// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReplacementTest {
    private static int[] next(Replacement replacement, int times) {
        return IntStream.range(0, times).map(_ -> replacement.next(7)).toArray();
    }

    @Test
    void clockFillsEmptySlotsFromZeroUpwardsAndThenGoesRound() {
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2}, next(Policy.CLOCK.open(3), 6));
    }

    @Test
    void clockGivesAReferencedBlockASecondChance() {
        Replacement clock = Policy.CLOCK.open(3);
        next(clock, 3);
        clock.hit(0);

        assertEquals(1, clock.next(7));
    }

    @Test
    void clockClearsTheBitsThatItsHandPasses() {
        Replacement clock = Policy.CLOCK.open(3);
        next(clock, 3);
        clock.hit(0);
        clock.hit(1);

        assertArrayEquals(new int[] {2, 0, 1}, next(clock, 3));
    }

    @Test
    void clockTakesWhereItsHandStandsIfAllAreReferenced() {
        Replacement clock = Policy.CLOCK.open(3);
        next(clock, 4);
        for (int slot = 0; slot < 3; slot++) {
            clock.hit(slot);
        }

        assertEquals(1, clock.next(7));
    }

    @Test
    void clockLetsABlockEnterUnreferenced() {
        Replacement clock = Policy.CLOCK.open(2);
        next(clock, 2);
        clock.hit(0);
        clock.hit(1);
        assertEquals(0, clock.next(7));

        assertEquals(1, clock.next(7));
        assertEquals(0, clock.next(7));
    }

    @Test
    void lruFillsEmptySlotsFromZeroUpwardsAndThenTakesTheOldest() {
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2}, next(Policy.LRU.open(3), 6));
    }

    @Test
    void lruTakesTheSlotWhoseLastUseIsLongestAgo() {
        Replacement lru = Policy.LRU.open(3);
        next(lru, 3);
        lru.hit(0);
        lru.hit(2);
        lru.hit(0);

        assertArrayEquals(new int[] {1, 2, 0}, next(lru, 3));
    }

    @Test
    void oneSlotIsTakenAgainAndAgain() {
        Replacement lru = Policy.LRU.open(1);
        lru.hit(lru.next(7));

        assertArrayEquals(new int[] {0, 0}, next(lru, 2));
        assertArrayEquals(new int[] {0, 0}, next(Policy.CLOCK.open(1), 2));
    }
}
