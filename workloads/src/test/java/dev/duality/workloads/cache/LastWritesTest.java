// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Procedure;
import dev.duality.workloads.AfterLoad;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.WorkerProgress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastWritesTest {
    private static final int OPERATIONS = 50; // of each of two workers

    private final CacheWorkload workload = new CacheWorkload();
    private final Setting setting = Setting.of(
                    workload,
                    Values.of(
                            workload,
                            Map.of(
                                    "files", "2",
                                    "blocks", "8",
                                    "capacity", "4",
                                    "payload", "128",
                                    "writes", "50",
                                    "operations", Integer.toString(2 * OPERATIONS))))
            .withWorkers(2);
    private final Specification cache = workload.specification(setting);
    private final Payload payload = setting.payload();

    /// Each worker goes on from its operation number `from` to `to`, one after the other.
    private void play(int from, int to) {
        for (int worker = 0; worker < 2; worker++) {
            Script script = workload.script(setting, worker);
            for (int i = from; i < to; i++) {
                int at = i % script.size();
                script.load(at, payload);
                cache.apply(script.kind(at), script.a(at), script.b(at), payload);
            }
        }
    }

    /// The violation that is found after so many operations of each worker, if what the cache has is what was played.
    private Optional<String> violation(int operations, Procedure kernel) {
        List<WorkerProgress> workers = List.of(
                new WorkerProgress(workload.script(setting, 0), operations, 0),
                new WorkerProgress(workload.script(setting, 1), operations, 0));
        return workload.invariant(setting)
                .orElseThrow()
                .violation(new AfterLoad(setting, workers, cache.digest(), kernel));
    }

    @Test
    void everyBlockHoldsTheLastWriteOfSomeWorker() {
        play(0, 30);
        assertEquals(Optional.empty(), violation(30, cache));
        play(30, OPERATIONS + 20);
        assertEquals(Optional.empty(), violation(OPERATIONS + 20, cache));
    }

    @Test
    void whatWasWrittenAndIsNotThereIsToldOf() {
        play(0, OPERATIONS + 20);

        String told = violation(OPERATIONS + 40, cache).orElseThrow();

        assertTrue(told.matches("file \\d+, block \\d+ holds stamp \\d+, not the last write of any worker"), told);
    }

    @Test
    void bytesThatDoNotBelongTogetherAreToldOf() {
        play(0, 30);

        String told = violation(30, (_, _, _, _) -> Stamps.result(-1, true)).orElseThrow();

        assertTrue(told.endsWith("holds bytes that do not belong together, not the last write of any worker"), told);
    }

    @Test
    void aDigestThatIsNotThatOfTheBlocksIsToldOf() {
        play(0, 30);
        AfterLoad load = new AfterLoad(
                setting,
                List.of(
                        new WorkerProgress(workload.script(setting, 0), 30, 0),
                        new WorkerProgress(workload.script(setting, 1), 30, 0)),
                cache.digest() + 1,
                cache);

        String told = workload.invariant(setting).orElseThrow().violation(load).orElseThrow();

        assertTrue(told.startsWith("the state's digest is "), told);
    }
}
