// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.shm.Diagnosis;
import dev.duality.shm.Errno;
import dev.duality.shm.Payload;
import dev.duality.shm.PollLoop;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedSide;
import dev.duality.workloads.cache.policy.Policy;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/// Memory whose faults a thread of this process serves: loads and stores of a page that is there, and a real page fault
/// of the processor for one that is not.
///
/// A thread that faults in a load of Java cannot be stopped by the JVM until the page is there. The one who serves is a
/// thread of Java, too, and waits for such a stop to be over whenever it comes back from a system call: a collection
/// that begins between the fault and its service would wait for ever. So a worker looks whether the page is there,
/// having pinned it, and where it is not, touches it in the C library, where a stop of the JVM does not wait for it;
/// its loads and stores of Java never fault.
final class UserfaultSide extends SharedSide {
    private static final VarHandle WORD = JAVA_LONG.varHandle();

    private final PagingWorkload workload;

    UserfaultSide(PagingWorkload workload) {
        super(
                "userfault",
                "loads and stores, and real page faults, which a thread of ours serves from the backing files");
        this.workload = workload;
    }

    @Override
    public boolean callsTheSystem() {
        return true;
    }

    @Override
    public Optional<String> unavailable() {
        return Userfault.unavailable();
    }

    /// Those who fault sleep in the kernel, and so does the one who serves, whatever they are told.
    @Override
    public Set<WaitStrategy.Kind> waits() {
        return EnumSet.of(WaitStrategy.Kind.PARK);
    }

    /// A store into a page that is there asks nobody, so all pages that have frames may be dirty.
    @Override
    public boolean withoutBound(Setting setting) {
        return true;
    }

    /// The clock is what faults can drive; and each worker pins a page, while one more comes.
    @Override
    public Optional<String> rejects(Setting setting) {
        if (setting.waiting().kind() != WaitStrategy.Kind.PARK
                || !setting.waiting().isUsual()) {
            return Optional.of("who faults sleeps in the kernel until the page is there, which is park and not %s; use"
                            .formatted(setting.waiting().label())
                    + " --wait park");
        }
        if (PagingWorkload.policy(setting) != Policy.CLOCK) {
            return Optional.of("who serves faults sees no hits, and so replaces by the clock; use policy=clock");
        }
        int frames = PagingWorkload.frames(setting);
        return frames > setting.workers()
                ? Optional.empty()
                : Optional.of("frames is %d, but %d workers pin one each, and one more has to come; use frames=%d"
                        .formatted(frames, setting.workers(), setting.workers() + 1));
    }

    @Override
    public int servers(Setting setting) {
        return 1;
    }

    @Override
    public Kernel open(Setting setting) {
        return switch (MemoryCalls.find()) {
            case LinuxMemoryCalls calls -> new UserfaultKernel(setting, workload.segments(setting), calls);
            case MemoryCalls.None(String reason) -> throw new Diagnosis(reason);
        };
    }

    /// The memory that one worker needs of its own.
    private record Own(FaultTimes times, MemorySegment byteOfPage) {
        static Own fresh(Arena arena) {
            return new Own(new FaultTimes(), arena.allocate(Long.BYTES, 128));
        }
    }

    static final class UserfaultKernel implements Kernel {
        private final Setting setting;
        private final Segments segments;
        private final LinuxMemoryCalls calls;
        private final Arena arena = Arena.ofShared();
        private final Errno errno = Errno.in(arena);
        private final BackingFiles files;
        private final int[] opened; // by segment
        private final MemorySegment memory; // of all pages, in the order of their numbers
        private final Residency residency;
        private final Userfault userfault;
        private final FaultServer server;
        private final List<Own> owns;
        private Thread thread;

        @SuppressWarnings("restricted") // as long as what was reserved, and unmapped with the arena
        UserfaultKernel(Setting setting, Segments segments, LinuxMemoryCalls calls) {
            this.setting = setting;
            this.segments = segments;
            this.calls = calls;
            this.files = new BackingFiles(segments, setting.options());
            this.opened = new int[segments.count()];
            for (int segment = 0; segment < opened.length; segment++) {
                opened[segment] = calls.open(files.path(segment), errno);
            }
            long bytes = (long) segments.pages() * Segments.PAGE_BYTES;
            this.memory = calls.reserve(bytes, errno)
                    .reinterpret(bytes, arena, mapped -> calls.release(mapped, bytes, Errno.in(Arena.ofAuto())));
            this.residency = new Residency(
                    setting.region(Residency.layout(segments.pages(), setting.workers())),
                    segments.pages(),
                    setting.workers());
            this.userfault = new Userfault(calls, memory);
            this.server = new FaultServer(
                    segments,
                    PagingWorkload.frames(setting),
                    residency,
                    userfault,
                    calls,
                    Errno.in(arena),
                    opened,
                    memory,
                    arena.allocate(Segments.PAGE_BYTES, Segments.PAGE_BYTES));
            this.owns = Stream.generate(() -> Own.fresh(arena))
                    .limit(setting.workers())
                    .toList();
        }

        @Override
        public void start(ThreadFactory factory) {
            thread = factory.newThread(server::run);
            thread.start();
        }

        @Override
        public Caller caller(int worker) {
            Own own = owns.get(worker);
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long value, long address, Payload payload) {
                    int page = segments.page(address);
                    if (!residency.holds(worker, page)) {
                        bring(worker, page, own);
                    }
                    long at = (long) page * Segments.PAGE_BYTES + (long) Segments.word(address) * Long.BYTES;
                    return switch (kind) {
                        case PagingWorkload.LOAD -> (long) WORD.getVolatile(memory, at);
                        case PagingWorkload.STORE -> {
                            residency.soil(page);
                            WORD.setVolatile(memory, at, value);
                            yield value;
                        }
                        default -> throw new IllegalArgumentException("a paged memory has no operation " + kind);
                    };
                }
            };
        }

        /// Pins a page, and waits until it is there.
        private void bring(int worker, int page, Own own) {
            residency.pin(worker, page);
            if (residency.isPinned(page)) {
                residency.reference(page);
                return;
            }
            MemorySegment first = memory.asSlice((long) page * Segments.PAGE_BYTES, 1);
            long since = System.nanoTime();
            do {
                calls.touch(first, own.byteOfPage); // faults, unless the page has come, or has not left yet
            } while (!residency.isPinned(page) && !abandoned());
            own.times.add(System.nanoTime() - since);
        }

        /// @throws IllegalStateException if nobody serves, so that no page will ever come
        private boolean abandoned() {
            if (thread == null || !thread.isAlive()) {
                throw new Diagnosis("the thread that serves faults has ended");
            }
            return false;
        }

        /// The number of frames that hold a page.
        int resident() {
            return server.resident();
        }

        @Override
        public long digest() {
            try (Arena reading = Arena.ofConfined()) {
                PageReader reader = new PageReader(calls, reading);
                return PageWords.digest(segments, address -> {
                    int page = segments.page(address);
                    long at = (long) page * Segments.PAGE_BYTES + (long) Segments.word(address) * Long.BYTES;
                    return residency.isThere(page) ? (long) WORD.getVolatile(memory, at) : reader.word(opened, address);
                });
            }
        }

        /// A worker that finds a page away waits for it: that is a fault of its own, though another's may have brought
        /// the page.
        @Override
        public Map<String, Long> counts() {
            Map<String, Long> counts =
                    FaultTimes.together(owns.stream().map(Own::times).toList());
            counts.put("faults", server.faults());
            counts.put("evictions", server.evictions());
            counts.put("write-backs", server.writeBacks());
            return counts;
        }

        @Override
        public void close() {
            if (thread == null) {
                userfault.abandon();
            } else {
                userfault.stop();
                PollLoop.join(thread);
            }
            userfault.close();
            Arrays.stream(opened).forEach(file -> calls.close(file, errno));
            arena.close();
            files.close();
        }
    }
}
