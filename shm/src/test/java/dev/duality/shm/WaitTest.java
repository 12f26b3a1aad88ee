// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.contract.Together;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaitTest {
    @ParameterizedTest
    @EnumSource
    void twoPartiesWaitForEachOtherInTurn(Waits kind) {
        int rounds = kind.rounds(10_000);
        try (Region region = Region.allocate(8)) {
            Wait[] waits = kind.waits(2);
            long[] plain = {0}; // belongs to whose turn it is
            Together.Task[] parties = new Together.Task[2];
            for (int party = 0; party < 2; party++) {
                int self = party;
                parties[party] = () -> {
                    for (long round = self; round < rounds; round += 2) {
                        for (int turn = 0; region.getAcquire(0) != round; turn++) {
                            waits[self].idle(turn);
                        }
                        assertEquals(round, plain[0]++);
                        region.setRelease(0, round + 1);
                        waits[1 - self].signal();
                    }
                };
            }
            Together.run(parties);
            assertEquals(rounds, plain[0]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsAWaitAndTheFlagStaysSet(Waits kind) {
        Wait wait = kind.one();
        Together.run(() -> {
            Thread.currentThread().interrupt();
            assertThrows(Wait.Interrupted.class, () -> {
                for (int turn = 0; turn < 100_000; turn++) { // soon enough
                    wait.idle(turn);
                }
            });
            assertTrue(Thread.interrupted());
        });
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsAWaitThatIsUnderWay(Waits kind) {
        Wait wait = kind.one();
        Thread[] waiting = new Thread[1];
        try (Region region = Region.allocate(8)) {
            Together.run(
                    () -> {
                        waiting[0] = Thread.currentThread();
                        assertThrows(Wait.Interrupted.class, () -> {
                            for (int turn = 0; ; turn++) {
                                wait.idle(turn);
                                region.setRelease(0, turn);
                            }
                        });
                        assertTrue(Thread.interrupted());
                    },
                    () -> {
                        Wait other = Wait.of(Wait.Kind.YIELD);
                        for (int turn = 0; region.getAcquire(0) < Wait.SPINS; turn++) {
                            other.idle(turn);
                        }
                        waiting[0].interrupt();
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWaitWhoseTurnsRanOverGoesOn(Waits kind) {
        Wait wait = kind.one();
        Together.run(() -> {
            for (int turn = Integer.MAX_VALUE - 3_000; turn != Integer.MIN_VALUE + 3_000; turn++) {
                wait.idle(turn, 0);
            }
        });
    }

    @Test
    void onlyAPartyThatParksSleepsAndNeedsASignal() {
        Set<Waits> sleeping = Arrays.stream(Waits.values())
                .filter(kind -> kind.one().sleeps())
                .collect(Collectors.toSet());
        assertEquals(EnumSet.of(Waits.PARK, Waits.SLEEP), sleeping);
    }

    @Test
    void onlySpinningKeepsTheCore() {
        for (Wait.Kind kind : Wait.Kind.values()) {
            assertEquals(kind != Wait.Kind.SPIN && kind != Wait.Kind.PAUSE, kind.leavesCore());
        }
    }

    @Test
    void eachPartyHasAWaitOfItsOwn() {
        Wait[] waits = Wait.of(Wait.Kind.PARK, 3);
        assertEquals(3, waits.length);
        assertNotSame(waits[0], waits[1]);
        assertNotSame(waits[1], waits[2]);
    }

    @Test
    void kindsAreCalledAsUsersWriteThemAndSayWhatTheyDo() {
        assertEquals("backoff", Wait.Kind.BACKOFF.word());
        for (Wait.Kind kind : Wait.Kind.values()) {
            assertEquals(kind, Wait.Kind.valueOf(kind.word().toUpperCase(Locale.ROOT)));
            assertFalse(kind.about().isBlank());
        }
    }
}
