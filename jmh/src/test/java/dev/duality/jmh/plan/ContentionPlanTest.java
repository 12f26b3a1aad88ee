// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.cell.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The cells of the preset of contention, and their numbers of owners.
class ContentionPlanTest extends Planned {
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void contentionCrossesSkewReadsAndEqualTotalsOfThreads(int cores) {
        Plan plan = plan(Preset.CONTENTION, cores, List.of(), List.of(), List.of(), Map.of());

        Set<String> expected = new TreeSet<>();
        for (int total = 2; total <= cores; total *= 2) {
            int owners = Math.max(1, total / 3);
            String messages = "table/messaging:ring/w" + (total - owners) + (owners == 1 ? "" : "/o" + owners);
            for (String skew : List.of("0", "0.99")) {
                for (int read : List.of(0, 80, 100)) {
                    String values = "/buckets=12,entries=12,skew=" + skew + ",read=" + read;
                    expected.add("table/shm:lockfree/w" + total + values);
                    expected.add("table/shm:bucket-lock/w" + total + values);
                    expected.add(messages + values);
                }
            }
        }
        Set<String> planned = new TreeSet<>(ids(plan));
        assertTrue(planned.containsAll(expected), planned::toString);
        assertTrue(planned.stream().anyMatch(id -> id.startsWith("table/messaging:ring/w1/buckets=512")));
        String asMany = "table/messaging:ring/w" + cores / 2 + (cores == 2 ? "" : "/o" + cores / 2) + "/";
        assertTrue(planned.stream().anyMatch(id -> id.startsWith(asMany)), asMany);
        for (int workers = 1; workers <= 4; workers++) {
            String lock = "table/shm:bucket-lock/w" + workers;
            assertTrue(planned.stream().anyMatch(id -> id.startsWith(lock)), lock);
        }
    }

    @Test
    void ownersThatWereAskedForAreThoseOfTheMessageSideAlone() {
        Request request = new Request(
                Preset.QUICK,
                List.of("table", "counter"),
                List.of("shm:lockfree", "messaging:ring"),
                List.of(2),
                List.of(1, 2),
                List.of(),
                List.of(1),
                Map.of(),
                Map.of(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(0),
                Optional.empty(),
                1,
                Optional.empty(),
                List.of(),
                Surroundings.Choice.NONE);

        Plan plan = new Planner(CATALOG, request, 4).plan();

        assertEquals(
                Set.of(
                        "table/shm:lockfree/w2",
                        "table/messaging:ring/w2",
                        "table/messaging:ring/w2/o2",
                        "counter/shm:lockfree/w2",
                        "counter/messaging:ring/w2"),
                Set.copyOf(kernels(plan)));
        assertEquals(
                List.of("the state of counter does not come apart; use 1 owner"),
                plan.skipped().stream().map(Plan.Skipped::reason).toList());
    }

    @Test
    void contentionOnTwoCoresTakesTenMinutesAtMost() {
        Plan plan = plan(Preset.CONTENTION, 2, List.of(), List.of(), List.of(), Map.of());

        assertTrue(plan.plannedMillis() <= Duration.ofMinutes(10).toMillis(), plan.plannedMillis() + " ms");
    }
}
