// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.pending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.RegionBytes;
import dev.duality.shm.contract.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingWordTest {
    @Test
    void aBitIsClearBeforeItsFirstRaiseAndAgainAfterItWasTaken() {
        try (Region region = Region.allocate(8)) {
            PendingWord word = new PendingWord(region, 0);
            for (int source = 0; source < 64; source++) {
                assertEquals(0, word.take());
                assertTrue(word.raise(source));
                assertFalse(word.raise(source));
                assertEquals(1L << source, word.take());
                assertEquals(0, word.take());
                assertTrue(word.raise(source));
                assertEquals(1L << source, word.take());
            }
        }
    }

    @Test
    void aTakeTakesAllThatAreSet() {
        try (Region region = Region.allocate(8)) {
            PendingWord word = new PendingWord(region, 0);
            long all = 0;
            for (int source = 0; source < 64; source++) {
                assertTrue(word.raise(source));
                all |= 1L << source;
                if (source % 7 == 0) {
                    assertEquals(all, word.take());
                    all = 0;
                }
            }
            assertEquals(all, word.take());
            for (int source = 0; source < 64; source++) {
                assertTrue(word.raise(source));
            }
            assertEquals(-1, word.take());
        }
    }

    @Test
    void twoViewsOfTheSameWordAreOne() {
        try (Region region = Region.allocate(16)) {
            assertTrue(new PendingWord(region, 8).raise(5));
            assertEquals(0, new PendingWord(region, 0).take());
            assertEquals(32, new PendingWord(region, 8).take());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyCauseIsSeenByATakeAfterItAndEveryBitIsTakenOnce(int sources) {
        int rounds = 150_000;
        try (Region region = Region.allocate(2L * Region.APART)) {
            PendingWord word = new PendingWord(region, 0);
            long[] causes = new long[32 * (sources + 1)]; // plain; published by the raise
            long[] raised = new long[sources]; // how often the bit was clear
            long[] taken = new long[sources];
            List<Together.Task> tasks = new ArrayList<>();
            for (int i = 0; i < sources; i++) {
                int self = i;
                tasks.add(() -> {
                    long first = 0;
                    for (int round = 0; round < rounds; round++) {
                        causes[32 * self + 16]++;
                        if (word.raise(63 - 20 * self)) {
                            first++;
                        }
                    }
                    raised[self] = first;
                    region.getAndAdd(Region.APART, 1);
                });
            }
            tasks.add(() -> {
                WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);
                long[] seen = new long[sources];
                boolean over = false;
                for (int attempt = 0; !over; attempt++) {
                    over = region.getAcquire(Region.APART) == sources; // then this take is the last
                    long bits = word.take();
                    for (int i = 0; i < sources; i++) {
                        if ((bits & 1L << 63 - 20 * i) != 0) {
                            taken[i]++;
                            seen[i] = causes[32 * i + 16];
                            bits &= ~(1L << 63 - 20 * i);
                        }
                    }
                    assertEquals(0, bits);
                    wait.idle(attempt & 7);
                }
                for (int i = 0; i < sources; i++) {
                    assertEquals(rounds, seen[i]);
                }
            });
            Together.run(tasks);
            for (int i = 0; i < sources; i++) {
                assertEquals(raised[i], taken[i]);
            }
        }
    }

    @Test
    void aRaiseCountsThoughTheBitIsSetAndJustBeingTaken() {
        int rounds = 60_000;
        long asked = Region.APART;
        long done = 2 * Region.APART;
        try (Region region = Region.allocate(3L * Region.APART)) {
            PendingWord word = new PendingWord(region, 0);
            long[] cause = new long[32];
            Together.run(
                    () -> {
                        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);
                        for (long round = 1; round <= rounds; round++) {
                            for (int attempt = 0; region.getAcquire(asked) != round; attempt++) {
                                wait.idle(attempt);
                            }
                            word.raise(7);
                            cause[16] = round;
                            word.raise(7);
                            region.setRelease(done, round);
                        }
                    },
                    () -> {
                        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);
                        long seen = 0;
                        for (long round = 1; round <= rounds; round++) {
                            region.setRelease(asked, round);
                            boolean last = false;
                            for (int attempt = 0; !last; attempt++) {
                                last = region.getAcquire(done) == round;
                                if (word.take() != 0) {
                                    seen = cause[16];
                                } else {
                                    wait.idle(attempt & 31);
                                }
                            }
                            assertEquals(round, seen);
                        }
                    });
        }
    }

    @Test
    void wordsOfALayoutLieApart() {
        RegionLayout layout = new RegionLayout();
        PendingWord[] words = new PendingWord[3];
        long[] offsets = new long[3];
        for (int i = 0; i < 3; i++) {
            offsets[i] = layout.word("pending " + i);
        }
        try (Region region = Region.allocate(layout.bytes())) {
            for (int i = 0; i < 3; i++) {
                words[i] = new PendingWord(region, offsets[i]);
                PendingWord word = words[i];
                assertEquals(Set.of((long) i), RegionBytes.pairsChanged(region, () -> word.raise(63)));
            }
        }
    }
}
