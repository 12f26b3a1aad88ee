// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.shm.history.Model;
import dev.duality.shm.structure.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
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

    private static final class Drawing extends Counting {
        @Override
        public View<Long> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
            return _ -> random -> random.nextBoolean() ? region.getAndAdd(offset, 1) : add(region, offset);
        }

        private static long add(Region region, long offset) {
            long number = region.getVolatile(offset);
            while (!region.compareAndSet(offset, number, number + 1)) {
                number = region.getVolatile(offset);
            }
            return number;
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

    /// Each call adds 1 to a word of its party. A server knows the sum, and is asked for it when all is over.
    private static final class Adding implements Structure<Adding.Step> {
        sealed interface Step {
            record Added() implements Step {}

            record Left(long sum) implements Step {}
        }

        private static final long ASKED = 0;
        private static final long ANSWERED = Region.APART;
        private static final long ANSWER = ANSWERED + Long.BYTES;
        private static final long ADDED = 2 * Region.APART; // of the first party; the others' lie behind it

        private final boolean addsUpFirst;

        /// @param addsUpFirst whether the server adds up before it looks whether it is asked
        Adding(boolean addsUpFirst) {
            this.addsUpFirst = addsUpFirst;
        }

        @Override
        public int parties() {
            return 2;
        }

        @Override
        public boolean hasServer() {
            return true;
        }

        @Override
        public long bytes(Shape shape) {
            return ADDED + (long) shape.parties() * Region.APART;
        }

        private static long added(long offset, int party) {
            return offset + ADDED + (long) party * Region.APART;
        }

        @Override
        public View<Step> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
            int server = shape.parties();
            int[] calls = new int[1];
            return new View<>() {
                @Override
                public Party<Step> party(int number) {
                    return new Party<>() {
                        @Override
                        public Step call(RandomGenerator random) {
                            long word = added(offset, number);
                            region.setRelease(word, region.getPlain(word) + 1);
                            calls[0]++;
                            return new Step.Added();
                        }

                        @Override
                        public List<Step> rest() {
                            if (calls[0] != 2 * shape.parties()) {
                                throw new IllegalStateException("the rest is asked for while parties call");
                            }
                            long question = region.getPlain(offset + ASKED) + 1;
                            region.setRelease(offset + ASKED, question);
                            waits[server].signal();
                            for (int attempt = 0; region.getAcquire(offset + ANSWERED) != question; attempt++) {
                                waits[number].idle(attempt);
                            }
                            return List.of(new Step.Left(region.getPlain(offset + ANSWER)));
                        }
                    };
                }

                @Override
                public BooleanSupplier server() {
                    return () -> {
                        long before = sum();
                        long question = region.getAcquire(offset + ASKED);
                        if (question == region.getPlain(offset + ANSWERED)) {
                            return false;
                        }
                        region.setPlain(offset + ANSWER, addsUpFirst ? before : sum());
                        region.setRelease(offset + ANSWERED, question);
                        waits[0].signal();
                        waits[1].signal();
                        return true;
                    };
                }

                private long sum() {
                    return region.getAcquire(added(offset, 0)) + region.getAcquire(added(offset, 1));
                }
            };
        }

        @Override
        public Model<Long, Step> model(Shape shape) {
            return Model.of(0L, (sum, step) -> switch (step) {
                case Step.Added() -> Optional.of(sum + 1);
                case Step.Left(long left) -> Optional.of(sum).filter(one -> one == left);
            });
        }
    }

    @Test
    void whatIsLeftBehindAServerIsAskedForWhenAllHaveEnded() {
        assertEquals(List.of(), failures(new Adding(false)));
        List<MemoryExploration.Failure> failures = failures(new Adding(true));
        assertTrue(failures.getFirst().reason().contains("Left"), failures::toString);
    }

    private static List<String> explored(Structure<?> structure, Optional<Waiting> waiting) {
        List<String> names = new ArrayList<>();
        for (MemoryScenario scenario : StructureScenario.of(structure, waiting, StructureScenario.CALLS)) {
            if (!scenario.isRepeated()) {
                names.add(scenario.name().replaceFirst("^[^,]*, ", ""));
                new MemoryExploration(scenario, Optional.empty()).explore(BUDGET);
            }
        }
        return names;
    }

    @Test
    void whatDrawsNothingAndNeverWaitsIsExploredOnceOfAShape() {
        assertEquals(
                List.of("pause, w2, capacity 1, seed 1", "pause, w3, capacity 1, seed 1"),
                explored(new AtOnce(), Optional.empty()));
    }

    @Test
    void whatWaitsIsExploredInEachWayToWait() {
        assertEquals(
                List.of("pause, w1, capacity 1, seed 1", "park, w1, capacity 1, seed 1"),
                explored(new ByServer(true), Optional.empty()));
        assertEquals(
                List.of("park, w1, capacity 1, seed 1"),
                explored(new ByServer(true), Optional.of(Waiting.of(WaitStrategy.Kind.PARK))));
    }

    @Test
    void whatDrawsIsExploredWithEachSeed() {
        assertEquals(
                List.of(
                        "pause, w2, capacity 1, seed 1",
                        "pause, w2, capacity 1, seed 2",
                        "pause, w2, capacity 1, seed 3",
                        "pause, w3, capacity 1, seed 1",
                        "pause, w3, capacity 1, seed 2",
                        "pause, w3, capacity 1, seed 3"),
                explored(new Drawing(), Optional.empty()));
    }

    @Test
    void aScenarioOfWhichNoOtherWasExploredIsNotRepeated() {
        List<MemoryScenario> scenarios = StructureScenario.of(new AtOnce(), Optional.empty(), StructureScenario.CALLS);
        assertFalse(scenarios.stream().anyMatch(MemoryScenario::isRepeated));
        MemoryScenario last = scenarios.getLast();
        new MemoryExploration(last, Optional.empty()).explore(BUDGET);
        assertFalse(last.isRepeated());
    }

    private static List<MemoryExploration.Failure> failures(Structure<?> structure) {
        return StructureScenario.of(structure, Optional.empty(), StructureScenario.CALLS).stream()
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
        assertEquals(
                StructureScenario.of(new InTwoSteps(), Optional.empty(), StructureScenario.CALLS)
                        .size(),
                failures.size());
        assertTrue(failures.getFirst().reason().contains("no order explains"), failures::toString);
    }

    @Test
    void aPartyThatNobodyWakesIsFound() {
        List<MemoryExploration.Failure> failures = failures(new ByServer(false));
        assertTrue(
                failures.stream().anyMatch(failure -> failure.reason().contains("nobody can go on")),
                failures::toString);
    }

    /// A number that can only be added to three times by one party: the fourth call is lost.
    private static final class LosingTheFourth extends Counting {
        @Override
        public View<Long> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
            return _ -> {
                int[] calls = new int[1];
                return _ -> calls[0]++ < 3 ? region.getAndAdd(offset, 1) : region.getVolatile(offset);
            };
        }
    }

    @Test
    void whatNeedsFourCallsIsFoundByTheLongerScenariosAlone() {
        Structure<?> structure = new LosingTheFourth();
        assertEquals(List.of(), failures(structure));
        List<MemoryScenario> longer = StructureScenario.longer(structure, Optional.empty());
        assertTrue(longer.getFirst().name().endsWith(", w2, capacity 1, seed 1, calls 4"), longer.getFirst()::name);
        MemoryExploration.Result result = new MemoryExploration(longer.getFirst(), Optional.empty()).explore(BUDGET);
        assertTrue(result.failure().orElseThrow().reason().contains("no order explains"), result::toString);
    }

    @Test
    void aStructureIsCalledAsItsClassUnlessItSaysOtherwise() {
        assertEquals("in-two-steps", new InTwoSteps().name());
    }
}
