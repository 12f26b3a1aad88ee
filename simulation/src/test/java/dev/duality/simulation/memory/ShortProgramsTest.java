// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortProgramsTest {
    private static final Catalog CATALOG = Catalog.load(ShortProgramsTest.class.getClassLoader());

    private static SideScenario scenario(ShortProgram program) {
        Workload workload = SideScenario.witnessed(CATALOG.workload(program.workload()));
        Side side = CATALOG.side(workload, program.substrate());
        Setting setting = Setting.of(workload, Values.of(workload, program.values()))
                .withWorkers(program.workers().size());
        assertEquals(Optional.empty(), SideScenario.rejects(side, setting, CATALOG.transports()), program.name());
        return new SideScenario(workload, side, setting, program);
    }

    private static MemoryExploration.Result explore(SideScenario scenario, Optional<Mutant> mutant, int executions) {
        return new MemoryExploration(scenario, mutant)
                .explore(new MemoryExploration.Budget(2, executions, executions, 1));
    }

    @TestFactory
    Stream<DynamicTest> theSideAgrees() {
        return ShortPrograms.ALL.stream()
                .map(program -> dynamicTest(program.name(), () -> {
                    SideScenario scenario = scenario(program);
                    MemoryExploration.Result result = explore(scenario, Optional.empty(), 60);
                    assertEquals(Optional.empty(), result.failure());
                    assertFalse(result.isEndless());
                    assertEquals(Optional.empty(), MemoryExploration.unseen(scenario));
                }));
    }

    /// One step weaker than the code says, each of which an ordering argument names.
    @ParameterizedTest
    @CsvSource({
        "busy-query, PaddedSide$PaddedKernel, update, setVolatile, RELEASE",
        "busy-query, PaddedSide$PaddedKernel, query, getVolatile, ACQUIRE",
        "beat-ask, WordsSide$WordsKernel, beat, setVolatile, RELEASE",
        "beat-ask, WordsSide$WordsKernel, round, getVolatile, ACQUIRE",
        "write-read, SeqLock, begin, releaseFence, DROPPED",
        "write-read, SeqLock, isStill, acquireFence, DROPPED",
        "refill-get, LockFreeTable, fill, releaseFence, DROPPED",
        "refill-get, LockFreeTable, get, acquireFence, DROPPED",
        "remove-remove, LockFreeTable, remove, compareAndSet, TWO_STEPS",
        "rewrite-read, LockFreeCache, fill, storeStoreFence, DROPPED",
        "rewrite-read, LockFreeCache, copy, acquireFence, DROPPED",
        "same-words, TableSide$TableKernel, add, getAndAdd, TWO_STEPS",
        "polling, InterruptLines$Raiser, raise, setRelease, OPAQUE",
        "polling, InterruptLines, handle, setRelease, OPAQUE",
        "pool, TokenRing, offer, setRelease, OPAQUE"
    })
    void aStepThatIsWeakerIsFound(String program, String type, String method, String call, Weaker weaker) {
        SideScenario scenario = scenario(named(program));
        Site site = MemoryExploration.sites(scenario, 20).stream()
                .filter(one -> one.type().endsWith("." + type)
                        && one.method().equals(method)
                        && one.call().equals(call))
                .findFirst()
                .orElseThrow();
        assertTrue(explore(scenario, Optional.of(new Mutant(site, weaker)), 1_500)
                .failure()
                .isPresent());
    }

    private static ShortProgram named(String name) {
        return ShortPrograms.ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Words in a file that is mapped are not the memory's.
    @Test
    void whatIsNotInARegionOfTheMemoryIsCalledUnseen() {
        Workload workload = SideScenario.witnessed(CATALOG.workload("paging"));
        Side side = CATALOG.side(workload, "shm:mapped");
        Setting setting = Setting.of(workload, Values.of(workload, Map.of())).withWorkers(2);
        assertTrue(MemoryExploration.unseen(SideScenario.ofScript(workload, side, setting, 2))
                .isPresent());
    }
}
