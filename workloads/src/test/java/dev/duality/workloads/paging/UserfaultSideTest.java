// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.shm.Errno;
import dev.duality.shm.Payload;
import dev.duality.shm.PollLoop;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@SuppressWarnings("restricted") // as long as what was reserved
final class UserfaultSideTest {
    private final PagingWorkload workload = new PagingWorkload();
    private final Setting setting = Setting.of(
            workload,
            Values.of(
                    workload,
                    Map.of("pages", "40", "frames", "6", "touches", "1", "operations", "4000", "writes", "50")));
    private final Script script = workload.script(setting, 0);
    private final Payload payload = setting.payload();

    @BeforeEach
    void thisMachineTellsOfFaults() {
        assumeTrue(
                Userfault.unavailable().isEmpty(), () -> Userfault.unavailable().orElseThrow());
    }

    private UserfaultSide.UserfaultKernel open() {
        return (UserfaultSide.UserfaultKernel) new UserfaultSide(workload).open(setting);
    }

    /// Plays the script, and finds in each word what was stored there last.
    private void play(Caller caller, int from, int to, Map<Long, Long> stored) {
        for (int i = from; i < to; i++) {
            long address = script.b(i);
            if (script.kind(i) == PagingWorkload.STORE) {
                stored.put(address, script.a(i));
            }
            assertEquals(
                    stored.getOrDefault(address, Segments.initial(address)),
                    caller.call(script.kind(i), script.a(i), address, payload),
                    script.line(i));
        }
    }

    @Test
    void pagesComeByRealFaultsAndFramesAddUp() {
        try (UserfaultSide.UserfaultKernel kernel = open()) {
            kernel.start(Thread::new);
            play(kernel.caller(0), 0, script.size(), new HashMap<>());
            Map<String, Long> counts = kernel.counts();

            assertTrue(counts.get("faults") > 500, counts::toString);
            assertTrue(counts.get("write-backs") > 100, counts::toString);
            assertEquals(6, kernel.resident());
            assertEquals(counts.get("faults") - counts.get("evictions"), kernel.resident());
            long waited = counts.entrySet().stream()
                    .filter(each -> each.getKey().startsWith("faults ")) // the histogram
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            assertEquals(counts.get("faults"), waited, "one worker waits for each");
        }
    }

    /// A collection stops all threads of Java, also while one waits for a page that another one has to bring.
    @Test
    void collectionsDoNotStopTheWorldForEver() {
        AtomicBoolean done = new AtomicBoolean();
        Thread collector = new Thread(() -> {
            for (int collection = 0; collection < 50 && !done.get(); collection++) {
                System.gc();
            }
        });
        try (UserfaultSide.UserfaultKernel kernel = open()) {
            kernel.start(Thread::new);
            collector.start();
            play(kernel.caller(0), 0, script.size(), new HashMap<>());
            assertTrue(kernel.counts().get("faults") > 500);
        } finally {
            done.set(true);
            PollLoop.join(collector);
        }
    }

    /// A page that cannot be read ends the server; whoever has touched it goes on, instead of waiting for ever.
    @Test
    void nobodyWaitsForAServerThatHasFailed() {
        LinuxMemoryCalls calls = (LinuxMemoryCalls) MemoryCalls.find();
        try (Arena arena = Arena.ofShared()) {
            Errno errno = Errno.in(arena);
            Segments segments = Segments.sharing(2, 1);
            long bytes = (long) segments.pages() * Segments.PAGE_BYTES;
            MemorySegment memory = calls.reserve(bytes, errno).reinterpret(bytes);
            Residency residency =
                    new Residency(setting.region(Residency.layout(segments.pages(), 1)), segments.pages(), 1);
            Userfault userfault = new Userfault(calls, memory);
            int[] noFiles = {-1, -1, -1};
            FaultServer server = new FaultServer(
                    segments,
                    2,
                    residency,
                    userfault,
                    calls,
                    Errno.in(arena),
                    noFiles,
                    memory,
                    arena.allocate(Segments.PAGE_BYTES, Segments.PAGE_BYTES));
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread thread = new Thread(server::run);
            thread.setUncaughtExceptionHandler((_, thrown) -> failure.set(thrown));
            thread.start();

            calls.touch(memory, arena.allocate(Long.BYTES));

            PollLoop.join(thread);
            assertEquals(
                    "the kernel refused pread: Bad file descriptor (errno 9)",
                    failure.get().getMessage());
            userfault.close();
            calls.release(memory, bytes, errno);
        }
    }
}
