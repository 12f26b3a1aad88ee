// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.Floor;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.catalog.Catalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Catalog CATALOG = Catalog.load(PlannerTest.class.getClassLoader());

    private static Plan plan(int cores, List<String> workloads, List<String> substrates, Map<String, String> set) {
        Request request = new Request(
                Preset.QUICK,
                workloads,
                substrates,
                List.of(),
                List.of(),
                List.of(),
                OptionalInt.empty(),
                set,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                1,
                Optional.empty());
        return new Planner(CATALOG, request, cores).plan();
    }

    private static List<String> ids(Plan plan) {
        return plan.cells().stream().map(planned -> planned.cell().id()).toList();
    }

    @Test
    void bothSidesAreMeasuredWithTheSameTotalOfThreads() {
        Plan plan = plan(2, List.of("counter"), List.of(), Map.of());

        assertTrue(ids(plan).containsAll(List.of("counter/shm:lockfree/w2", "counter/messaging:ring/w1")));
        assertTrue(plan.cells().stream().map(Plan.Planned::cell).allMatch(cell -> cell.threads() <= 2));
    }

    @Test
    void aSideWithMoreThreadsThanCoresDoesNotSpinUnlessItIsTold() {
        Plan plan = plan(1, List.of("counter"), List.of("messaging:ring"), Map.of());

        Cell cell = plan.cells().getFirst().cell();
        assertTrue(cell.oversubscribed());
        assertEquals("yield", cell.waits());
    }

    @Test
    void rivalsTakeTurnsAndTheFloorIsLookedAtFirstAndLast() {
        List<Plan.Step> steps = plan(2, List.of("counter"), List.of("shm:lockfree", "messaging:ring"), Map.of())
                .steps();

        List<String> cells = steps.stream()
                .filter(step -> step instanceof Plan.Fork)
                .map(step -> ((Plan.Fork) step).planned().cell().id())
                .toList();
        assertEquals(List.of("counter/shm:lockfree/w2", "counter/messaging:ring/w1"), cells.subList(0, 2));
        assertEquals(cells.subList(0, 2), cells.subList(2, 4));
        assertTrue(steps.getFirst() instanceof Plan.Look(var order) && order.when() == Floor.When.BEFORE);
        assertTrue(steps.getLast() instanceof Plan.Look(var order) && order.when() == Floor.When.AFTER);
    }

    @Test
    void whatIsAskedForAndRefusedIsSkippedWithTheReason() {
        Plan plan = plan(2, List.of("cache"), List.of("shm"), Map.of("policy", "lru"));

        assertFalse(plan.skipped().isEmpty());
        assertTrue(plan.skipped().stream()
                .allMatch(skipped -> skipped.cell().substrate().equals("shm:lockfree")));
    }

    @Test
    void whatTheDefaultsRefuseIsLeftOutInSilence() {
        assertTrue(plan(2, List.of("counter"), List.of(), Map.of()).skipped().isEmpty());
        assertTrue(
                ids(plan(2, List.of("counter"), List.of(), Map.of("op", "add"))).contains("counter/shm:striped/w2"));
    }

    @Test
    void aQuickRunMeasuresLinesWhenItIsNamed() {
        assertTrue(ids(plan(2, List.of("lines"), List.of(), Map.of())).contains("lines/shm:lockfree/w2"));
        assertEquals(
                Set.of("counter", "rpc", "cache", "interrupt"),
                plan(2, List.of(), List.of(), Map.of()).cells().stream()
                        .map(planned -> planned.cell().workload())
                        .collect(Collectors.toSet()));
    }

    @Test
    void aSideThatWaitsInItsOwnWayIsMeasuredInThatWay() {
        assertEquals(
                List.of("counter/shm:lock-synchronized/w2/park"),
                ids(plan(2, List.of("counter"), List.of("shm:lock-synchronized"), Map.of())));
    }

    @Test
    void aQuickRunIsOfTheSubstratesThatMatter() {
        assertEquals(
                Set.of("shm:lockfree", "shm:lock", "shm:combining"),
                plan(2, List.of("counter"), List.of(), Map.of()).cells().stream()
                        .map(planned -> planned.cell().substrate())
                        .filter(substrate -> substrate.startsWith("shm:"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void nothingToMeasureIsASlip() {
        BadInput slip =
                assertThrows(BadInput.class, () -> plan(2, List.of("counter"), List.of("shm:striped"), Map.of()));

        assertTrue(slip.getMessage().contains("use op=add"), slip.getMessage());
    }
}
