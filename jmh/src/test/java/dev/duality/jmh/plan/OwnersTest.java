// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.cell.Surroundings;
import dev.duality.jmh.fork.ForkOrder;
import dev.duality.workloads.catalog.Catalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private static Plan plan(int owners, String workload, String... substrates) {
        Request request = new Request(
                Preset.QUICK,
                List.of(workload),
                List.of(substrates),
                List.of(2),
                List.of(owners),
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
                List.of(),
                Surroundings.Choice.NONE);
        return new Planner(Catalog.load(OwnersTest.class.getClassLoader()), request, 8).plan();
    }

    @Test
    void aCellHasAsManyOwnersAsWereAskedForAndItsNameSaysSo() {
        Plan plan = plan(2, "rpc", "messaging:ring");
        Plan.Planned planned = plan.cells().getLast();

        assertEquals("rpc/messaging:ring/w2/o2", planned.cell().id());
        assertEquals(2, planned.cell().servers());
        assertEquals(2, ((ForkOrder.Kernel) planned.order()).cell().owners());
    }

    @Test
    void aSideThatCannotHaveThemIsSkippedWithItsReason() {
        Plan plan = plan(2, "counter", "shm:lock", "messaging");

        assertTrue(
                plan.skipped().stream()
                        .anyMatch(skipped -> skipped.cell().substrate().equals("messaging:ring")
                                && skipped.reason().equals("the state of counter does not come apart; use 1 owner")),
                plan.skipped()::toString);
    }
}
