// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReplacementTest {
    private static int[] next(Replacement replacement, int times) {
        return IntStream.range(0, times).map(_ -> replacement.next()).toArray();
    }

    @Test
    void clockFillsEmptySlotsFromZeroUpwardsAndThenGoesRound() {
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2}, next(Replacement.clock(3), 6));
    }

    @Test
    void clockGivesAReferencedBlockASecondChance() {
        Replacement clock = Replacement.clock(3);
        next(clock, 3);
        clock.hit(0);

        assertEquals(1, clock.next());
    }

    @Test
    void clockClearsTheBitsThatItsHandPasses() {
        Replacement clock = Replacement.clock(3);
        next(clock, 3);
        clock.hit(0);
        clock.hit(1);

        assertArrayEquals(new int[] {2, 0, 1}, next(clock, 3));
    }

    @Test
    void clockTakesWhereItsHandStandsIfAllAreReferenced() {
        Replacement clock = Replacement.clock(3);
        next(clock, 4);
        for (int slot = 0; slot < 3; slot++) {
            clock.hit(slot);
        }

        assertEquals(1, clock.next());
    }

    @Test
    void clockLetsABlockEnterUnreferenced() {
        Replacement clock = Replacement.clock(2);
        next(clock, 2);
        clock.hit(0);
        clock.hit(1);
        assertEquals(0, clock.next());

        assertEquals(1, clock.next());
        assertEquals(0, clock.next());
    }

    @Test
    void lruFillsEmptySlotsFromZeroUpwardsAndThenTakesTheOldest() {
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2}, next(Replacement.lru(3), 6));
    }

    @Test
    void lruTakesTheSlotWhoseLastUseIsLongestAgo() {
        Replacement lru = Replacement.lru(3);
        next(lru, 3);
        lru.hit(0);
        lru.hit(2);
        lru.hit(0);

        assertArrayEquals(new int[] {1, 2, 0}, next(lru, 3));
    }

    @Test
    void oneSlotIsTakenAgainAndAgain() {
        Replacement lru = Replacement.lru(1);
        lru.hit(lru.next());

        assertArrayEquals(new int[] {0, 0}, next(lru, 2));
        assertArrayEquals(new int[] {0, 0}, next(Replacement.clock(1), 2));
    }
}
