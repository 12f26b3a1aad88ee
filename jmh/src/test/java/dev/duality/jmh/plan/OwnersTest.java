// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.duality.results.Cell;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.catalog.Catalog;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Several servers on the message side, and jobs too large to be written down.
class OwnersTest {
    private static Plan plan(String workload, List<String> substrates, Map<String, String> set, int owners) {
        Request request = new Request(
                        Preset.QUICK,
                        List.of(workload),
                        substrates,
                        List.of(2),
                        List.of(),
                        List.of(1),
                        set,
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalDouble.empty(),
                        1,
                        Optional.empty())
                .withOwners(owners);
        return new Planner(Catalog.load(OwnersTest.class.getClassLoader()), request, 4).plan();
    }

    private static List<Cell> cells(Plan plan) {
        return plan.cells().stream()
                .map(Plan.Planned::cell)
                .filter(cell -> !cell.substrate().equals(Cell.PLAIN))
                .toList();
    }

    @Test
    void theMessageSideHasAsManyServersAndWhatHasNoOwnersStaysAsItIs() {
        List<Cell> cells = cells(plan("rpc", List.of("shm:lock", "messaging:ring"), Map.of(), 2));

        assertEquals(
                List.of("rpc/shm:lock/w2", "rpc/messaging:ring/w2/o2"),
                cells.stream().map(Cell::id).toList());
        assertEquals(List.of(0, 2), cells.stream().map(Cell::servers).toList());
    }

    @Test
    void aStateThatDoesNotComeApartIsToldOf() {
        BadInput refusal =
                assertThrows(BadInput.class, () -> plan("counter", List.of("messaging:ring"), Map.of(), 2));

        assertTrue(refusal.getMessage().contains("the state of counter does not come apart"), refusal.getMessage());
    }

    /// A quarter of a gigabyte of scripts, in each of several workers' places.
    @Test
    void aJobOfSixteenMillionOperationsIsPlannedWithoutItsScripts() {
        for (String workload : List.of("counter", "rpc", "lines", "mutex", "detector", "prefix", "loadboard", "echo")) {
            long before = allocated();

            plan(workload, List.of("shm:lock"), Map.of("operations", "16777216"), 1);

            long mebibytes = allocated() - before >> 20;
            assertTrue(mebibytes < 64, () -> workload + ": " + mebibytes + " MiB for a plan");
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
