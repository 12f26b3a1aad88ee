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
import dev.duality.results.Contract;
import dev.duality.results.Floor;
import dev.duality.results.Load;
import dev.duality.results.RowClass;
import dev.duality.shm.Wait;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static final Catalog CATALOG = Catalog.load(PlannerTest.class.getClassLoader());

    private static Plan plan(int cores, List<String> workloads, List<String> substrates, Map<String, String> set) {
        return plan(Preset.QUICK, cores, workloads, substrates, List.of(), set);
    }

    private static Plan plan(
            Preset preset,
            int cores,
            List<String> workloads,
            List<String> substrates,
            List<Wait.Kind> waits,
            Map<String, String> set) {
        Request request = new Request(
                preset,
                workloads,
                substrates,
                List.of(),
                waits,
                List.of(),
                set,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                1,
                Optional.empty());
        return new Planner(CATALOG, request, cores).plan();
    }

    private static List<Double> rates(Plan.Planned planned) {
        return planned.order() instanceof ForkOrder.Kernel kernel ? kernel.rates() : List.of();
    }

    /// Without those of T1.
    private static List<String> kernels(Plan plan) {
        return ids(plan).stream().filter(id -> !id.contains(Cell.PLAIN)).toList();
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

    /// The cells of each round, in the order in which they are forked.
    private static Map<Integer, List<String>> rounds(List<Plan.Step> steps) {
        return steps.stream()
                .filter(Plan.Fork.class::isInstance)
                .map(Plan.Fork.class::cast)
                .collect(Collectors.groupingBy(
                        Plan.Fork::round,
                        TreeMap::new,
                        Collectors.mapping(fork -> fork.planned().cell().id(), Collectors.toList())));
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

    private static Cell cell(Plan plan, String id) {
        return plan.cells().stream()
                .map(Plan.Planned::cell)
                .filter(cell -> cell.id().equals(id))
                .findFirst()
                .orElseThrow();
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
                Contract.sharedState(Contract.WHOLE),
                cell(cache, "cache/shm:lock/w2").contract());
        assertEquals(
                Contract.sharedState(Contract.BY_PARTS),
                cell(lines, "lines/shm:lockfree/w2").contract());
        assertEquals(
                Contract.WHOLE, cell(lines, "lines/shm:seqlock/w2").contract().atomic());
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
                kernels(plan(2, List.of("counter"), List.of("shm:lock-synchronized"), Map.of())));
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

    /// Six give 95 %, and fewer give no interval.
    @ParameterizedTest(name = "{0} cores")
    @ValueSource(ints = {2, 4, 8})
    void whatIsOneQuestionHasSixForksOfEachCellToo(int cores) {
        for (Preset preset : List.of(Preset.WAITS, Preset.WATERFALL, Preset.CROSSOVER, Preset.GATES, Preset.POLICIES)) {
            assertEquals(
                    6,
                    plan(preset, cores, List.of(), List.of(), List.of(), Map.of())
                            .rounds(),
                    preset.word());
        }
    }

    /// LRU is an order that workers do not share.
    @Test
    void eachSideHasThePoliciesThatItCanKeepInTenMinutesAtMost() {
        Plan plan = plan(Preset.POLICIES, 2, List.of(), List.of(), List.of(), Map.of());
        List<String> ids = ids(plan);

        assertEquals(11, ids.size());
        assertTrue(ids.contains("cache/shm:lockfree/w2/policy=sieve"), ids::toString);
        assertTrue(ids.contains("cache/messaging:ring/w1/policy=lru"), ids::toString);
        assertFalse(ids.contains("cache/shm:lockfree/w2/policy=lru"), ids::toString);
        assertTrue(plan.limit().compareTo(Duration.ofMinutes(10)) <= 0, plan.limit()::toString);
    }

    /// The plan of all, and a third of its time to spare for forks during which the machine moves.
    @Test
    void aStandardRunOfTwoCoresTakesLessThanFortyMinutes() {
        Plan plan = plan(Preset.STANDARD, 2, List.of(), List.of(), List.of(), Map.of());

        assertTrue(plan.plannedMillis() <= Duration.ofMinutes(40).toMillis(), plan.plannedMillis() + " ms");
        assertTrue(plan.limit().toMillis() >= plan.plannedMillis() * 6 / 5);
        plan.cells().stream()
                .filter(planned -> planned.order() instanceof ForkOrder.Kernel)
                .map(planned -> (ForkOrder.Kernel) planned.order())
                .filter(order -> !order.rates().isEmpty())
                .forEach(order ->
                        assertTrue(order.openMillis() >= 2_000, order.cell().substrate()));
    }

    @Test
    void throughputIsMeasuredAtTwoWindowsOfTheMessagesOfEachWorkload() {
        List<String> ids = ids(plan(Preset.STANDARD, 2, List.of(), List.of(), List.of(), Map.of()));

        for (String workload : CATALOG.workloads().stream()
                .map(Workload::name)
                .filter(name -> !Set.of("echo", "mapreduce").contains(name)) // whoever takes a chunk takes one
                .toList()) {
            for (String substrate : List.of("messaging:ring", "messaging:jctools-spsc")) {
                String id = workload + "/" + substrate + "/w1";
                assertTrue(ids.containsAll(List.of(id, id + "/x16")), id);
            }
        }
        assertTrue(ids.contains("rpc/shm:mailbox/w1/x16"));
        assertTrue(ids(plan(2, List.of(), List.of(), Map.of()))
                .containsAll(List.of("rpc/messaging:ring/w1/x16", "counter/messaging:ring/w1/x16")));
    }

    @ParameterizedTest(name = "{0} cores")
    @ValueSource(ints = {2, 4, 8})
    void aStandardRunHasSixForksOfEachCell(int cores) {
        assertEquals(
                6,
                plan(Preset.STANDARD, cores, List.of(), List.of(), List.of(), Map.of())
                        .rounds());
    }

    @Test
    void aStandardRunHasAllWorkloadsEachTransportAndEachLock() {
        Plan plan = plan(Preset.STANDARD, 2, List.of(), List.of(), List.of(), Map.of());

        List<String> ids = ids(plan);
        assertEquals(
                CATALOG.workloads().stream()
                        .map(Workload::name)
                        .filter(name -> !name.equals("echo"))
                        .collect(Collectors.toSet()),
                plan.cells().stream().map(planned -> planned.cell().workload()).collect(Collectors.toSet()));
        assertTrue(ids.containsAll(List.of(
                "rpc/messaging:tcp/w1",
                "rpc/messaging:ring/w1/x16",
                "rpc/messaging:chronicle/w1",
                "counter/shm:lock-mcs/w2",
                "lines/shm:seqlock/w2",
                "counter/shm:lockfree/w1")));
        assertFalse(ids.contains("prefix/messaging:tcp/w1"));
        assertFalse(ids.contains("prefix/shm:lock-mcs/w2"));
        plan.cells().stream()
                .filter(planned -> planned.cell().workload().equals("mapreduce"))
                .forEach(planned ->
                        assertEquals(List.of(), rates(planned), "nobody waits for a chunk, so it has no rate"));
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

    @Test
    void aQuickRunMeasuresWhatItHasAlwaysMeasured() {
        assertEquals(
                List.of("counter", "rpc", "cache", "interrupt"),
                plan(2, List.of(), List.of(), Map.of()).cells().stream()
                        .map(planned -> planned.cell().workload())
                        .distinct()
                        .toList());
        assertTrue(ids(plan(2, List.of("echo"), List.of(), Map.of())).contains("echo/shm:ring/w1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void theWaitsAreCrossedWithKernelsInWhichSomebodyWaits(int cores) {
        Plan plan = plan(Preset.WAITS, cores, List.of(), List.of(), List.of(), Map.of());

        assertEquals(50, plan.cells().size());
        for (String kernel : List.of("rpc/shm:mailbox/w1", "rpc/messaging:ring/w1", "cache/shm:lock/w2")) {
            assertTrue(ids(plan)
                    .containsAll(List.of(
                            kernel, kernel + "/spin", kernel + "/yield", kernel + "/backoff", kernel + "/park")));
        }
        assertTrue(plan.cells().stream().allMatch(planned -> planned.cell().threads() == 2));
        assertEquals(
                Set.of(10_000.0),
                plan.cells().stream()
                        .flatMap(planned -> rates(planned).stream())
                        .collect(Collectors.toSet()));
    }

    private static final List<String> STEPS_OF_NOTHING = List.of(
            "echo/shm:line/w1/request=0,reply=0",
            "echo/shm:ring/w1/request=0,reply=0",
            "echo/shm:direct/w1/request=0,reply=0",
            "echo/messaging:ring/w1/request=0,reply=0",
            "echo/messaging:chronicle/w1/request=0,reply=0",
            "echo/messaging:ring/w1/park/request=0,reply=0");

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void aWaterfallHasACellForEachStepAndOneWorkerInEach(int cores) {
        Plan plan = plan(Preset.WATERFALL, cores, List.of(), List.of(), List.of(), Map.of());

        Set<String> expected = new TreeSet<>(STEPS_OF_NOTHING);
        for (String on :
                List.of("shm:direct/w1", "messaging:ring/w1", "messaging:chronicle/w1", "messaging:ring/w1/park")) {
            expected.add("echo/" + on + "/request=0,reply=4096");
            expected.add("rpc/" + on + "/command=null");
            expected.add("rpc/" + on + "/command=read");
            expected.add("cache/" + on.replace("direct", "lock") + "/writes=0");
        }
        expected.add("echo/shm:ring/w1/request=0,reply=4096");
        assertEquals(expected, new TreeSet<>(ids(plan)));
        for (Plan.Planned planned : plan.cells()) {
            assertEquals(1, planned.cell().workers());
            assertTrue(planned.cell().threads() <= 2);
            assertEquals(List.of(new Load.Closed()), planned.cell().loads());
            assertEquals(0, ((ForkOrder.Kernel) planned.order()).jobPasses());
        }
        assertEquals(List.of(), plan.skipped());
    }

    @Test
    void aWaterfallOfOneWorkloadHasThatOnesStepsAndNoOthers() {
        List<String> cells = ids(plan(Preset.WATERFALL, 2, List.of("cache"), List.of(), List.of(), Map.of()));

        assertTrue(cells.contains("echo/shm:line/w1/request=0,reply=0"));
        assertTrue(cells.contains("cache/shm:lock/w1/writes=0"));
        assertTrue(cells.stream().noneMatch(cell -> cell.startsWith("rpc")));
        assertFalse(cells.contains("echo/messaging:ring/w1/request=0,reply=0"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void aCrossoverCrossesLinesThinkTimeAndEqualTotalsOfThreads(int cores) {
        Plan plan = plan(Preset.CROSSOVER, cores, List.of(), List.of(), List.of(), Map.of());

        Set<String> expected = new TreeSet<>();
        for (int total = 2; total <= cores; total *= 2) {
            for (int lines : List.of(1, 2, 4, 8)) {
                for (int think : List.of(0, 100, 1_000, 10_000)) {
                    String values = "/lines=" + lines + ",think=" + think;
                    expected.add("lines/shm:lockfree/w" + total + values);
                    expected.add("lines/shm:lock/w" + total + values);
                    expected.add("lines/messaging:ring/w" + (total - 1) + values);
                }
            }
        }
        assertEquals(expected, new TreeSet<>(ids(plan)));
        assertTrue(plan.cells().stream().allMatch(planned -> planned.cell().threads() <= cores));
    }

    @Test
    void whatTheUserSetsGoesBeforeWhatAPresetVaries() {
        List<String> cells =
                ids(plan(Preset.CROSSOVER, 2, List.of(), List.of("shm:lock"), List.of(), Map.of("think", "500")));

        assertEquals(
                List.of(
                        "lines/shm:lock/w2/lines=1,think=500",
                        "lines/shm:lock/w2/lines=2,think=500",
                        "lines/shm:lock/w2/lines=4,think=500",
                        "lines/shm:lock/w2/lines=8,think=500"),
                cells);
    }

    @Test
    void aPresetIsNarrowedBySubstrateAndByWait() {
        assertEquals(
                List.of("rpc/messaging:ring/w1/spin", "rpc/messaging:ring/w1/park"),
                ids(plan(
                        Preset.WAITS,
                        2,
                        List.of("rpc"),
                        List.of("messaging:ring"),
                        List.of(Wait.Kind.PARK, Wait.Kind.SPIN),
                        Map.of())));
    }

    @Test
    void whatAPresetHasNothingOfIsASlipThatSaysWhatItHas() {
        BadInput workload = assertThrows(
                BadInput.class, () -> plan(Preset.WATERFALL, 2, List.of("counter"), List.of(), List.of(), Map.of()));
        BadInput wait = assertThrows(
                BadInput.class,
                () -> plan(Preset.WATERFALL, 2, List.of(), List.of(), List.of(Wait.Kind.YIELD), Map.of()));
        BadInput substrate = assertThrows(
                BadInput.class,
                () -> plan(Preset.WATERFALL, 2, List.of(), List.of("messaging:juc-ltq"), List.of(), Map.of()));

        String line = "nothing to measure: the preset waterfall has nothing of that; it has the workloads cache, rpc on"
                + " shm:line, shm:ring, shm:direct, messaging:ring, messaging:chronicle, shm:lock, waiting by pause,"
                + " park";
        assertEquals(line, workload.getMessage());
        assertEquals(line, wait.getMessage());
        assertEquals(line, substrate.getMessage());
    }
}
