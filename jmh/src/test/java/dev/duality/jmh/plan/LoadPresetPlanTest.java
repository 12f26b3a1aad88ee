// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.load.LoadShape;
import dev.duality.results.Cell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The cells of the presets in which load, or how threads share it, is the question: fairness, preemption, overload and
/// load.
class LoadPresetPlanTest extends Planned {
    /// Three threads where there is a server: on two cores that measures the scheduler, and its grade says so.
    @Test
    void fairnessHasTwoWorkersByEveryLockAndByOwnersInTenMinutesAtMost() {
        Plan plan = plan(Preset.FAIRNESS, 2, List.of(), List.of(), List.of(), Map.of());

        assertEquals(12, plan.cells().size());
        assertEquals(6, plan.rounds());
        for (Plan.Planned planned : plan.cells()) {
            assertEquals(2, planned.cell().workers(), planned.cell()::id);
            assertEquals(planned.cell().servers() > 0, planned.cell().oversubscribed(), planned.cell()::id);
            assertTrue(isByBatch(planned), planned.cell()::id);
        }
        assertTrue(plan.limit().compareTo(Duration.ofMinutes(10)) <= 0, plan.limit()::toString);
        assertTrue(plan(Preset.CONTENTION, 2, List.of(), List.of(), List.of(), Map.of()).cells().stream()
                .noneMatch(LoadPresetPlanTest::isByBatch));
    }

    private static boolean isByBatch(Plan.Planned planned) {
        return planned.order() instanceof ForkOrder.Kernel kernel
                && kernel.closed().byBatch();
    }

    /// The same totals of threads on all sides; whatever more threads than cores wait by leaves its core.
    @ParameterizedTest(name = "{0} cores")
    @ValueSource(ints = {2, 4, 8})
    void preemptionHasUpToFourThreadsForEachCoreOnAllSidesInTenMinutesAtMost(int cores) {
        Plan plan = plan(Preset.PREEMPTION, cores, List.of(), List.of(), List.of(), Map.of());

        assertEquals(List.of(), plan.skipped());
        assertTrue(plan.cells().stream().allMatch(LoadPresetPlanTest::isByBatch));
        Map<String, Set<Integer>> threads = plan.cells().stream()
                .map(Plan.Planned::cell)
                .collect(Collectors.groupingBy(
                        cell -> cell.substrate() + " " + cell.waits(),
                        Collectors.mapping(Cell::threads, Collectors.toSet())));
        assertEquals(
                Set.of(
                        "shm:lockfree yield",
                        "shm:lock yield",
                        "shm:lock-ticket yield",
                        "shm:lock-mcs yield",
                        "shm:delegation yield",
                        "messaging:ring yield",
                        "shm:lock-reentrant park",
                        "messaging:ring park"),
                threads.keySet());
        threads.forEach((name, own) -> assertEquals(Set.of(cores, 2 * cores, 4 * cores), own, name));
        for (Plan.Planned planned : plan.cells()) {
            assertEquals(planned.cell().threads() > cores, planned.cell().oversubscribed(), planned.cell()::id);
        }
        assertTrue(plan.limit().compareTo(Duration.ofMinutes(10)) <= 0, plan.limit()::toString);
    }

    /// As many places on all sides, and a message side with as many under way.
    @Test
    void anOverloadOffersAllRowsTheSameMultiplesOfWhatTheyCanDoOnTheSameQueuesInTenMinutesAtMost() {
        Plan plan = plan(Preset.OVERLOAD, 2, List.of(), List.of(), List.of(), Map.of());

        assertEquals(List.of(), plan.skipped());
        assertEquals(5, plan.cells().size());
        for (Plan.Planned planned : plan.cells()) {
            ForkOrder.Open open = ((ForkOrder.Kernel) planned.order()).open();
            assertEquals(64, open.queuePlaces());
            assertEquals("64", planned.cell().params().get("queue places").value(), planned.cell()::id);
            assertEquals(planned.cell().servers() > 0 ? 64 : 1, planned.cell().window(), planned.cell()::id);
            assertEquals(List.of(0.5, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0), open.shares());
        }
        assertTrue(plan.limit().compareTo(Duration.ofMinutes(10)) <= 0, plan.limit()::toString);
        assertTrue(plan.plannedMillis() <= plan.limit().toMillis(), plan.limit()::toString);
    }

    @Test
    void eachRowOfALoadIsOfferedPartsOfWhatItCanDoAndTheSameRatesAsTheOthersInTenMinutesAtMost() {
        Plan plan = plan(Preset.LOAD, 2, List.of(), List.of(), List.of(), Map.of());

        assertEquals(6, plan.cells().size());
        assertEquals(3, plan.rounds());
        for (Plan.Planned planned : plan.cells()) {
            ForkOrder.Open open = ((ForkOrder.Kernel) planned.order()).open();
            assertEquals(new LoadShape.Poisson(), open.shape());
            assertEquals(List.of(0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95), open.shares());
            assertEquals(List.of(50_000.0, 200_000.0, 800_000.0), open.rates());
            assertEquals("poisson", planned.cell().params().get("open load").value(), planned.cell()::id);
        }
        assertTrue(plan.limit().compareTo(Duration.ofMinutes(10)) <= 0, plan.limit()::toString);
        assertTrue(plan.plannedMillis() <= plan.limit().toMillis(), plan.limit()::toString);
    }

    @Test
    void ratesThatFollowFromACapacityHaveTwoDigitsAndStandAmongTheOthers() {
        ForkOrder.Open open =
                new ForkOrder.Open(LoadShape.STEADY, List.of(50_000.0, 200_000.0), List.of(0.1, 0.5, 0.95), 1_000, 0);

        assertEquals(List.of(43_000.0, 50_000.0, 200_000.0, 220_000.0, 410_000.0), open.rates(432_100));
        assertEquals(
                List.of(50_000.0, 200_000.0),
                new ForkOrder.Open(LoadShape.STEADY, open.rates(), List.of(), 1, 0).rates(7));
    }
}
