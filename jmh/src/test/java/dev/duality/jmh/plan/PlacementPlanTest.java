// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.cell.Surroundings;
import dev.duality.jmh.fork.ForkOrder;
import dev.duality.messaging.mpi.Mpi;
import dev.duality.results.Cell;
import dev.duality.results.Load;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Placement;
import dev.duality.workloads.catalog.Catalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementPlanTest {
    private static Plan plan(int workers, String substrate, Placement... placements) {
        return plan("counter", List.of(substrate), workers, placements);
    }

    private static Plan plan(String workload, List<String> substrates, int workers, Placement... placements) {
        return plan(Room.plenty(), workload, substrates, workers, placements);
    }

    private static Plan plan(
            Room room, String workload, List<String> substrates, int workers, Placement... placements) {
        Request request = new Request(
                Preset.QUICK,
                List.of(workload),
                substrates,
                List.of(workers),
                List.of(),
                List.of(),
                List.of(1),
                Map.of(),
                Map.of(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                1,
                Optional.empty(),
                List.of(placements),
                Surroundings.Choice.NONE);
        return new Planner(Catalog.load(PlacementPlanTest.class.getClassLoader()), request, 8, room).plan();
    }

    private static Map<String, Cell> cells(Plan plan) {
        return plan.cells().stream()
                .map(Plan.Planned::cell)
                .filter(cell -> !cell.substrate().equals(Cell.PLAIN))
                .collect(Collectors.toMap(Cell::id, cell -> cell));
    }

    /// One thread has nobody in another process.
    @ParameterizedTest
    @CsvSource({"counter, messaging:ring, PROCESSES", "mapreduce, messaging:mpi, HOSTS"})
    void onePlainThreadServesAllPlacements(String workload, String substrate, Placement far) {
        List<Plan> plans = List.of(
                plan(workload, List.of(substrate), 1, Placement.THREADS, far),
                plan(workload, List.of(substrate), 1, far));

        for (Plan plan : plans) {
            List<Plan.Planned> alone = plan.cells().stream()
                    .filter(planned -> planned.cell().substrate().equals(Cell.PLAIN))
                    .toList();
            assertEquals(
                    List.of(workload + "/plain:specification/w1"),
                    alone.stream().map(planned -> planned.cell().id()).toList());
            assertEquals("threads", alone.getFirst().cell().placement());
            ForkOrder.Plain order = (ForkOrder.Plain) alone.getFirst().order();
            assertEquals(Placement.THREADS, order.cell().placement());
        }
    }

    @Test
    void twoPlacementsAreTwoCellsWhoseNamesAndParametersSayWhich() {
        Map<String, Cell> cells = cells(plan(1, "messaging:ring", Placement.THREADS, Placement.PROCESSES));

        assertEquals(2, cells.size());
        assertEquals("threads", cells.get("counter/messaging:ring/w1").placement());
        assertEquals(
                "processes", cells.get("counter/messaging:ring/w1/processes").placement());
    }

    @Test
    void aSideThatHasItsStateOnOneHeapIsRefusedInOneLine() {
        BadInput refused = assertThrows(BadInput.class, () -> plan(2, "shm:combining", Placement.PROCESSES));

        assertTrue(refused.getMessage().contains("it has those of one JVM"), refused.getMessage());
    }

    @Test
    void messagesOfOneJvmAreRefusedWithTheNamesOfAllThatReachFurther() {
        BadInput refused = assertThrows(BadInput.class, () -> plan(2, "messaging:juc-abq", Placement.PROCESSES));

        for (String name : List.of("chronicle", "pipe", "posix-mq", "ring", "tcp", "unix-socket")) {
            assertTrue(refused.getMessage().contains("messaging:" + name), refused.getMessage());
        }
        assertFalse(refused.getMessage().contains("messaging:mpi"), refused.getMessage());
    }

    @Test
    void whereNobodyWouldBeElsewhereThatIsSaid() {
        BadInput refused = assertThrows(BadInput.class, () -> plan(1, "shm:lockfree", Placement.PROCESSES));

        assertTrue(refused.getMessage().contains("use --workers 2"), refused.getMessage());
    }

    @Test
    void whatHasItsEndsInRanksIsForHosts() {
        assumeTrue(Mpi.unavailable().isEmpty(), () -> Mpi.unavailable().orElseThrow());

        BadInput refused = assertThrows(BadInput.class, () -> plan(1, "messaging:mpi", Placement.PROCESSES));

        assertTrue(refused.getMessage().contains("use --placement hosts"), refused.getMessage());
    }

    private static List<Class<?>> loads(Cell cell) {
        return cell.loads().stream().<Class<?>>map(Load::getClass).toList();
    }

    /// Each operation is a trip over the network: a script of them takes minutes, unless it is the workload.
    @Test
    void betweenHostsMessagesNeedNotBeNamedAndAJobIsThatOfAWorkloadThatIsOne() {
        assumeTrue(Mpi.unavailable().isEmpty(), () -> Mpi.unavailable().orElseThrow());

        Cell rpc = cells(plan("rpc", List.of(), 1, Placement.HOSTS)).get("rpc/messaging:mpi/w1/hosts");
        Cell job = cells(plan("mapreduce", List.of(), 1, Placement.HOSTS)).get("mapreduce/messaging:mpi/w1/hosts");

        assertEquals(List.of(new Load.Closed(), new Load.Open(OptionalDouble.of(1_000))), rpc.loads());
        assertEquals(List.of(Load.Closed.class, Load.Job.class), loads(job));
        assertFalse(cells(plan("rpc", List.of(), 1, Placement.THREADS)).containsKey("rpc/messaging:mpi/w1"));
    }

    @Test
    void workersOfASideWithoutServersAreOnHostsIfThereAreTwo() {
        assumeTrue(Mpi.unavailable().isEmpty(), () -> Mpi.unavailable().orElseThrow());

        assertTrue(cells(plan(2, "shm:lockfree", Placement.HOSTS)).containsKey("counter/shm:lockfree/w2/hosts"));
        BadInput refused = assertThrows(BadInput.class, () -> plan(1, "shm:lockfree", Placement.HOSTS));
        assertTrue(refused.getMessage().contains("use --workers 2"), refused.getMessage());
    }

    @Test
    void whatNeedsMorePlacesThanTheHostsHaveIsToldBeforeAnythingIsMeasured() {
        assumeTrue(Mpi.unavailable().isEmpty(), () -> Mpi.unavailable().orElseThrow());
        Room two = new Room(Optional.empty(), 2, Optional.empty());

        BadInput refused =
                assertThrows(BadInput.class, () -> plan(two, "counter", List.of("shm:lockfree"), 4, Placement.HOSTS));
        Plan some = plan(two, "counter", List.of("messaging:mpi", "shm:lockfree"), 4, Placement.HOSTS);

        String reason = "it needs 3 places beside the first, one for each further worker, and --hosts has room for 1;"
                + " use A:1,B:3";
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        assertTrue(cells(some).containsKey("counter/messaging:mpi/w4/hosts"), cells(some)::toString);
        assertEquals(
                List.of(reason),
                some.skipped().stream().map(Plan.Skipped::reason).toList());
    }

    @Test
    void workersElsewhereHaveNoOpenLoop() {
        Cell cell = cells(plan(2, "shm:lockfree", Placement.PROCESSES)).get("counter/shm:lockfree/w2/processes");

        assertEquals(
                List.of(),
                cell.loads().stream().filter(Load.Open.class::isInstance).toList());
    }
}
