// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Procedure;
import dev.duality.workloads.AfterLoad;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.WorkerProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/// Both invariants of the workload, over what two workers did by turns.
class AuditTest {
    private static final int OPERATIONS = 400; // of each of two workers

    private final TableWorkload workload = new TableWorkload();
    private final Setting setting = Setting.of(
                    workload,
                    Values.of(
                            workload,
                            Map.of(
                                    "buckets", "2",
                                    "entries", "2",
                                    "read", "40",
                                    "operations", Integer.toString(2 * OPERATIONS))))
            .withWorkers(2);
    private final Keys keys = TableWorkload.keys(setting);
    private final List<Script> scripts = List.of(workload.script(setting, 0), workload.script(setting, 1));
    private final Specification table = workload.specification(setting);
    private final List<long[]> results = List.of(new long[OPERATIONS], new long[OPERATIONS]);

    /// Goes through both scripts by turns.
    /// @param lost whether the table is not told of an operation of a worker, which is answered all the same
    private void play(int from, int to, BiPredicate<Integer, Integer> lost) {
        Payload payload = setting.payload();
        Specification answering = workload.specification(setting);
        for (int i = from; i < to; i++) {
            for (int worker = 0; worker < 2; worker++) {
                Script script = scripts.get(worker);
                int at = i % OPERATIONS;
                script.load(at, payload);
                results.get(worker)[at] = answering.apply(script.kind(at), script.a(at), 0, payload);
                if (!lost.test(worker, at)) {
                    script.load(at, payload);
                    table.apply(script.kind(at), script.a(at), 0, payload);
                }
            }
        }
    }

    private void play(int from, int to) {
        play(from, to, (_, _) -> false);
    }

    private Optional<String> violation() {
        return workload.violation(new FinalState(setting, scripts, results, table.digest(), table));
    }

    private Optional<String> afterLoad(long operations, Procedure kernel) {
        List<WorkerProgress> workers = scripts.stream()
                .map(script -> new WorkerProgress(script, operations, 0))
                .toList();
        return workload.invariant(setting)
                .orElseThrow()
                .violation(new AfterLoad(setting, workers, table.digest(), kernel));
    }

    private int find(int worker, int kind, long result) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < OPERATIONS; i++) {
            if (scripts.get(worker).kind(i) == kind && results.get(worker)[i] == result) {
                found.add(i);
            }
        }
        return found.getLast();
    }

    @Test
    void whatIsRightIsNotObjectedTo() {
        play(0, OPERATIONS);

        assertEquals(Optional.empty(), violation());
        assertEquals(Optional.empty(), afterLoad(OPERATIONS, table));
    }

    @Test
    void aPutThatSaysItAddedAndDidNotIsToldOfByItsKey() {
        play(0, OPERATIONS);
        int at = find(1, TableWorkload.PUT, TableWorkload.REPLACED);
        results.get(1)[at] = TableWorkload.ADDED;

        String told = violation().orElseThrow();
        assertTrue(
                told.matches("key [0-9a-f]+ .* in the end; it was there .* at first, \\d+ puts added it and .*"), told);
        assertTrue(told.contains("key %x ".formatted(scripts.get(1).a(at))), told);
    }

    @Test
    void aRemoveThatFindsWhatAnotherRemovedIsToldOf() {
        play(0, OPERATIONS);
        results.get(0)[find(0, TableWorkload.REMOVE, TableWorkload.NOT_FOUND)] = TableWorkload.REMOVED;

        assertTrue(
                violation().orElseThrow().contains("removes found it"),
                violation().toString());
    }

    @Test
    void aValueOfAnotherKeyIsToldOf() {
        play(0, OPERATIONS);
        int get = -1;
        for (int i = 0; i < OPERATIONS; i++) {
            get = scripts.get(0).kind(i) == TableWorkload.GET && results.get(0)[i] != TableWorkload.ABSENT ? i : get;
        }
        results.get(0)[get] = ValueStamps.of(keys.key(1), 1) ^ 1L << 40;

        assertTrue(
                violation().orElseThrow().contains("which nobody put there"),
                violation().toString());
    }

    @Test
    void changesThatAreLostAreToldOfByTheirKey() {
        long key = keys.key(0);
        play(0, OPERATIONS, (worker, at) -> scripts.get(worker).a(at) == key);

        String told = afterLoad(OPERATIONS, table).orElseThrow();
        assertEquals(
                "key %x has the value with stamp %x, which no worker's last put or remove of it left"
                        .formatted(key, keys.first(key)),
                told);
        assertTrue(violation().isPresent(), "the audit of answers finds it, too");
    }

    @Test
    void anEntryThatNobodyTouchedAndThatIsGoneShowsInTheDigest() {
        Setting many = Setting.of(workload, Values.of(workload, Map.of("operations", "2")));
        Specification other = workload.specification(many);
        Keys all = TableWorkload.keys(many);
        Script script = workload.script(many, 0);
        long untouched = all.key(0) == script.a(0) || all.key(0) == script.a(1) ? all.key(2) : all.key(0);
        other.apply(TableWorkload.REMOVE, untouched, 0, many.payload());

        AfterLoad load = new AfterLoad(many, List.of(new WorkerProgress(script, 0, 0)), other.digest(), other);
        String told = workload.invariant(many).orElseThrow().violation(load).orElseThrow();
        assertTrue(told.startsWith("the state's digest is "), told);
    }

    @Test
    void theLastChangesOfTheSecondPassCountToo() {
        play(0, 2 * OPERATIONS - 50);

        assertEquals(Optional.empty(), afterLoad(2 * OPERATIONS - 50, table));
    }

    @Test
    void anOlderValueThanOneSeenIsToldOf() {
        play(0, OPERATIONS);
        for (int reader = 0; reader < 2; reader++) {
            int own = reader;
            Script script = scripts.get(own);
            for (int second = OPERATIONS - 1; second >= 0; second--) {
                for (int first = 0; first < second; first++) {
                    boolean both = script.kind(first) == TableWorkload.PUT
                            && script.kind(second) == TableWorkload.PUT
                            && script.a(first) == script.a(second);
                    int get = both ? getAfter(script, second) : -1;
                    if (get >= 0) {
                        results.get(own)[get] = ValueStamps.of(script.a(first), ValueStamps.serial(first, own, 2));
                        assertTrue(violation().orElseThrow().contains("after having seen its #" + second));
                        return;
                    }
                }
            }
        }
        throw new AssertionError("no worker puts a key twice and gets it");
    }

    /// A get of the key of an operation, behind it and before the next put of that key.
    private static int getAfter(Script script, int operation) {
        for (int i = operation + 1; i < OPERATIONS; i++) {
            if (script.a(i) == script.a(operation) && script.kind(i) == TableWorkload.GET) {
                return i;
            }
            if (script.a(i) == script.a(operation) && script.kind(i) == TableWorkload.PUT) {
                return -1;
            }
        }
        return -1;
    }
}
