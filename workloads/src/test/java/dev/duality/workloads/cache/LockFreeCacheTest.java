// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.cache.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LockFreeCacheTest {
    private final CacheWorkload workload = new CacheWorkload();

    static Stream<Arguments> shapesByPolicy() {
        return Stream.of("clock", "sieve", "s3-fifo")
                .flatMap(policy -> Stream.of(
                                new int[] {2, 0},
                                new int[] {2, 50},
                                new int[] {3, 100},
                                new int[] {7, 12},
                                new int[] {16, 30},
                                new int[] {21, 0},
                                new int[] {31, 50},
                                new int[] {40, 50})
                        .map(shape -> Arguments.of(policy, shape[0], shape[1])));
    }

    @ParameterizedTest
    @MethodSource("shapesByPolicy")
    void oneWorkerGetsTheHitsOfTheSequentialPolicy(String policy, int capacity, int writes) {
        for (int seed = 1; seed <= 20; seed++) {
            Setting setting = Settings.of(
                            workload,
                            "policy",
                            policy,
                            "capacity",
                            capacity,
                            "writes",
                            writes,
                            "files",
                            4,
                            "blocks",
                            8,
                            "payload",
                            128,
                            "operations",
                            2000)
                    .withSeed(seed);
            Specification specification = workload.specification(setting);
            List<Long> expected = results(specification, setting);
            try (SharedRun run = SharedRun.of(workload, setting, UnaryOperator.identity())) {
                run.play(0);

                assertEquals(expected, run.results(0), "seed " + seed);
                specification
                        .counts()
                        .forEach((name, count) ->
                                assertEquals(count, run.counts().get(name), name));
                assertEquals(specification.digest(), run.digest());
                assertEquals(Optional.empty(), run.violation());
            }
        }
    }

    /// Slots and frames have numbers beyond 16 bits.
    @ParameterizedTest
    @ValueSource(strings = {"clock", "sieve", "s3-fifo"})
    void aCacheOfAHundredThousandBlocksIsTheSequentialPolicyToo(String policy) {
        Setting setting = Settings.of(
                workload,
                "policy",
                policy,
                "capacity",
                100_000,
                "writes",
                40,
                "files",
                1,
                "blocks",
                150_000,
                "payload",
                8,
                "skew",
                "uniform",
                "operations",
                400_000);
        Specification specification = workload.specification(setting);
        List<Long> expected = results(specification, setting);
        try (SharedRun run = SharedRun.of(workload, setting, UnaryOperator.identity())) {
            run.play(0);

            assertEquals(expected, run.results(0));
            assertEquals(specification.digest(), run.digest());
            assertEquals(Optional.empty(), run.violation());
        }
    }

    private List<Long> results(Specification specification, Setting setting) {
        Script script = workload.script(setting, 0);
        Payload payload = setting.payload();
        List<Long> results = new ArrayList<>();
        for (int i = 0; i < script.size(); i++) {
            script.load(i, payload);
            results.add(specification.apply(script.kind(i), script.a(i), script.b(i), payload));
        }
        return results;
    }

    /// Between any two accesses to the memory another worker may come.
    @ParameterizedTest
    @CsvSource({
        "clock, 2, 3, 2, 50", // few slots: much comes and goes
        "clock, 2, 4, 8, 90",
        "clock, 3, 4, 2, 60",
        "clock, 3, 6, 9, 30",
        "clock, 4, 8, 4, 50",
        "sieve, 2, 4, 2, 50",
        "sieve, 2, 4, 8, 90",
        "sieve, 3, 6, 9, 30",
        "sieve, 4, 8, 4, 50",
        "s3-fifo, 2, 4, 2, 50",
        "s3-fifo, 2, 4, 8, 90",
        "s3-fifo, 3, 6, 9, 30",
        "s3-fifo, 4, 8, 4, 50",
        "s3-fifo, 2, 22, 10, 50", // two slots of small, hits of main
    })
    void whateverTheOrderOfEventsABlockReadIsTheBlockLastWritten(
            String policy, int workers, int capacity, int files, int writes) throws InterruptedException {
        for (int seed = 1; seed <= 60; seed++) {
            Setting setting = Settings.of(
                            workload,
                            "policy",
                            policy,
                            "capacity",
                            capacity,
                            "writes",
                            writes,
                            "files",
                            files,
                            "blocks",
                            3,
                            "payload",
                            256,
                            "skew",
                            "uniform",
                            "operations",
                            100 * workers)
                    .withWorkers(workers)
                    .withSeed(seed);
            Turns turns = new Turns(seed, 1 + seed % 5);
            try (SharedRun run = SharedRun.of(workload, setting, region -> new SteppedRegion(region, turns::step))) {
                turns.run(workers, run::play);

                assertEquals(Optional.empty(), run.violation(), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"clock, 2", "clock, 3", "clock, 4", "sieve, 2", "sieve, 4", "s3-fifo, 2", "s3-fifo, 4"})
    void workersThatRaceReadWhatWasWrittenLast(String policy, int workers) throws InterruptedException {
        Setting setting = Settings.of(
                        workload,
                        "policy",
                        policy,
                        "capacity",
                        2 * workers,
                        "writes",
                        40,
                        "files",
                        1,
                        "blocks",
                        3 * workers,
                        "payload",
                        1024,
                        "skew",
                        "uniform",
                        "operations",
                        50_000 * workers)
                .withWorkers(workers);
        try (SharedRun run = SharedRun.of(workload, setting, UnaryOperator.identity())) {
            List<Throwable> thrown = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int worker = i;
                Thread thread = new Thread(() -> run.play(worker));
                thread.setUncaughtExceptionHandler((_, e) -> {
                    synchronized (thrown) {
                        thrown.add(e);
                    }
                });
                threads.add(thread);
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }

            assertEquals(List.of(), thrown);
            assertEquals(Optional.empty(), run.violation());
        }
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void wordsThatDifferentWorkersWriteLieApart(Policy policy) {
        Geometry at = new Geometry(5, 4, 2, 4096, policy);
        for (int i = 1; i < 4; i++) {
            assertTrue(at.entry(i) - at.entry(i - 1) >= Region.APART);
            assertTrue(at.slot(i) - at.slot(i - 1) >= Region.APART);
        }
        assertTrue(at.holdings(1) - at.holdings(0) >= Region.APART);
        List<RegionLayout.Span> spans = at.layout.spans();
        for (int i = 1; i < spans.size(); i++) {
            RegionLayout.Span before = spans.get(i - 1);
            assertTrue(spans.get(i).offset() >= before.offset() + Math.max(before.bytes(), Region.APART));
        }
    }

    @Test
    void framesDoNotOverlapAndDoNotAllBeginInTheSameCacheSet() {
        Geometry at = new Geometry(5, 4, 2, 4096);
        for (int frame = 1; frame < at.frames(); frame++) {
            assertTrue(at.stamp(frame) >= at.bytes(frame - 1) + 4096);
            assertTrue((at.bytes(frame) - at.bytes(frame - 1)) % 4096 != 0);
        }
        assertTrue(at.bytes(at.frames() - 1) + 4096 <= at.layout.bytes());
    }

    @Test
    void anEntryKeepsItsParts() {
        long entry = Entry.resident(Entry.absent(0), 5_000_000, Entry.DIRTY);

        assertTrue(Entry.isResident(entry));
        assertEquals(5_000_000, Entry.frame(entry));
        assertTrue(Entry.isDirty(entry));
        assertEquals(0, Entry.hits(entry));
        assertEquals(2, Entry.hits(Entry.hit(Entry.hit(entry, 3), 3)));
        assertEquals(1, Entry.hits(Entry.hit(Entry.hit(entry, 1), 1)));
        assertEquals(0, Entry.hits(Entry.withFewerHits(Entry.hit(entry, 3), 3)));
        assertTrue(Entry.same(entry, Entry.hit(entry, 3)));
        assertTrue(!Entry.same(entry, Entry.resident(entry, 5_000_000, Entry.DIRTY)));
        assertTrue(!Entry.isResident(Entry.absent(entry)));
        assertEquals(Stamps.initial(7), Entry.stamp(Entry.stored(entry, Stamps.initial(7))));
    }
}
