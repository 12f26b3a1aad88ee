// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.cache.curve.Curve;
import dev.duality.workloads.cache.policy.Policy;
import dev.duality.workloads.cache.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PagedMemoryTest {
    private static final Payload NONE = new Payload(0);

    @TempDir
    private Path folder;

    private final PagingWorkload workload = new PagingWorkload();

    private Setting setting(Map<String, String> given) {
        return Setting.of(workload, Values.of(workload, given));
    }

    private Script script(Setting setting) {
        return workload.script(setting, 0);
    }

    @ParameterizedTest
    @EnumSource
    void aWordHoldsWhatWasStoredLastThroughAllEvictions(Policy policy) {
        Setting setting = setting(Map.of("pages", "24", "operations", "20000", "touches", "2", "writes", "50"));
        PagedMemory memory = new PagedMemory(workload.segments(setting), 5, policy);
        Map<Long, Long> expected = new HashMap<>();
        Script script = script(setting);
        for (int i = 0; i < script.size(); i++) {
            long address = script.b(i);
            if (script.kind(i) == PagingWorkload.STORE) {
                expected.put(address, script.a(i));
            }
            assertEquals(
                    expected.getOrDefault(address, Segments.initial(address)),
                    memory.apply(script.kind(i), script.a(i), address, NONE),
                    script.line(i));
        }
        assertTrue(
                memory.counts().get("write-backs") > 100, () -> memory.counts().toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 16, 64})
    void aQuarterOfTheFramesIsDirtyAtMostAndFramesAddUp(int frames) {
        Setting setting = setting(Map.of("pages", "64", "operations", "5000", "touches", "1", "writes", "90"));
        PagedMemory memory = new PagedMemory(workload.segments(setting), frames, Policy.CLOCK);
        Script script = script(setting);
        int most = 0;
        for (int i = 0; i < script.size(); i++) {
            memory.apply(script.kind(i), script.a(i), script.b(i), NONE);
            most = Math.max(most, memory.dirty());
            Map<String, Long> counts = memory.counts();
            assertEquals(counts.get("faults") - counts.get("evictions"), memory.resident(), script.line(i));
            assertTrue(memory.resident() <= frames, script.line(i));
        }
        assertEquals(Math.max(1, frames / 4), most);
    }

    /// The same pages in the same order: what the cache's curve says of a policy is what paging by it finds.
    @ParameterizedTest
    @EnumSource
    void hitsAreThoseOfTheCachesCurveOnTheSameTrace(Policy policy) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            lines.append((int) (200 * Math.pow(random.nextDouble(), 2))).append('\n');
        }
        Path trace = Files.writeString(folder.resolve("t"), lines);
        Curve curve = Curve.of(
                TraceFile.open(trace, Optional.empty(), TraceFile.BLOCK_BYTES),
                List.of(16),
                List.of(policy),
                (_, _) -> {});
        Setting setting = setting(Map.of(
                "trace",
                trace.toString(),
                "touches",
                "1",
                "operations",
                "4000",
                "frames",
                "16",
                "policy",
                policy.label()));
        PagedMemory memory = (PagedMemory) workload.specification(setting);
        Script script = script(setting);
        for (int i = 0; i < script.size(); i++) {
            memory.apply(script.kind(i), script.a(i), script.b(i), NONE);
        }

        assertEquals(curve.hits().get(policy).getFirst(), memory.counts().get("hits"));
    }

    @Test
    void faultTimesAreCountedBelowBoundsThatDouble() {
        FaultTimes times = new FaultTimes();
        for (long nanos : new long[] {0, 1_023, 1_024, 2_047, 2_048, 100_000, Long.MAX_VALUE}) {
            times.add(nanos);
        }
        Map<String, Long> counts = FaultTimes.together(List.of(times, times));

        assertEquals(4, counts.get("faults below 1 us"));
        assertEquals(4, counts.get("faults below 2 us"));
        assertEquals(2, counts.get("faults below 4 us"));
        assertEquals(2, counts.get("faults below 128 us"));
        assertEquals(2, counts.get("faults from 2048 us"));
        assertEquals(14, counts.values().stream().mapToLong(Long::longValue).sum());
        assertEquals(7, times.count());
    }
}
