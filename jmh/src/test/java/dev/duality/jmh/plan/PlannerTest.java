// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.fork.ForkOrder;
import dev.duality.results.Cell;
import dev.duality.results.ContractRecord;
import dev.duality.results.Floor;
import dev.duality.results.Load;
import dev.duality.results.RowClass;
import dev.duality.workloads.BadInput;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannerTest extends Planned {
    @Test
    void bothSidesAreMeasuredWithTheSameTotalOfThreads() {
        Plan plan = plan(2, List.of("counter"), List.of(), Map.of());

        assertTrue(ids(plan).containsAll(List.of("counter/shm:lockfree/w2", "counter/messaging:ring/w1")));
        assertTrue(plan.cells().stream().map(Plan.Planned::cell).allMatch(cell -> cell.threads() <= 2));
    }

    @Test
    void aSideWithMoreThreadsThanCoresDoesNotSpinUnlessItIsTold() {
        Plan plan = plan(1, List.of("counter"), List.of("messaging:ring"), Map.of());

        Cell cell = cell(plan, "counter/messaging:ring/w1/yield");
        assertTrue(cell.oversubscribed());
        assertEquals("yield", cell.waits());
    }

    @Test
    void oneCoreHasNoFloorToLookAt() {
        Plan plan = plan(1, List.of("counter"), List.of("shm:lockfree"), Map.of());

        assertTrue(plan.steps().stream().allMatch(Plan.Fork.class::isInstance));
    }

    @Test
    void theFloorIsLookedAtFirstAndLastAndEachRoundForksEachCellOnce() {
        Plan plan = plan(2, List.of("counter"), List.of("shm:lockfree", "messaging:ring"), Map.of());
        List<Plan.Step> steps = plan.steps();

        assertEquals(List.of(1, 2), rounds(steps).keySet().stream().toList());
        rounds(steps).values().forEach(round -> assertEquals(new TreeSet<>(ids(plan)), new TreeSet<>(round)));
        assertTrue(steps.getFirst() instanceof Plan.Look(var order) && order.when() == Floor.When.BEFORE);
        assertTrue(steps.getLast() instanceof Plan.Look(var order) && order.when() == Floor.When.AFTER);
    }

    @Test
    void eachRoundHasAnOrderOfItsOwnThatTheSeedDecides() {
        Plan plan = plan(2, List.of(), List.of(), Map.of());
        Plan other = new Plan(
                plan.cells(),
                plan.skipped(),
                plan.rounds(),
                plan.seed() + 1,
                plan.floorMillis(),
                plan.budget(),
                plan.limit());
        Map<Integer, List<String>> order = rounds(plan.steps());

        assertEquals(order, rounds(plan.steps()));
        assertNotEquals(order.get(1), order.get(2));
        assertNotEquals(order, rounds(other.steps()));
    }

    @Test
    void allRivalsOfAWorkloadRunSideBySide() {
        for (List<String> round :
                rounds(plan(2, List.of(), List.of(), Map.of()).steps()).values()) {
            List<String> workloads =
                    round.stream().map(id -> id.substring(0, id.indexOf('/'))).toList();
            long changes = IntStream.range(1, workloads.size())
                    .filter(i -> !workloads.get(i).equals(workloads.get(i - 1)))
                    .count();
            assertEquals(workloads.stream().distinct().count() - 1, changes, round.toString());
        }
    }

    @Test
    void aPlanWithJobsHasOneThreadAloneForEachWorkload() {
        Plan plan = plan(2, List.of(), List.of(), Map.of());

        List<Plan.Planned> alone = plan.cells().stream()
                .filter(planned -> planned.cell().substrate().equals(Cell.PLAIN))
                .toList();
        assertEquals(
                Set.of(
                        "counter/plain:specification/w1",
                        "rpc/plain:specification/w1",
                        "cache/plain:specification/w1",
                        "interrupt/plain:specification/w1"),
                alone.stream().map(planned -> planned.cell().id()).collect(Collectors.toSet()));
        for (Plan.Planned planned : alone) {
            assertEquals(1, planned.cell().threads());
            assertEquals(RowClass.IN_PLACE, planned.cell().rowClass());
            assertInstanceOf(Load.Job.class, planned.cell().loads().getFirst());
            assertInstanceOf(ForkOrder.Plain.class, planned.order());
        }
        assertTrue(ids(plan(Preset.WATERFALL, 2, List.of(), List.of(), List.of(), Map.of())).stream()
                .noneMatch(id -> id.contains(Cell.PLAIN)));
    }

    @Test
    void whatCrossesBetweenThreadsDecidesTheClassOfARow() {
        Plan counter = plan(2, List.of("counter"), List.of("shm", "messaging:ring"), Map.of("op", "add"));
        Plan rpc = plan(2, List.of("rpc"), List.of("shm"), Map.of());

        assertEquals(RowClass.IN_PLACE, cell(rpc, "rpc/shm:direct/w2").rowClass());
        assertEquals(RowClass.IN_PLACE, cell(counter, "counter/shm:striped/w2").rowClass());
        assertEquals(
                RowClass.IN_PLACE,
                cell(plan(2, List.of("interrupt"), List.of("shm"), Map.of()), "interrupt/shm:inline/w2")
                        .rowClass());
        assertEquals(
                RowClass.IN_PLACE,
                cell(plan(2, List.of("echo"), List.of("shm"), Map.of()), "echo/shm:direct/w2")
                        .rowClass());
        assertEquals(RowClass.SHARED, cell(counter, "counter/shm:lockfree/w2").rowClass());
        assertEquals(RowClass.SHARED, cell(rpc, "rpc/shm:lock/w2").rowClass());
        assertEquals(RowClass.SERVED, cell(rpc, "rpc/shm:mailbox/w1").rowClass());
        assertEquals(RowClass.SERVED, cell(counter, "counter/messaging:ring/w1").rowClass());
    }

    /// Else `unequal` could not fire for it.
    @Test
    void aSharedSideWithAServerHasItsOwnTermsAndOneWithoutSaysWhetherOthersSeeItByParts() {
        Plan cache = plan(2, List.of("cache"), List.of("shm"), Map.of());
        Plan lines = plan(2, List.of("lines"), List.of("shm"), Map.of());

        assertEquals("copies", cell(cache, "cache/shm:mailbox/w1").contract().copies());
        assertEquals("bounded", cell(cache, "cache/shm:mailbox/w1").contract().bounded());
        assertEquals(
                ContractRecord.sharedState(ContractRecord.WHOLE),
                cell(cache, "cache/shm:lock/w2").contract());
        assertEquals(
                ContractRecord.sharedState(ContractRecord.BY_PARTS),
                cell(lines, "lines/shm:lockfree/w2").contract());
        assertEquals(
                ContractRecord.WHOLE,
                cell(lines, "lines/shm:seqlock/w2").contract().atomic());
    }

    /// Rows of a side in which nobody waits go with those of every wait; one that sleeps in the kernel says so,
    /// whatever is usual.
    @Test
    void aRowSaysHowItsSideWaitsAndNotHowOthersDo() {
        Plan plan = plan(2, List.of("paging"), List.of("shm", "messaging:ring-pager"), Map.of());

        assertEquals(Cell.NO_WAIT, cell(plan, "paging/shm:mapped/w2").waits());
        assertEquals(Cell.NO_WAIT, cell(plan, "paging/shm:calls/w2").waits());
        assertEquals("pause", cell(plan, "paging/shm:frames/w2").waits());
        assertEquals("pause", cell(plan, "paging/messaging:ring-pager/w1").waits());
        assertTrue(
                ids(plan).stream().noneMatch(id -> id.startsWith("paging/shm:userfault") && !id.endsWith("/park")),
                () -> ids(plan).toString());
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
    void aSideThatWaitsInItsOwnWayIsMeasuredInThatWay() {
        assertEquals(
                List.of("counter/shm:lock-synchronized/w2/park"),
                kernels(plan(2, List.of("counter"), List.of("shm:lock-synchronized"), Map.of())));
    }

    @Test
    void aSideWithTwoServersIsCrowdedOnTwoCoresAndNotOnFour() {
        List<String> replicated = List.of("messaging:ring-replicated");
        Plan two = plan(2, List.of("counter"), replicated, Map.of());
        Plan four = plan(4, List.of("counter"), replicated, Map.of());

        assertEquals(List.of("counter/messaging:ring-replicated/w1/yield"), kernels(two));
        assertTrue(cell(two, "counter/messaging:ring-replicated/w1/yield").oversubscribed());
        assertEquals(
                List.of("counter/messaging:ring-replicated/w1", "counter/messaging:ring-replicated/w2"), kernels(four));
        assertTrue(four.cells().stream().noneMatch(planned -> planned.cell().oversubscribed()));
        assertTrue(ids(plan(2, List.of("counter"), List.of(), Map.of())).stream()
                .noneMatch(id -> id.contains("replicated")));
    }

    @Test
    void nothingToMeasureIsASlip() {
        BadInput slip =
                assertThrows(BadInput.class, () -> plan(2, List.of("counter"), List.of("shm:striped"), Map.of()));

        assertTrue(slip.getMessage().contains("use op=add"), slip.getMessage());
    }
}
