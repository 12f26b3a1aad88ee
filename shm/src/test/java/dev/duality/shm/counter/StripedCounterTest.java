// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.RegionBytes;
import dev.duality.shm.contract.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StripedCounterTest {
    @Test
    void theSumIsThatOfAllAdditions() {
        try (Region region = Region.allocate(StripedCounter.bytes(3))) {
            StripedCounter counter = new StripedCounter(region, 0, 3);
            assertEquals(0, counter.sum());
            counter.add(0, 5);
            counter.add(2, 100);
            counter.add(2, -30);
            counter.add(1, -200);
            assertEquals(-125, counter.sum());
        }
    }

    @Test
    void aCountThatRunsOverComesBack() {
        try (Region region = Region.allocate(StripedCounter.bytes(2))) {
            StripedCounter counter = new StripedCounter(region, 0, 2);
            counter.add(0, Long.MAX_VALUE);
            counter.add(1, 5);
            assertEquals(Long.MIN_VALUE + 4, counter.sum());
            counter.add(0, 10);
            counter.add(1, -14);
            assertEquals(Long.MIN_VALUE, counter.sum());
            counter.add(1, Long.MIN_VALUE);
            assertEquals(0, counter.sum());
        }
    }

    @Test
    void twoViewsOfTheSameBytesAreOneCounter() {
        try (Region region = Region.allocate(StripedCounter.bytes(2) + Region.APART)) {
            new StripedCounter(region, Region.APART, 2).add(1, 3);
            new StripedCounter(region, Region.APART, 2).add(1, 4);
            assertEquals(7, new StripedCounter(region, Region.APART, 2).sum());
        }
    }

    @Test
    void nothingThatSeveralPartiesAddIsLost() {
        int rounds = 200_000;
        try (Region region = Region.allocate(StripedCounter.bytes(4))) {
            List<Together.Task> tasks = new ArrayList<>();
            for (int party = 0; party < 4; party++) {
                int self = party;
                tasks.add(() -> {
                    StripedCounter counter = new StripedCounter(region, 0, 4);
                    for (int round = 0; round < rounds; round++) {
                        counter.add(self, 1 + self);
                    }
                });
            }
            Together.run(tasks);
            assertEquals(rounds * 10L, new StripedCounter(region, 0, 4).sum());
        }
    }

    @Test
    void whoSumsSeesWhatCameBeforeEachAdditionAndNeverLessThanBefore() {
        long rounds = 200_000;
        try (Region region = Region.allocate(StripedCounter.bytes(2))) {
            StripedCounter counter = new StripedCounter(region, 0, 2);
            long[] done = new long[64]; // of party 0 at 16, of party 1 at 48
            List<Together.Task> tasks = new ArrayList<>();
            for (int party = 0; party < 2; party++) {
                int self = party;
                tasks.add(() -> {
                    for (int round = 0; round < rounds; round++) {
                        done[16 + 32 * self]++;
                        counter.add(self, 1);
                    }
                });
            }
            tasks.add(() -> {
                WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.YIELD);
                long last = 0;
                for (int attempt = 0; last < 2 * rounds; attempt++) {
                    long sum = counter.sum();
                    assertTrue(done[16] + done[48] >= sum);
                    assertTrue(sum >= last);
                    last = sum;
                    wait.idle(attempt);
                }
                assertEquals(2 * rounds, last);
            });
            Together.run(tasks);
        }
    }

    @Test
    void eachPartysWordLiesApart() {
        try (Region region = Region.allocate(StripedCounter.bytes(3) + 2 * Region.APART)) {
            StripedCounter counter = new StripedCounter(region, Region.APART, 3);
            for (int party = 0; party < 3; party++) {
                int self = party;
                assertEquals(Set.of(1L + self), RegionBytes.pairsChanged(region, () -> counter.add(self, -1)));
            }
        }
    }
}
