// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.duality.shm.Payload;
import dev.duality.shm.Procedure;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.contract.WorkloadContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CounterWorkloadTest implements WorkloadContract {
    private final CounterWorkload workload = new CounterWorkload();
    private final Payload none = new Payload(0);

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(Map.of("operations", "500"), Map.of("operations", "501", "op", "add"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(String op) {
        return Setting.of(workload, Values.of(workload, Map.of("op", op, "operations", "4")));
    }

    @Test
    void fetchAndAddGivesTheValueBefore() {
        Specification counter = workload.specification(setting("fetch-and-add"));

        assertEquals(0, counter.apply(CounterWorkload.FETCH_AND_ADD, 5, 0, none));
        assertEquals(5, counter.apply(CounterWorkload.FETCH_AND_ADD, 1, 0, none));
        assertEquals(6, counter.apply(CounterWorkload.GET, 0, 0, none));
    }

    @Test
    void addGivesNothing() {
        Specification counter = workload.specification(setting("add"));
        counter.apply(CounterWorkload.ADD, 5, 0, none);

        assertEquals(0, counter.apply(CounterWorkload.ADD, 1, 0, none));
        assertEquals(6, counter.apply(CounterWorkload.GET, 0, 0, none));
    }

    @Test
    void anotherValueHasAnotherDigest() {
        Specification one = workload.specification(setting("add"));
        long before = one.digest();
        one.apply(CounterWorkload.ADD, 1, 0, none);

        assertNotEquals(before, one.digest());
    }

    @Test
    void stripesAreRefusedWhereTheValueBeforeIsAskedFor() {
        Side striped = workload.sides().stream()
                .filter(side -> side.substrate().equals("shm:striped"))
                .findFirst()
                .orElseThrow();

        assertEquals(Optional.empty(), striped.rejects(setting("add")));
        assertEquals(
                Optional.of("stripes have no value before an addition; use op=add"),
                striped.rejects(setting("fetch-and-add")));
    }

    @Test
    void thePausesOfTheJdksLocksCannotBeSet() {
        Setting longer = setting("add").withWait(new Waiting(WaitStrategy.Kind.PARK, 16));
        List<Side> sides = Catalog.load(getClass().getClassLoader()).sides(workload);

        assertEquals(
                Set.of("shm:lock-synchronized", "shm:lock-reentrant", "shm:lock-stamped"),
                sides.stream()
                        .filter(side -> side.rejects(longer).isPresent())
                        .map(Side::substrate)
                        .collect(Collectors.toSet()));
        assertEquals(
                "it waits as the JDK does, spinning a little and then sleeping, which is park and not park:16; use"
                        + " --wait park",
                sides.stream()
                        .filter(side -> side.substrate().equals("shm:lock-reentrant"))
                        .flatMap(side -> side.rejects(longer).stream())
                        .findFirst()
                        .orElseThrow());
    }

    private Optional<String> violation(long value, long... befores) {
        Setting setting = setting("fetch-and-add").withWorkers(2);
        Procedure kernel = (_, _, _, _) -> value;
        List<Script> scripts = List.of(workload.script(setting, 0), workload.script(setting, 1));
        return workload.violation(new FinalState(
                setting,
                scripts,
                List.of(new long[] {befores[0], befores[1]}, new long[] {befores[2], befores[3]}),
                0,
                kernel));
    }

    @Test
    void everyValueIsFetchedOnceInAnyOrder() {
        assertEquals(Optional.empty(), violation(4, 3, 0, 1, 2));
    }

    @Test
    void aLostAdditionIsAViolation() {
        assertEquals(Optional.of("the counter is 3 after 4 additions of 1"), violation(3, 0, 1, 2, 2));
    }

    @Test
    void aValueThatWasFetchedTwiceIsAViolation() {
        assertEquals(Optional.of("value 2 was never fetched, or one before it twice"), violation(4, 0, 1, 1, 3));
    }
}
