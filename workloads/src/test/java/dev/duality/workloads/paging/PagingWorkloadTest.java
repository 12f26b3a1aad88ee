// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.TransportOptions;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PagingWorkloadTest implements WorkloadContract {
    @TempDir
    private Path folder;

    private final PagingWorkload workload = new PagingWorkload();

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "600", "pages", "12", "frames", "4", "touches", "3", "writes", "60"),
                Map.of("operations", "600", "pages", "40", "frames", "9", "touches", "1", "skew", "uniform"),
                Map.of("operations", "600", "pages", "6", "frames", "5", "policy", "lru", "writes", "100"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(Object... pairs) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i].toString(), pairs[i + 1].toString());
        }
        return Setting.of(workload, Values.of(workload, given));
    }

    @Test
    void aPageIsTouchedAsOftenAsIsSaidBeforeTheNextOneIs() {
        Setting setting = setting("touches", 5, "operations", 1_000, "skew", "uniform");
        Segments segments = workload.segments(setting);
        Script script = workload.script(setting, 0);
        for (int run = 0; run < 200; run++) {
            Set<Integer> pages = new HashSet<>();
            for (int touch = 0; touch < 5; touch++) {
                pages.add(segments.page(script.b(5 * run + touch)));
            }
            assertEquals(1, pages.size(), "run " + run);
        }
    }

    @Test
    void nobodyStoresIntoCodeOrIntoTheHeapOfAnother() {
        Setting setting = setting("writes", 100, "operations", 3_000).withWorkers(3);
        for (int worker = 0; worker < 3; worker++) {
            Script script = workload.script(setting, worker);
            for (int i = 0; i < script.size(); i++) {
                int segment = Segments.segment(script.b(i));
                boolean stores = script.kind(i) == PagingWorkload.STORE;
                assertEquals(segment != Segments.CODE, stores, script.line(i));
                assertTrue(segment <= Segments.SHARED || segment == Segments.OWN + worker, script.line(i));
            }
        }
    }

    @Test
    void theBlocksOfATraceAreThePagesThatAreTouched() throws IOException {
        Path trace = Files.writeString(folder.resolve("t"), "5\n6\n5\n9\n");
        Setting setting = setting("trace", trace, "touches", 2, "operations", 8, "writes", 0);
        Segments segments = workload.segments(setting);
        Script script = workload.script(setting, 0);

        assertEquals(1 + 3 + 1, segments.pages(), "a page of code, three blocks, and a page of one's own");
        assertEquals(
                List.of(1, 1, 2, 2, 1, 1, 3, 3),
                Stream.iterate(0, i -> i + 1)
                        .limit(8)
                        .map(i -> segments.page(script.b(i)))
                        .toList());
    }

    @Test
    void aTraceOfTooManyPagesIsRefused() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int block = 0; block <= 1 << 16; block++) {
            lines.append(block).append('\n');
        }
        Path trace = Files.writeString(folder.resolve("t"), lines);

        assertEquals(
                "trace %s has 65,537 blocks, but at most 65,536 pages are possible; give a shorter trace"
                        .formatted(trace),
                assertThrows(BadInput.class, () -> setting("trace", trace)).getMessage());
    }

    private Side side(String substrate) {
        return workload.sides().stream()
                .filter(side -> side.substrate().equals(substrate))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sidesSayWhatTheyCannotRunWith() {
        assertEquals(
                Optional.of("frames is 2, but 2 workers pin one each, and one more has to come; use frames=3"),
                side("shm:userfault")
                        .rejects(setting("frames", 2).withWorkers(2).withWait(WaitStrategy.Kind.PARK)));
        assertEquals(
                Optional.of("who serves faults sees no hits, and so replaces by the clock; use policy=clock"),
                side("shm:userfault").rejects(setting("policy", "sieve").withWait(WaitStrategy.Kind.PARK)));
        assertEquals(
                Optional.of("who faults sleeps in the kernel until the page is there, which is park and not pause; use"
                        + " --wait park"),
                side("shm:userfault").rejects(setting()));
        assertEquals(
                Optional.of("frames is 2, but 3 workers pin one each; use frames=3"),
                side("shm:frames").rejects(setting("frames", 2).withWorkers(3)));
        assertEquals(
                Optional.of("a touch of a page that is there takes no lock, so it sets a bit for the clock and moves no"
                        + " page in an order; use policy=clock"),
                side("shm:frames").rejects(setting("policy", "lru")));
        assertEquals(
                Optional.of("frames is 2, but 3 workers need one each; use frames=3"),
                side("messaging:ring-pager").rejects(setting("frames", 2).withWorkers(3)));
        assertEquals(
                Optional.of("who faults waits for the page, so one touch is under way; use window 1"),
                side("messaging:ring-pager").rejects(setting().withWindow(4)));
    }

    /// By one algorithm, whatever the number of workers; what one alone can do besides has a name of its own.
    @Test
    void aPagerIsAskedForEveryWordOfTheSharedHeapUnlessItsOneWorkerKeepsThemByName() {
        assertTrue(askedForWords("messaging:ring-pager") > 0);
        assertEquals(0, askedForWords("messaging:ring-pager-alone"));
        assertEquals(
                Optional.of("with 2 workers the shared heap has others who store into it; use 1 worker, or"
                        + " messaging:ring-pager"),
                side("messaging:ring-pager-alone").rejects(setting().withWorkers(2)));
    }

    private long askedForWords(String substrate) {
        Setting one = setting().withWorkers(1);
        Script script = workload.script(one, 0);
        try (Kernel kernel = side(substrate).open(one)) {
            kernel.start(Thread::new);
            Caller caller = kernel.caller(0);
            for (int i = 0; i < script.size(); i++) {
                caller.call(script.kind(i), script.a(i), script.b(i), one.payload());
            }
            return kernel.counts().get("asked for words");
        }
    }

    @Test
    void noFileIsLeftBehindBySidesThatHaveThem() throws IOException {
        Setting setting = setting().withOptions(new TransportOptions(Optional.of(folder)));
        for (Side side : workload.sides()) {
            if (side.unavailable().isEmpty()) {
                try (Kernel kernel = side.open(setting)) {
                    kernel.start(Thread::new);
                    if (List.of("shm:mapped", "shm:userfault", "shm:calls").contains(side.substrate())) {
                        try (Stream<Path> there = Files.list(folder)) {
                            assertEquals(1, there.count(), side.substrate());
                        }
                    }
                }
                try (Stream<Path> left = Files.list(folder)) {
                    assertEquals(List.of(), left.toList(), side.substrate());
                }
            }
        }
    }
}
