// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.loadboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Procedure;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Operation;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LoadboardWorkloadTest implements WorkloadContract {
    private final LoadboardWorkload workload = new LoadboardWorkload();
    private final Payload none = new Payload(0);

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "500", "hosts", "4", "queries", "50", "busy", "90"),
                Map.of("operations", "501", "hosts", "1", "queries", "20", "busy", "50"),
                Map.of("operations", "502"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(int hosts, int workers) {
        Map<String, String> given = Map.of("hosts", Integer.toString(hosts), "queries", "30", "operations", "1000");
        return Setting.of(workload, Values.of(workload, given)).withWorkers(workers);
    }

    private long update(Specification loads, long host, long load) {
        return loads.apply(LoadboardWorkload.UPDATE, load, host, none);
    }

    private long query(Specification loads, long from) {
        return loads.apply(LoadboardWorkload.QUERY, 0, from, none);
    }

    @Test
    void aQueryPicksTheFirstIdleHostFromOneOnRoundAndRound() {
        Specification loads = workload.specification(setting(3, 1));
        update(loads, 1, 7);
        update(loads, 2, 9);

        assertEquals(0, query(loads, 1));
        assertEquals(0, query(loads, 0));
        update(loads, 2, LoadboardWorkload.IDLE);
        assertEquals(2, query(loads, 1));
    }

    @Test
    void aQueryPicksNobodyIfAllAreBusy() {
        Specification loads = workload.specification(setting(2, 1));
        update(loads, 0, 1);
        update(loads, 1, 1);

        assertEquals(LoadboardWorkload.NOBODY, query(loads, 0));
    }

    @Test
    void anUpdateGivesTheLoadBefore() {
        Specification loads = workload.specification(setting(2, 1));

        assertEquals(0, update(loads, 1, 7));
        assertEquals(7, update(loads, 1, 8));
        assertEquals(0, update(loads, 0, 8));
    }

    @Test
    void noOtherOperationIsThere() {
        Specification loads = workload.specification(setting(1, 1));

        assertThrows(IllegalArgumentException.class, () -> loads.apply(2, 0, 0, none));
    }

    @Test
    void theDigestSaysWhoHasWhichLoad() {
        Specification one = workload.specification(setting(2, 1));
        Specification other = workload.specification(setting(2, 1));
        update(one, 0, 3);
        update(other, 1, 3);

        assertNotEquals(one.digest(), other.digest());
    }

    @Test
    void aWorkerUpdatesItsOwnHostsAndAsksAsOftenAsItIsTold() {
        Script script = workload.script(setting(5, 2), 1);
        long queries = IntStream.range(0, script.size())
                .filter(i -> script.kind(i) == LoadboardWorkload.QUERY)
                .count();

        assertTrue(queries > 100 && queries < 200, () -> "queries: " + queries);
        for (int i = 0; i < script.size(); i++) {
            assertTrue(script.b(i) >= 0 && script.b(i) < 5, script.line(i));
            assertTrue(script.kind(i) == LoadboardWorkload.QUERY || script.b(i) % 2 == 1, script.line(i));
        }
    }

    @Test
    void aWorkerWithoutAHostOnlyAsks() {
        Script script = workload.script(setting(2, 3), 2);

        assertTrue(IntStream.range(0, script.size()).allMatch(i -> script.kind(i) == LoadboardWorkload.QUERY));
    }

    private Optional<List<Long>> query(AnyIdle model, List<Long> loads, long picked) {
        return model.after(loads, new Operation(LoadboardWorkload.QUERY, 0, 0, none, picked, none));
    }

    @Test
    void anyIdleHostIsARightAnswerAndNobodyOnlyIfNoneIsIdle() {
        AnyIdle model = new AnyIdle(3);
        List<Long> loads = List.of(0L, 0L, 5L);

        assertEquals(Optional.of(loads), query(model, loads, 0));
        assertEquals(Optional.of(loads), query(model, loads, 1));
        assertEquals(Optional.empty(), query(model, loads, 2));
        assertEquals(Optional.empty(), query(model, loads, 3));
        assertEquals(Optional.empty(), query(model, loads, LoadboardWorkload.NOBODY));
        assertEquals(Optional.of(List.of(1L)), query(model, List.of(1L), LoadboardWorkload.NOBODY));
    }

    @Test
    void anUpdateThatFoundAnotherLoadThanThereWasIsNoRightAnswer() {
        AnyIdle model = new AnyIdle(1);
        Operation update = new Operation(LoadboardWorkload.UPDATE, 7, 0, none, 3, none);

        assertEquals(Optional.of(List.of(7L)), model.after(List.of(3L), update));
        assertEquals(Optional.empty(), model.after(List.of(4L), update));
    }

    private static Script script() {
        return Script.builder()
                .add(LoadboardWorkload.UPDATE, 7, 0)
                .add(LoadboardWorkload.QUERY, 0, 0)
                .add(LoadboardWorkload.UPDATE, 0, 0)
                .add(LoadboardWorkload.QUERY, 0, 0)
                .build();
    }

    private Optional<String> violation(Procedure kernel, long... results) {
        return workload.violation(new FinalState(setting(2, 2), List.of(script()), List.of(results), 0, kernel));
    }

    @Test
    void whatAWorkerKnowsOfItsOwnHostsIsChecked() {
        Procedure kernel = (_, _, from, _) -> from;

        assertEquals(Optional.empty(), violation(kernel, 0, 1, 7, 0));
        assertEquals(Optional.of("host 0 had load 7, but its next update found 6"), violation(kernel, 0, 1, 6, 0));
        assertEquals(Optional.of("worker 0 was given its host 0, which had load 7"), violation(kernel, 0, 0, 7, 0));
        assertEquals(
                Optional.of("worker 0 was given no host, but its host 0 was idle"), violation(kernel, 0, -1, 7, -1));
        assertEquals(Optional.of("worker 0 was given host 2 of 2"), violation(kernel, 0, 2, 7, 0));
    }

    @Test
    void atTheEndQueriesPickByWhatWasSaidLast() {
        assertEquals(
                Optional.of("at the end a query from host 0 on picked 1, but should have picked 0"),
                violation((_, _, _, _) -> 1, 0, 1, 7, 0));
    }
}
