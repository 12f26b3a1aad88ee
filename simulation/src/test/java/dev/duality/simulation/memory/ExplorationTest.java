// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.structure.Structure;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExplorationTest {
    private static final MemoryExploration.Budget BUDGET = new MemoryExploration.Budget(2, 400, 400, 1);
    private static final Catalog CATALOG = Catalog.load(ExplorationTest.class.getClassLoader());

    /// The ways in which a lock of one word is taken and given back.
    private enum OneWordLock {
        RIGHT {
            @Override
            boolean take(Region region) {
                return region.compareAndSet(0, 0, 1);
            }
        },
        LOOKS_THEN_STORES {
            @Override
            boolean take(Region region) {
                if (region.getVolatile(0) != 0) {
                    return false;
                }
                region.setVolatile(0, 1);
                return true;
            }
        },
        RELEASES_NOTHING {
            @Override
            boolean take(Region region) {
                return region.compareAndSet(0, 0, 1);
            }

            @Override
            void give(Region region) {
                region.setOpaque(0, 0);
            }
        };

        abstract boolean take(Region region);

        void give(Region region) {
            region.setRelease(0, 0);
        }
    }

    /// Two workers that each add 1 to a plain word under the lock.
    private record Adding(OneWordLock lock) implements MemoryScenario {
        @Override
        public String name() {
            return lock.name();
        }

        @Override
        public Trial open(Consumer<Runnable> servers) {
            Region region = Region.allocate(2L * Region.APART);
            List<Runnable> workers = new ArrayList<>();
            for (int worker = 0; worker < 2; worker++) {
                WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.PAUSE);
                workers.add(() -> {
                    for (int attempt = 0; !lock.take(region); attempt++) {
                        wait.idle(attempt);
                    }
                    region.setPlain(Region.APART, region.getPlain(Region.APART) + 1);
                    lock.give(region);
                });
            }
            return new Trial() {
                @Override
                public List<Runnable> workers() {
                    return workers;
                }

                @Override
                public Optional<String> verdict() {
                    long sum = region.getPlain(Region.APART);
                    return sum == 2 ? Optional.empty() : Optional.of("the sum is " + sum);
                }
            };
        }
    }

    private static MemoryExploration.Result explore(MemoryScenario scenario, Optional<Mutant> mutant) {
        return new MemoryExploration(scenario, mutant).explore(BUDGET);
    }

    @Test
    void aLockThatIsRightIsNotAccused() {
        MemoryExploration.Result result = explore(new Adding(OneWordLock.RIGHT), Optional.empty());
        assertEquals(Optional.empty(), result.failure());
        assertEquals(2, result.allUpTo());
    }

    @Test
    void aLockThatLooksAndThenStoresIsFound() {
        MemoryExploration.Failure failure = explore(new Adding(OneWordLock.LOOKS_THEN_STORES), Optional.empty())
                .failure()
                .orElseThrow();
        assertEquals("the sum is 1", failure.reason());
    }

    @Test
    void aLockThatReleasesNothingIsFoundAndTheLoadThatSawTooLittleIsShown() {
        MemoryExploration.Failure failure = explore(new Adding(OneWordLock.RELEASES_NOTHING), Optional.empty())
                .failure()
                .orElseThrow();
        assertTrue(
                failure.trace().stream().anyMatch(line -> line.contains("getPlain") && line.contains("not the newest")),
                failure::toString);
    }

    /// One stores only if it sees 1, and that 1 comes only behind a load that must have seen no such store.
    @Test
    void anOpaqueStoreBehindAConditionDoesNotBringItAbout() {
        MemoryScenario conditional = scenario(
                _ -> {},
                region -> List.of(
                        () -> {
                            if (region.getOpaque(0) == 1) {
                                region.setOpaque(Region.APART, 1);
                            }
                        },
                        () -> {
                            if (region.getAcquire(Region.APART) == 1) {
                                throw new IllegalStateException("the store has led to itself");
                            }
                            region.setOpaque(0, 1);
                        }),
                _ -> {});
        assertFalse(new MemoryExploration(conditional, Optional.empty()).isEverWrong(true));
    }

    @Test
    void aFailureComesAgainFromItsPrintedSchedule() {
        MemoryScenario scenario = new Adding(OneWordLock.RELEASES_NOTHING);
        MemoryExploration.Failure failure =
                explore(scenario, Optional.empty()).failure().orElseThrow();
        MemorySchedule printed = MemorySchedule.parse(failure.schedule().text());
        assertEquals(Optional.of(failure), new MemoryExploration(scenario, Optional.empty()).replay(printed));
        assertFalse(new MemoryExploration(new Adding(OneWordLock.RIGHT), Optional.empty())
                .replay(printed)
                .isPresent());
    }

    /// One worker takes a lock and keeps it; who is asked in the end wants it.
    @Test
    void whoWaitsWhenAllHaveEndedIsFound() {
        MemoryScenario keeping = new MemoryScenario() {
            @Override
            public String name() {
                return "keeping";
            }

            @Override
            public Trial open(Consumer<Runnable> servers) {
                Region region = Region.allocate(Region.APART);
                WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.PAUSE);
                return new Trial() {
                    @Override
                    public List<Runnable> workers() {
                        return List.of(() -> region.compareAndSet(0, 0, 1));
                    }

                    @Override
                    public Optional<String> verdict() {
                        for (int attempt = 0; !region.compareAndSet(0, 0, 1); attempt++) {
                            wait.idle(attempt);
                        }
                        return Optional.empty();
                    }
                };
            }
        };
        MemoryExploration.Failure failure =
                explore(keeping, Optional.empty()).failure().orElseThrow();
        assertTrue(failure.reason().contains("nobody can go on"), failure::reason);
    }

    /// The twin that looks again and again without a wait.
    @Test
    void whoLooksForEverWhenAllHaveEndedIsFound() {
        MemoryScenario keeping = scenario(_ -> {}, region -> List.of(() -> region.compareAndSet(0, 0, 1)), region -> {
            while (!region.compareAndSet(0, 0, 1)) {
                Thread.onSpinWait();
            }
        });
        MemoryExploration.Failure failure =
                explore(keeping, Optional.empty()).failure().orElseThrow();
        assertTrue(failure.reason().contains("100,000 accesses"), failure::reason);
    }

    @ParameterizedTest
    @EnumSource(names = {"GET_PLAIN", "SET_PLAIN", "GET_AND_ADD", "FULL_FENCE"})
    void aScenarioThatNeverHasBeenOpenedIsRefused(AccessCall call) {
        MemoryScenario opening = scenario(
                region -> {
                    while (region.getOpaque(Region.APART) == 0) {
                        switch (call) {
                            case GET_PLAIN -> region.getPlain(0);
                            case SET_PLAIN -> region.setPlain(0, 1);
                            case GET_AND_ADD -> region.getAndAdd(0, 1);
                            default -> region.fullFence();
                        }
                    }
                },
                _ -> List.of(),
                _ -> {});
        assertTrue(assertThrows(IllegalStateException.class, () -> explore(opening, Optional.empty()))
                .getMessage()
                .contains("100,000 accesses"));
    }

    /// Workers over one region, and what is done before them and after them.
    private static MemoryScenario scenario(
            Consumer<Region> first, Function<Region, List<Runnable>> workers, Consumer<Region> last) {
        return new MemoryScenario() {
            @Override
            public String name() {
                return "over one region";
            }

            @Override
            public Trial open(Consumer<Runnable> servers) {
                Region region = Region.allocate(2L * Region.APART);
                first.accept(region);
                return new Trial() {
                    @Override
                    public List<Runnable> workers() {
                        return workers.apply(region);
                    }

                    @Override
                    public Optional<String> verdict() {
                        last.accept(region);
                        return Optional.empty();
                    }
                };
            }
        };
    }

    /// A store that is done early does not come if its value is not that of a load, and then it is no execution; all
    /// others have no end.
    @Test
    void whereNoExecutionEndsNothingWasLookedAtThoughSomeWereNone() {
        MemoryScenario endless = scenario(
                _ -> {},
                region -> List.of(() -> region.setOpaque(0, 1), () -> {
                    region.setOpaque(Region.APART, region.getOpaque(0));
                    while (region.getAcquire(0) < 2) {
                        Thread.onSpinWait();
                    }
                }),
                _ -> {});
        MemoryExploration.Result result =
                new MemoryExploration(endless, Optional.empty()).explore(new MemoryExploration.Budget(1, 60, 60, 1));
        assertTrue(result.tooLong() < result.executions(), result::toString);
        assertTrue(result.isEndless(), result::toString);
    }

    @Test
    void whatFailsAtOnceIsNotEndlessThoughNoneHasPassed() {
        MemoryScenario failing = scenario(
                _ -> {},
                _ -> List.of(() -> {
                    throw new IllegalStateException("it fails");
                }),
                _ -> {});
        MemoryExploration.Result result = explore(failing, Optional.empty());
        assertEquals(0, result.passed());
        assertTrue(result.failure().isPresent(), result::toString);
        assertFalse(result.isEndless(), result::toString);
    }

    @Test
    void whatIsNoScheduleIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> MemorySchedule.parse("0.x"));
        assertThrows(IllegalArgumentException.class, () -> MemorySchedule.parse("0:1/0@0"));
    }

    private static SideScenario counter(String substrate, WaitStrategy.Kind wait) {
        Workload workload = SideScenario.witnessed(CATALOG.workload("counter"));
        Side side = CATALOG.sides(workload).stream()
                .filter(one -> one.substrate().equals(substrate))
                .findFirst()
                .orElseThrow();
        Setting setting = Setting.of(workload, Values.of(workload, Map.of())).withWorkers(2);
        return SideScenario.ofScript(workload, side, setting.withWait(wait), 2);
    }

    @ParameterizedTest
    @CsvSource({
        "shm:lock, PARK",
        "shm:lock-ticket, PARK",
        "shm:lock-mcs, PARK",
        "shm:combining, PARK",
        "shm:mailbox, PAUSE",
        "shm:delegation, PAUSE",
        "messaging:ring, PAUSE"
    })
    void structuresAreRightAsTheyAre(String substrate, WaitStrategy.Kind wait) {
        assertEquals(
                Optional.empty(),
                explore(counter(substrate, wait), Optional.empty()).failure());
    }

    /// A queue with room for one, which is full between two offers: the steps by which a slot is used again.
    @ParameterizedTest
    @CsvSource({
        "slot-ring, 1, hasRoom, getAcquire",
        "slot-ring, 1, deliver, setRelease",
        "token-ring, 3, size, getAcquire"
    })
    void aStepByWhichASlotIsUsedAgainIsFound(String structure, int seed, String method, String call) {
        MemoryScenario full = ServiceLoader.load(Structure.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.name().equals(structure))
                .flatMap(one -> StructureScenario.of(one, Optional.empty(), StructureScenario.CALLS).stream())
                .skip(seed - 1)
                .findFirst()
                .orElseThrow();
        MemoryExploration.Budget budget = new MemoryExploration.Budget(2, 1_000, 1_000, 1);
        assertEquals(
                Optional.empty(),
                new MemoryExploration(full, Optional.empty()).explore(budget).failure());
        Site site = MemoryExploration.sites(full, 20).stream()
                .filter(one -> one.method().equals(method) && one.call().equals(call))
                .findFirst()
                .orElseThrow();
        assertTrue(new MemoryExploration(full, Optional.of(new Mutant(site, Weaker.OPAQUE)))
                .explore(budget)
                .failure()
                .isPresent());
    }

    /// One step weaker than the code says, each of which an ordering argument names.
    @ParameterizedTest
    @CsvSource({
        "messaging:ring, PAUSE, SlotRing$End, offer, setRelease, OPAQUE",
        "messaging:ring, PAUSE, SlotRing$End, poll, getAcquire, OPAQUE",
        "shm:lock-ticket, PAUSE, TicketLock, unlock, setRelease, OPAQUE",
        "shm:lock-ticket, PARK, TicketLock, unlock, fullFence, DROPPED",
        "shm:lock-ticket, PARK, ParkWait, idle, fullFence, DROPPED",
        "shm:lock-mcs, PAUSE, McsLock, await, getAcquire, OPAQUE",
        "shm:lock-mcs, PAUSE, McsLock, unlock, setRelease, OPAQUE",
        "shm:lock, PAUSE, SpinLock, unlock, setRelease, OPAQUE"
    })
    void aStepThatIsWeakerIsFound(
            String substrate, WaitStrategy.Kind wait, String type, String method, String call, Weaker weaker) {
        SideScenario scenario = counter(substrate, wait);
        Site site = MemoryExploration.sites(scenario, 20).stream()
                .filter(one -> one.type().endsWith("." + type)
                        && one.method().equals(method)
                        && one.call().equals(call))
                .findFirst()
                .orElseThrow();
        assertTrue(explore(scenario, Optional.of(new Mutant(site, weaker)))
                .failure()
                .isPresent());
    }
}
