// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.contract.Together;
import org.junit.jupiter.api.Test;

class ParkWaitTest {
    private static final long FOR_EVER = Long.MAX_VALUE;

    /// A wait whose sleeps are as long as that, for one party.
    WaitStrategy sleeping(long longestNanos) {
        return new ParkWait(2, longestNanos);
    }

    /// The wait that another party signals that wait through.
    WaitStrategy elsewhere(WaitStrategy wait) {
        return wait;
    }

    /// Whether a party has gone to sleep by it, or is about to.
    boolean sleeps(WaitStrategy wait, Thread party) {
        return party.getState() == Thread.State.TIMED_WAITING;
    }

    private static void waitFor(Region region, long value, WaitStrategy wait) {
        for (int attempt = 0; region.getAcquire(0) != value; attempt++) {
            wait.idle(attempt);
        }
    }

    /// Goes as far as saying that it will sleep.
    private static void announce(WaitStrategy wait) {
        for (int attempt = 0; attempt <= WaitStrategy.SPINS; attempt++) {
            wait.idle(attempt);
        }
    }

    @Test
    void aSignalWakesASleeper() {
        try (Region region = Region.allocate(8)) {
            WaitStrategy wait = sleeping(FOR_EVER);
            Thread[] sleeper = new Thread[1];
            Together.run(
                    () -> {
                        sleeper[0] = Thread.currentThread();
                        region.setRelease(0, 1);
                        waitFor(region, 2, wait);
                    },
                    () -> {
                        WaitStrategy other = WaitStrategy.of(WaitStrategy.Kind.YIELD);
                        waitFor(region, 1, other);
                        for (int attempt = 0; !sleeps(wait, sleeper[0]); attempt++) {
                            other.idle(attempt);
                        }
                        region.setRelease(0, 2);
                        elsewhere(wait).signal();
                    });
        }
    }

    @Test
    void whoIsSignalledBeforeItSleepsDoesNotSleep() {
        WaitStrategy wait = sleeping(FOR_EVER);
        Together.run(() -> {
            announce(wait);
            wait.signal();
            wait.idle(WaitStrategy.SPINS + 1);
        });
    }

    @Test
    void aSignalThatCameWhileNobodyWaitedDoesNotHideTheNext() {
        WaitStrategy wait = sleeping(FOR_EVER);
        Together.run(() -> {
            for (int round = 0; round < 100; round++) {
                wait.signal();
                wait.signal();
                announce(wait);
                wait.signal();
                wait.idle(WaitStrategy.SPINS + 1);
            }
        });
    }

    @Test
    void aWaitThatEndedUnsignalledLeavesNothingBehind() {
        WaitStrategy wait = sleeping(FOR_EVER);
        Together.run(() -> {
            for (int round = 0; round < 100; round++) {
                announce(wait); // and then the condition holds, and nobody signals
            }
            wait.idle(0);
            wait.idle(WaitStrategy.SPINS); // would sleep, if this wait had been said to sleep already
        });
    }

    @Test
    void nobodySleepsLongerThanItIsTold() {
        WaitStrategy wait = sleeping(FOR_EVER);
        Together.run(() -> {
            for (int attempt = 0; attempt < WaitStrategy.SPINS + 20; attempt++) {
                wait.idle(attempt, 1_000);
            }
        });
    }

    @Test
    void theLongestSleepBoundsOneThatMayBeLonger() {
        WaitStrategy wait = sleeping(1_000);
        Together.run(() -> {
            for (int attempt = 0; attempt < WaitStrategy.SPINS + 20; attempt++) {
                wait.idle(attempt, FOR_EVER);
            }
        });
    }

    @Test
    void noWakeUpIsLostWhereTheSignalMeetsTheFallingAsleep() {
        int rounds = 100_000;
        try (Region region = Region.allocate(Region.APART * 3L)) {
            WaitStrategy[] waits = {sleeping(FOR_EVER), sleeping(FOR_EVER)};
            WaitStrategy[] signals = {elsewhere(waits[0]), elsewhere(waits[1])};
            Together.Task[] parties = new Together.Task[2];
            for (int party = 0; party < 2; party++) {
                int self = party;
                parties[party] = () -> {
                    for (long round = self; round < rounds; round += 2) {
                        int attempt = 0; // falls asleep after 0 to 3 looks
                        while (region.getOpaque(0) != round) {
                            waits[self].idle(attempt);
                            attempt = Math.max(attempt + 1, WaitStrategy.SPINS - (int) (round & 3));
                        }
                        for (long delay = SplitMix64.of(round) & 63; delay > 0; delay--) {
                            region.getOpaque(Region.APART * (1L + self)); // so that they meet at each step in turn
                        }
                        region.setOpaque(0, round + 1);
                        signals[1 - self].signal();
                    }
                };
            }
            Together.run(parties);
        }
    }

    @Test
    void manySignallersWakeOneThatWaitsAgainAndAgain() {
        int rounds = 20_000;
        try (Region region = Region.allocate(Region.APART * 3L)) {
            WaitStrategy sleeper = sleeping(FOR_EVER);
            WaitStrategy signal = elsewhere(sleeper);
            WaitStrategy[] others = {sleeping(FOR_EVER), sleeping(FOR_EVER)};
            WaitStrategy[] signals = {elsewhere(others[0]), elsewhere(others[1])};
            long[] seen = {0};
            Together.Task[] tasks = new Together.Task[3];
            for (int party = 0; party < 2; party++) {
                int self = party;
                tasks[party] = () -> {
                    for (int round = 1; round <= rounds; round++) {
                        for (int attempt = 0; region.getAcquire(0) < round - 1; attempt++) {
                            others[self].idle(attempt);
                        }
                        region.setRelease(Region.APART * (1L + self), round);
                        signal.signal();
                    }
                };
            }
            tasks[2] = () -> {
                for (int round = 1; round <= rounds; round++) {
                    int attempt = 0;
                    while (region.getAcquire(Region.APART) < round || region.getAcquire(2 * Region.APART) < round) {
                        sleeper.idle(attempt);
                        attempt = Math.max(attempt + 1, WaitStrategy.SPINS - 1);
                    }
                    seen[0]++;
                    region.setRelease(0, round);
                    signals[0].signal();
                    signals[1].signal();
                }
            };
            Together.run(tasks);
            assertEquals(rounds, seen[0]);
        }
    }
}
