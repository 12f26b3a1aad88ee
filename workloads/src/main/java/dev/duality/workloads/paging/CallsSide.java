// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.shm.Diagnosis;
import dev.duality.shm.Errno;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedSide;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/// The backing files read and written by a system call for each touch: what mapping is compared with. A mapping costs
/// by the page and this by the touch, so somewhere they cross (Shirriff 1993).
final class CallsSide extends SharedSide {
    private final PagingWorkload workload;

    CallsSide(PagingWorkload workload) {
        super("calls", "the backing files by a system call for each touch, pread or pwrite");
        this.workload = workload;
    }

    @Override
    public boolean callsTheSystem() {
        return true;
    }

    @Override
    public Optional<String> unavailable() {
        return MemoryCalls.find() instanceof MemoryCalls.None(String reason) ? Optional.of(reason) : Optional.empty();
    }

    /// A call waits for nobody, but in the kernel.
    @Override
    public Set<WaitStrategy.Kind> waits() {
        return EnumSet.noneOf(WaitStrategy.Kind.class);
    }

    /// The kernel keeps all pages of the files, however few frames were asked for.
    @Override
    public boolean withoutBound(Setting setting) {
        return true;
    }

    @Override
    public Kernel open(Setting setting) {
        return switch (MemoryCalls.find()) {
            case LinuxMemoryCalls calls -> new CallsKernel(setting, workload.segments(setting), calls);
            case MemoryCalls.None(String reason) -> throw new Diagnosis(reason);
        };
    }

    /// A touch happens inside its call: the kernel copies an aligned word at once.
    private static final class CallsKernel implements Kernel {
        private final Setting setting;
        private final Segments segments;
        private final LinuxMemoryCalls calls;
        private final BackingFiles files;
        private final int[] opened; // by segment

        CallsKernel(Setting setting, Segments segments, LinuxMemoryCalls calls) {
            this.setting = setting;
            this.segments = segments;
            this.calls = calls;
            this.files = new BackingFiles(segments, setting.options());
            this.opened = new int[segments.count()];
            Errno errno = Errno.in(Arena.ofAuto());
            for (int segment = 0; segment < opened.length; segment++) {
                opened[segment] = calls.open(files.path(segment), errno);
            }
        }

        @Override
        public void start(ThreadFactory factory) {}

        @Override
        public Caller caller(int worker) {
            Errno errno = Errno.in(Arena.ofAuto());
            MemorySegment word = Arena.ofAuto().allocate(JAVA_LONG);
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long value, long address, Payload payload) {
                    int file = opened[Segments.segment(address)];
                    return switch (kind) {
                        case PagingWorkload.LOAD -> {
                            calls.read(file, word, Long.BYTES, Segments.offset(address), errno);
                            yield word.get(JAVA_LONG, 0);
                        }
                        case PagingWorkload.STORE -> {
                            word.set(JAVA_LONG, 0, value);
                            calls.write(file, word, Long.BYTES, Segments.offset(address), errno);
                            yield value;
                        }
                        default -> throw new IllegalArgumentException("a paged memory has no operation " + kind);
                    };
                }
            };
        }

        @Override
        public long digest() {
            try (Arena arena = Arena.ofConfined()) {
                PageReader reader = new PageReader(calls, arena);
                return PageWords.digest(segments, address -> reader.word(opened, address));
            }
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of();
        }

        @Override
        public void close() {
            Errno errno = Errno.in(Arena.ofAuto());
            for (int file : opened) {
                calls.close(file, errno);
            }
            files.close();
        }
    }
}
