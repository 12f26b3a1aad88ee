// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One worker has all frames to itself, so which pages come, leave and are written back follows from the policy: sides
/// that are compared do so equally often.
final class OneWorkerTest {
    private static final List<String> WORK = List.of("hits", "faults", "evictions", "write-backs", "cleanings");

    private final PagingWorkload workload = new PagingWorkload();

    private static Map<String, Long> work(Map<String, Long> counts) {
        Map<String, Long> work = new TreeMap<>(counts);
        work.keySet().retainAll(WORK);
        return work;
    }

    private Map<String, Long> ofTheSpecification(Setting setting, Script script) {
        Specification memory = workload.specification(setting);
        Payload none = setting.payload();
        for (int i = 0; i < script.size(); i++) {
            memory.apply(script.kind(i), script.a(i), script.b(i), none);
        }
        return work(memory.counts());
    }

    private Map<String, Long> of(String substrate, Setting setting, Script script) {
        Payload none = setting.payload();
        try (Kernel kernel = workload.sides().stream()
                .filter(side -> side.substrate().equals(substrate))
                .findFirst()
                .orElseThrow()
                .open(setting)) {
            kernel.start(Thread::new);
            Caller caller = kernel.caller(0);
            for (int i = 0; i < script.size(); i++) {
                caller.call(script.kind(i), script.a(i), script.b(i), none);
            }
            return work(kernel.counts());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "shm:frames, clock, 64, 16, 1, 60",
        "shm:frames, clock, 256, 64, 8, 30",
        "shm:frames, clock, 64, 9, 3, 100",
        "shm:frames, clock, 24, 1, 1, 90",
        "messaging:ring-pager-alone, clock, 64, 16, 1, 60",
        "messaging:ring-pager-alone, clock, 256, 64, 8, 30",
        "messaging:ring-pager-alone, lru, 64, 9, 3, 100",
        "messaging:ring-pager-alone, sieve, 64, 3, 2, 50",
        "messaging:ring-pager-alone, s3-fifo, 24, 1, 1, 90"
    })
    void pagesComeLeaveAndAreWrittenBackAsOftenAsTheSpecificationHasIt(
            String substrate, String policy, int pages, int frames, int touches, int writes) {
        Setting setting = Setting.of(
                workload,
                Values.of(
                        workload,
                        Map.of(
                                "policy", policy,
                                "pages", Integer.toString(pages),
                                "frames", Integer.toString(frames),
                                "touches", Integer.toString(touches),
                                "writes", Integer.toString(writes),
                                "operations", "20000")));
        Script script = workload.script(setting, 0);
        Map<String, Long> expected = ofTheSpecification(setting, script);

        assertEquals(WORK.size(), expected.size(), expected::toString);
        assertTrue(expected.get("faults") > frames && expected.get("write-backs") > 0, expected::toString);
        assertTrue(expected.get("cleanings") > 0 || frames == 1, expected::toString);
        assertEquals(expected, of(substrate, setting, script));
    }
}
