// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.fork.ForkOrder;
import dev.duality.results.Load;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The cells of the presets: quick, standard, waits, waterfall and crossover.
class PresetPlanTest extends Planned {
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
        for (Preset preset : List.of(
                Preset.WAITS,
                Preset.WATERFALL,
                Preset.CROSSOVER,
                Preset.CONTENTION,
                Preset.POLICIES,
                Preset.GATES,
                Preset.WINDOWS,
                Preset.PAYLOADS,
                Preset.SECTIONS,
                Preset.PAGING,
                Preset.MIGRATION,
                Preset.PREEMPTION)) {
            assertEquals(
                    6,
                    plan(preset, cores, List.of(), List.of(), List.of(), Map.of())
                            .rounds(),
                    preset.label());
        }
    }

    /// LRU is an order that workers do not share.
    @Test
    void eachSideHasThePoliciesThatItCanKeepInTenMinutesAtMost() {
        Plan plan = plan(Preset.POLICIES, 2, List.of(), List.of(), List.of(), Map.of());
        List<String> ids = ids(plan);

        assertEquals(14, ids.size());
        assertTrue(ids.contains("cache/shm:lockfree/w1/policy=sieve"), ids::toString);
        assertTrue(ids.contains("cache/shm:lockfree/w2/policy=sieve"), ids::toString);
        assertTrue(ids.contains("cache/messaging:ring/w1/policy=lru"), ids::toString);
        assertFalse(ids.contains("cache/shm:lockfree/w1/policy=lru"), ids::toString);
        assertTrue(plan.limit().compareTo(Duration.ofMinutes(10)) <= 0, plan.limit()::toString);
    }

    /// Each line of its chart has all the places that are swept to.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"PAYLOADS, 3, 6", "SECTIONS, 4, 6", "PAGING, 4, 6", "MIGRATION, 2, 12"})
    void aSweepHasAllItsPlacesOfEachSubstrateInTenMinutesAtMost(Preset preset, int substrates, int places) {
        Plan plan = plan(preset, 2, List.of(), List.of(), List.of(), Map.of());

        assertEquals(List.of(), plan.skipped());
        assertEquals(
                Set.of((long) places),
                Set.copyOf(plan.cells().stream()
                        .collect(Collectors.groupingBy(planned -> planned.cell().substrate(), Collectors.counting()))
                        .values()));
        assertEquals(substrates * places, plan.cells().size());
        assertTrue(plan.limit().compareTo(Duration.ofMinutes(10)) <= 0, plan.limit()::toString);
        assertTrue(plan.plannedMillis() <= plan.limit().toMillis(), plan.plannedMillis() + " ms");
    }

    /// Additions that are told have windows in which one of several is answered; whoever adds in place has none.
    @Test
    void windowsHaveAdditionsThatAreAskedForAndToldInTenMinutesAtMost() {
        Plan plan = plan(Preset.WINDOWS, 2, List.of(), List.of(), List.of(), Map.of());
        List<String> ids = ids(plan);

        assertEquals(List.of(), plan.skipped());
        assertEquals(15, ids.stream().filter(id -> id.startsWith("rpc/")).count());
        assertEquals(
                List.of(
                        "counter/shm:lockfree/w2/op=add",
                        "counter/messaging:ring/w1/op=add",
                        "counter/messaging:ring/w1/x4/op=add",
                        "counter/messaging:ring/w1/x16/op=add",
                        "counter/messaging:ring/w1/x64/op=add",
                        "counter/shm:lockfree/w2/op=tell",
                        "counter/messaging:ring/w1/x4/op=tell",
                        "counter/messaging:ring/w1/x16/op=tell",
                        "counter/messaging:ring/w1/x64/op=tell"),
                ids.stream().filter(id -> id.startsWith("counter/")).toList());
        assertTrue(plan.limit().compareTo(Duration.ofMinutes(10)) <= 0, plan.limit()::toString);
        assertTrue(plan.plannedMillis() <= plan.limit().toMillis(), plan.plannedMillis() + " ms");
    }

    /// No fork of it verifies, warms up, or goes on with another load.
    @Test
    void fourWorkloadsOnBothSidesBeginColdInTenMinutesAtMost() {
        Plan plan = plan(Preset.COLD, 2, List.of(), List.of(), List.of(), Map.of());

        assertEquals(
                List.of(
                        "rpc/shm:mailbox/w1/cold",
                        "rpc/messaging:ring/w1/cold",
                        "cache/shm:lockfree/w2/cold",
                        "cache/messaging:ring/w1/cold",
                        "counter/shm:lockfree/w2/cold",
                        "counter/messaging:ring/w1/cold",
                        "interrupt/shm:pending/w1/cold",
                        "interrupt/messaging:ring/w1/cold"),
                ids(plan));
        assertTrue(plan.cells().stream().allMatch(planned -> planned.order() instanceof ForkOrder.Cold));
        assertTrue(plan.cells().stream().allMatch(planned -> planned.cell().startsCold()));
        assertEquals(12, plan.rounds());
        assertTrue(plan.fits(), plan.plannedMillis() + " ms");
        assertTrue(plan.limit().compareTo(Duration.ofMinutes(10)) <= 0, plan.limit()::toString);
    }

    /// The plan of all, and a third of its time to spare for loads during which the machine moves.
    @Test
    void aStandardRunOfTwoCoresTakesLessThanFortyMinutes() {
        Plan plan = plan(Preset.STANDARD, 2, List.of(), List.of(), List.of(), Map.of());

        assertTrue(plan.plannedMillis() <= Duration.ofMinutes(40).toMillis(), plan.plannedMillis() + " ms");
        assertTrue(plan.limit().toMillis() >= plan.plannedMillis() * 6 / 5);
        plan.cells().stream()
                .filter(planned -> planned.order() instanceof ForkOrder.Kernel)
                .map(planned -> (ForkOrder.Kernel) planned.order())
                .filter(order -> !order.open().rates().isEmpty())
                .forEach(order ->
                        assertTrue(order.open().millis() >= 2_000, order.cell().substrate()));
    }

    @Test
    void throughputIsMeasuredAtTwoWindowsOfTheMessagesOfEachWorkload() {
        List<String> ids = ids(plan(Preset.STANDARD, 2, List.of(), List.of(), List.of(), Map.of()));

        for (String workload : CATALOG.workloads().stream()
                .map(Workload::name)
                // whoever takes a chunk takes one; the others are measured when they are named
                .filter(name -> !Set.of("echo", "mapreduce", "table", "paging", "migration", "transparency")
                        .contains(name))
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
                        .filter(name -> !Set.of("echo", "table", "paging", "migration", "transparency")
                                .contains(name)) // measured when named
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

        assertEquals(62, plan.cells().size());
        for (String kernel : List.of("rpc/shm:mailbox/w1", "rpc/messaging:ring/w1", "cache/shm:lock/w2")) {
            assertTrue(ids(plan)
                    .containsAll(List.of(
                            kernel, kernel + "/spin", kernel + "/yield", kernel + "/backoff", kernel + "/park")));
        }
        for (String kernel : List.of("rpc/shm:mailbox/w1", "rpc/messaging:ring/w1")) {
            assertTrue(ids(plan)
                    .containsAll(Stream.of(1, 4, 8, 16, 32, 64)
                            .map(pauses -> kernel + "/pause:" + pauses)
                            .toList()));
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
                    if (think == 0) {
                        expected.add("lines/messaging:ring/w" + (total - 1) + "/x16" + values);
                    }
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
                        List.of(WaitStrategy.Kind.PARK, WaitStrategy.Kind.SPIN),
                        Map.of())));
    }

    @Test
    void whatAPresetHasNothingOfIsASlipThatSaysWhatItHas() {
        BadInput workload = assertThrows(
                BadInput.class, () -> plan(Preset.WATERFALL, 2, List.of("counter"), List.of(), List.of(), Map.of()));
        BadInput wait = assertThrows(
                BadInput.class,
                () -> plan(Preset.WATERFALL, 2, List.of(), List.of(), List.of(WaitStrategy.Kind.YIELD), Map.of()));
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
