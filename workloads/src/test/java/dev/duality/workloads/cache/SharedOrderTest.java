// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.cache.curve.ByThePaper;
import dev.duality.workloads.cache.policy.Policy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The order in which blocks leave a lock-free cache: with one worker as the papers say, with several nearly so, and
/// the ghosts of S3-FIFO.
final class SharedOrderTest {
    /// Hits of several workers may differ from those of one by so much of all references: each worker keeps one slot to
    /// itself, and looks at queues that are one step older.
    private static final double TOLERANCE = 0.02;

    private final CacheWorkload workload = new CacheWorkload();

    private Setting setting(String policy, int capacity, long seed) {
        return Settings.of(
                        workload,
                        "policy",
                        policy,
                        "capacity",
                        capacity,
                        "files",
                        8,
                        "blocks",
                        64,
                        "payload",
                        8,
                        "operations",
                        12_000)
                .withSeed(seed);
    }

    private static long byThePaper(String policy, List<Integer> references, int capacity) {
        return switch (policy) {
            case "clock" -> ByThePaper.clock(references, capacity);
            case "sieve" -> ByThePaper.sieve(references, capacity);
            case "s3-fifo" -> ByThePaper.s3Fifo(references, capacity);
            default -> throw new IllegalArgumentException(policy);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "clock, 7",
        "clock, 40",
        "clock, 200",
        "sieve, 7",
        "sieve, 40",
        "sieve, 200",
        "s3-fifo, 7",
        "s3-fifo, 40",
        "s3-fifo, 200"
    })
    void oneWorkerGetsTheHitsOfThePaper(String policy, int capacity) {
        for (int seed = 1; seed <= 5; seed++) {
            assertTheHitsOfThePaper(workload, setting(policy, capacity, seed));
        }
    }

    @ParameterizedTest
    @MethodSource("traces")
    void oneWorkerGetsTheHitsOfThePaperOnTraces(Path trace) {
        for (String policy : List.of("clock", "sieve", "s3-fifo")) {
            for (int capacity = 2; capacity <= 12; capacity++) {
                assertTheHitsOfThePaper(
                        workload,
                        Settings.of(workload, "trace", trace, "policy", policy, "capacity", capacity, "payload", 8));
            }
        }
    }

    static List<Path> traces() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "traces"))) {
            return files.sorted().toList();
        }
    }

    /// A cache without locks, and lists that were written from the papers.
    static void assertTheHitsOfThePaper(CacheWorkload workload, Setting setting) {
        Blocks blocks = workload.blocks(setting);
        Script script = workload.script(setting, 0);
        List<Integer> references = new ArrayList<>();
        for (int i = 0; i < script.size(); i++) {
            references.add(blocks.id(script.a(i), script.b(i)));
        }
        String policy = setting.get(CacheWorkload.POLICY);
        int capacity = CacheWorkload.capacity(setting);
        try (SharedRun run = SharedRun.of(workload, setting, UnaryOperator.identity())) {
            run.play(0);

            assertEquals(
                    byThePaper(policy, references, capacity),
                    run.counts().get("hits"),
                    policy + " in " + capacity + " blocks, seed " + setting.seed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clock", "sieve", "s3-fifo"})
    void severalWorkersGetNearlyTheHitsOfOne(String policy) throws InterruptedException {
        int workers = 3;
        for (int seed = 1; seed <= 5; seed++) {
            Setting setting = setting(policy, 60, seed);
            long alone = hits(setting, seed);
            long together = hits(setting.withWorkers(workers), seed);

            assertTrue(
                    Math.abs(together - alone) < TOLERANCE * 12_000,
                    "%d hits by %d workers, %d by one".formatted(together, workers, alone));
        }
    }

    private long hits(Setting setting, int seed) throws InterruptedException {
        Turns turns = new Turns(seed, 3);
        try (SharedRun run = SharedRun.of(workload, setting, region -> new SteppedRegion(region, turns::step))) {
            turns.run(setting.workers(), run::play);
            assertEquals(Optional.empty(), run.violation());
            return run.counts().get("hits");
        }
    }

    /// A script and its holdings take a little; an operation takes nothing.
    @ParameterizedTest
    @ValueSource(strings = {"clock", "sieve", "s3-fifo"})
    void operationsAllocateNothing(String policy) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Setting setting = setting(policy, 40, 1);
        try (SharedRun run = SharedRun.of(workload, setting, UnaryOperator.identity())) {
            run.play(0);
            long before = threads.getCurrentThreadAllocatedBytes();
            run.play(0);
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;

            assertTrue(bytes < 12_000, bytes + " bytes for 12,000 operations");
        }
    }

    private static final Geometry AT = new Geometry(64, 10, 1, 8, Policy.S3_FIFO); // 9 of the main queue
    private final Region region = new HeapRegion(AT.layout.bytes());
    private final Ghosts ghosts = new Ghosts(region, AT);

    @Test
    void aGhostIsForgottenOnce() {
        ghosts.remember(5);

        assertTrue(ghosts.forget(5));
        assertTrue(!ghosts.forget(5));
    }

    @Test
    void theOldestGhostMakesRoom() {
        for (int block = 0; block < 10; block++) {
            ghosts.remember(block);
        }

        assertTrue(!ghosts.forget(0));
        assertTrue(ghosts.forget(1));
    }

    /// A ghost that was forgotten leaves an old place behind, which says nothing of the ghost that it is later.
    @Test
    void aGhostThatComesBackIsTheYoungest() {
        for (int block = 0; block < 9; block++) {
            ghosts.remember(block);
        }
        ghosts.forget(0);
        ghosts.remember(0);
        ghosts.remember(20);

        assertTrue(!ghosts.forget(1));
        assertTrue(ghosts.forget(0));
    }

    /// The queue has room for twice as many as there are ghosts; old places are cleaned out, and ghosts stay in order.
    @Test
    void oldPlacesDoNotCrowdGhostsOut() {
        for (int block = 0; block < 4; block++) {
            ghosts.remember(block);
        }
        for (int time = 0; time < 1_000; time++) {
            ghosts.remember(30);
            assertTrue(ghosts.forget(30), "time " + time);
        }
        for (int block = 10; block < 15; block++) {
            ghosts.remember(block);
        }
        assertEquals(9, region.getPlain(AT.ghosts));
        ghosts.remember(15);

        assertTrue(!ghosts.forget(0));
        for (int block : new int[] {1, 2, 3, 10, 11, 12, 13, 14, 15}) {
            assertTrue(ghosts.forget(block), "block " + block);
        }
        assertEquals(0, region.getPlain(AT.ghosts));
    }
}
