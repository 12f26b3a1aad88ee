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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaitTest {
    @ParameterizedTest
    @EnumSource
    void twoPartiesWaitForEachOtherInTurn(Waits kind) {
        int rounds = kind.rounds(10_000);
        try (Region region = Region.allocate(8)) {
            WaitStrategy[] waits = kind.waits(2);
            long[] plain = {0}; // belongs to whose turn it is
            Together.Task[] parties = new Together.Task[2];
            for (int party = 0; party < 2; party++) {
                int self = party;
                parties[party] = () -> {
                    for (long round = self; round < rounds; round += 2) {
                        for (int attempt = 0; region.getAcquire(0) != round; attempt++) {
                            waits[self].idle(attempt);
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
        WaitStrategy wait = kind.one();
        Together.run(() -> {
            Thread.currentThread().interrupt();
            assertThrows(WaitStrategy.Interrupted.class, () -> {
                for (int attempt = 0; attempt < 100_000; attempt++) { // soon enough
                    wait.idle(attempt);
                }
            });
            assertTrue(Thread.interrupted());
        });
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsAWaitThatIsUnderWay(Waits kind) {
        WaitStrategy wait = kind.one();
        Thread[] waiting = new Thread[1];
        try (Region region = Region.allocate(8)) {
            Together.run(
                    () -> {
                        waiting[0] = Thread.currentThread();
                        assertThrows(WaitStrategy.Interrupted.class, () -> {
                            for (int attempt = 0; ; attempt++) {
                                wait.idle(attempt);
                                region.setRelease(0, attempt);
                            }
                        });
                        assertTrue(Thread.interrupted());
                    },
                    () -> {
                        WaitStrategy other = WaitStrategy.of(WaitStrategy.Kind.YIELD);
                        for (int attempt = 0; region.getAcquire(0) < WaitStrategy.SPINS; attempt++) {
                            other.idle(attempt);
                        }
                        waiting[0].interrupt();
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWaitWhoseTurnsRanOverGoesOn(Waits kind) {
        WaitStrategy wait = kind.one();
        Together.run(() -> {
            for (int attempt = Integer.MAX_VALUE - 3_000; attempt != Integer.MIN_VALUE + 3_000; attempt++) {
                wait.idle(attempt, 0);
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
        for (WaitStrategy.Kind kind : WaitStrategy.Kind.values()) {
            assertEquals(kind != WaitStrategy.Kind.SPIN && kind != WaitStrategy.Kind.PAUSE, kind.leavesCore());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSE", "PARK"})
    void aWaitBeginsWithAsManyPausesAsItIsToldAndGoesOnWithOne(WaitStrategy.Kind kind) {
        WaitStrategy wait = WaitStrategy.of(new Waiting(kind, 16));

        assertEquals(16, wait.pauses(0));
        assertEquals(1, wait.pauses(1));
        assertEquals(2, WaitStrategy.of(kind).pauses(0));
    }

    @Test
    void whoBacksOffBeginsAsItIsToldAndPausesTwiceAsLongUpToTheLongest() {
        WaitStrategy wait = WaitStrategy.of(new Waiting(WaitStrategy.Kind.BACKOFF, 16));
        WaitStrategy usual = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);

        assertEquals(List.of(16, 32, 64, 64, 64, 64, 64), steps(wait));
        assertEquals(List.of(2, 4, 8, 16, 32, 64, 64), steps(usual));
        assertEquals(0, wait.pauses(25));
    }

    private static List<Integer> steps(WaitStrategy wait) {
        return IntStream.range(0, 7).mapToObj(wait::pauses).toList();
    }

    @Test
    void aWaitIsWrittenWithItsPausesWhereTheyAreNotTheUsual() {
        assertEquals("pause", new Waiting(WaitStrategy.Kind.PAUSE, 2).label());
        assertEquals("park:64", new Waiting(WaitStrategy.Kind.PARK, 64).label());
        assertEquals("spin", Waiting.of(WaitStrategy.Kind.SPIN).label());
    }

    @Test
    void whatIsWrittenIsReadAgainAndNothingElse() {
        for (WaitStrategy.Kind kind : WaitStrategy.Kind.values()) {
            Waiting usual = Waiting.of(kind);
            assertEquals(Optional.of(usual), Waiting.parse(usual.label()));
        }
        Waiting longest = new Waiting(WaitStrategy.Kind.BACKOFF, 64);
        assertEquals(Optional.of(longest), Waiting.parse(longest.label()));
        assertEquals(Optional.of(Waiting.of(WaitStrategy.Kind.PAUSE)), Waiting.parse("pause:2"));
        for (String none :
                List.of("", ":", "pause:", "pause:0", "pause:65", "pause:016", "spin:1", "sleep", "pause:1:2")) {
            assertEquals(Optional.empty(), Waiting.parse(none), none);
        }
    }

    @Test
    void aKindHasPausesWithinItsBoundsOrNone() {
        assertThrows(IllegalArgumentException.class, () -> new Waiting(WaitStrategy.Kind.PAUSE, 0));
        assertThrows(IllegalArgumentException.class, () -> new Waiting(WaitStrategy.Kind.PAUSE, 65));
        assertThrows(IllegalArgumentException.class, () -> new Waiting(WaitStrategy.Kind.YIELD, 1));
    }

    @Test
    void anotherKindKeepsThePausesThatItCanHave() {
        Waiting park = new Waiting(WaitStrategy.Kind.PARK, 16);

        assertEquals(new Waiting(WaitStrategy.Kind.BACKOFF, 16), park.withKind(WaitStrategy.Kind.BACKOFF));
        assertEquals(Waiting.of(WaitStrategy.Kind.SPIN), park.withKind(WaitStrategy.Kind.SPIN));
        assertEquals(
                Waiting.of(WaitStrategy.Kind.PARK),
                Waiting.of(WaitStrategy.Kind.SPIN).withKind(WaitStrategy.Kind.PARK));
    }

    @Test
    void eachPartyHasAWaitOfItsOwn() {
        WaitStrategy[] waits = WaitStrategy.of(WaitStrategy.Kind.PARK, 3);
        assertEquals(3, waits.length);
        assertNotSame(waits[0], waits[1]);
        assertNotSame(waits[1], waits[2]);
    }

    @Test
    void kindsAreCalledAsUsersWriteThemAndSayWhatTheyDo() {
        assertEquals("backoff", WaitStrategy.Kind.BACKOFF.label());
        for (WaitStrategy.Kind kind : WaitStrategy.Kind.values()) {
            assertEquals(kind, WaitStrategy.Kind.valueOf(kind.label().toUpperCase(Locale.ROOT)));
            assertFalse(kind.description().isBlank());
        }
    }
}
