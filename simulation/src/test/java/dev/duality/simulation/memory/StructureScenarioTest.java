// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.history.Model;
import dev.duality.shm.structure.Structure;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class StructureScenarioTest {
    private static final MemoryExploration.Budget BUDGET = new MemoryExploration.Budget(2, 100, 100, 1);

    /// A number that each call adds 1 to, and gives as it was before.
    private abstract static class Counting implements Structure<Long> {
        @Override
        public long bytes(Shape shape) {
            return 3 * Region.APART;
        }

        @Override
        public Model<Long, Long> model(Shape shape) {
            return Model.of(0L, (number, gave) -> gave.equals(number) ? Optional.of(number + 1) : Optional.empty());
        }
    }

    private static final class AtOnce extends Counting {
        @Override
        public View<Long> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
            return _ -> _ -> region.getAndAdd(offset, 1);
        }
    }

    private static final class InTwoSteps extends Counting {
        @Override
        public View<Long> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
            return _ -> _ -> {
                long number = region.getVolatile(offset);
                region.setVolatile(offset, number + 1);
                return number;
            };
        }
    }

    /// One party asks, a server of the structure's own answers.
    private static final class ByServer extends Counting {
        private static final long ASKED = 0;
        private static final long ANSWERED = Region.APART;
        private static final long ANSWER = ANSWERED + Long.BYTES;

        private final boolean signals;

        ByServer(boolean signals) {
            this.signals = signals;
        }

        @Override
        public int parties() {
            return 1;
        }

        @Override
        public boolean hasServer() {
            return true;
        }

        @Override
        public View<Long> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
            return new View<>() {
                @Override
                public Party<Long> party(int number) {
                    return _ -> {
                        long call = region.getPlain(offset + ASKED) + 1;
                        region.setRelease(offset + ASKED, call);
                        waits[1].signal();
                        for (int attempt = 0; region.getAcquire(offset + ANSWERED) != call; attempt++) {
                            waits[0].idle(attempt);
                        }
                        return region.getPlain(offset + ANSWER);
                    };
                }

                @Override
                public BooleanSupplier server() {
                    return () -> {
                        long answered = region.getPlain(offset + ANSWERED);
                        if (region.getAcquire(offset + ASKED) == answered) {
                            return false;
                        }
                        region.setPlain(offset + ANSWER, answered);
                        region.setRelease(offset + ANSWERED, answered + 1);
                        if (signals) {
                            waits[0].signal();
                        }
                        return true;
                    };
                }
            };
        }
    }

    private static List<MemoryExploration.Failure> failures(Structure<Long> structure) {
        return StructureScenario.of(structure, Optional.empty()).stream()
                .flatMap(scenario ->
                        new MemoryExploration(scenario, Optional.empty()).explore(BUDGET).failure().stream())
                .toList();
    }

    @Test
    void aStructureThatIsRightIsNotAccused() {
        assertEquals(List.of(), failures(new AtOnce()));
        assertEquals(List.of(), failures(new ByServer(true)));
    }

    @Test
    void aLostAdditionIsFoundWithTwoPartiesAndWithThree() {
        List<MemoryExploration.Failure> failures = failures(new InTwoSteps());
        assertEquals(StructureScenario.of(new InTwoSteps(), Optional.empty()).size(), failures.size());
        assertTrue(failures.getFirst().reason().contains("no order explains"), failures::toString);
    }

    @Test
    void aPartyThatNobodyWakesIsFound() {
        List<MemoryExploration.Failure> failures = failures(new ByServer(false));
        assertTrue(
                failures.stream().anyMatch(failure -> failure.reason().contains("nobody can go on")),
                failures::toString);
    }

    @Test
    void aStructureIsCalledAsItsClassUnlessItSaysOtherwise() {
        assertEquals("in-two-steps", new InTwoSteps().name());
    }
}
