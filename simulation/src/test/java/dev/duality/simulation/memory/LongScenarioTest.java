// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Scenarios that take long, and those that have no end.
class LongScenarioTest {
    /// One stores a word so many times, and then another, for which the other one waits.
    private record Stores(int count, boolean comes) implements MemoryScenario {
        @Override
        public String name() {
            return count + " stores";
        }

        @Override
        public Trial open(Consumer<Runnable> servers) {
            Region region = Region.allocate(2L * Region.APART);
            WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.PAUSE);
            return new Trial() {
                @Override
                public List<Runnable> workers() {
                    return List.of(
                            () -> {
                                for (int i = 0; i < count || !comes; i++) {
                                    region.setOpaque(0, i);
                                }
                                region.setRelease(Region.APART, 1);
                            },
                            () -> {
                                for (int attempt = 0; region.getAcquire(Region.APART) == 0; attempt++) {
                                    wait.idle(attempt);
                                }
                            });
                }

                @Override
                public Optional<String> verdict() {
                    return Optional.empty();
                }
            };
        }
    }

    private static MemoryExploration exploration(int count, boolean comes) {
        return new MemoryExploration(new Stores(count, comes), Optional.empty());
    }

    @Test
    void whatTakesLongOnAStronglyOrderedMachineIsNotEndless() {
        MemoryExploration.Result result = exploration(10_000, true).explore(MemoryExploration.Budget.of(2, 1));

        assertFalse(result.isEndless(), result::toString);
        assertEquals(0, result.tooLong());
    }

    @Test
    void whatHasNoEndThereIs() {
        assertTrue(
                exploration(1, false).explore(MemoryExploration.Budget.of(2, 1)).isEndless());
    }

    @Test
    void theShorterAnExecutionIsTheMoreOfThemAreUsual() {
        assertEquals(
                MemoryExploration.Budget.of(10_000, 7), exploration(3, true).usual(7));
        int some = exploration(300, true).usual(7).random();
        assertTrue(some > 1_000 && some < 10_000, "" + some);
        assertEquals(20, exploration(20_000, true).usual(7).random());
    }
}
