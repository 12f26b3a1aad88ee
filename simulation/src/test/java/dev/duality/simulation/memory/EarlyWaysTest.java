// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Region;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A store that several ways lead to, not all of which are open at each load that it may pass.
class EarlyWaysTest {
    private static final long X = 0;
    private static final long Y = Region.APART;
    private static final long Z = 2L * Region.APART;

    /// One looks at x twice before it stores y, and sees 2 the second time only if y was stored before that, which the
    /// other has to find out; if y was stored before the first time, the other sees it with z, and stores no 2.
    private static final class TwoLooks implements MemoryScenario {
        @Override
        public String name() {
            return "two looks";
        }

        @Override
        public Trial open(Consumer<Runnable> servers) {
            Region region = Region.allocate(3L * Region.APART);
            long[] saw = new long[2];
            return new Trial() {
                @Override
                public List<Runnable> workers() {
                    return List.of(
                            () -> {
                                saw[0] = region.getOpaque(X);
                                region.setRelease(Z, 1);
                                saw[1] = region.getOpaque(X);
                                region.setOpaque(Y, 1);
                            },
                            () -> {
                                region.setOpaque(X, 1);
                                if (region.getAcquire(Z) == 1
                                        && region.getAcquire(Y) == 0
                                        && region.getAcquire(Y) == 1) {
                                    region.setRelease(X, 2);
                                }
                            });
                }

                @Override
                public Optional<String> verdict() {
                    return saw[0] == 1 && saw[1] == 2 ? Optional.of("it saw 1, and then 2") : Optional.empty();
                }
            };
        }
    }

    /// At the first look 0 and 1 can be seen, each a way to the store; at the second only 1.
    @Test
    void aFailureComesAgainWithAllTheWaysToTheStoreThatIsDoneEarly() {
        MemoryExploration exploration = new MemoryExploration(new TwoLooks(), Optional.empty());
        MemoryExploration.Failure failure = exploration
                .explore(new MemoryExploration.Budget(6, 100_000, 0, 1))
                .failure()
                .orElseThrow();
        assertEquals("it saw 1, and then 2", failure.reason());
        assertEquals(Optional.of(failure), exploration.replay(failure.schedule()));
    }
}
