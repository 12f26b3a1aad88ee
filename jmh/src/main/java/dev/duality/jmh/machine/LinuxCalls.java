// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.shm.CLibrary;
import dev.duality.shm.Descriptors;
import dev.duality.shm.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;
import java.util.Optional;

/// The calls into the C library of 64-bit Linux, each checked here and nowhere else. A call that is refused answers
/// with its errno. Safe from any thread.
public record LinuxCalls(
        MethodHandle setAffinity,
        MethodHandle getAffinity,
        MethodHandle getCpu,
        MethodHandle getUsage,
        MethodHandle openCounter,
        Descriptors descriptors)
        implements NativeCalls {
    /// Bytes of a set of CPUs: room for 8,192 of them, more than any kernel is built for.
    private static final int SET_BYTES = 1024;

    private static final int USAGE_OF_PROCESS = 0;

    /// The counts of `getrusage` since the start of the process, its ended threads included.
    ///
    /// @param cpuNanos user and system time, in steps of a microsecond
    /// @param voluntary how often the processor was given up to wait
    /// @param involuntary how often it was taken away
    public record ProcessUsage(long cpuNanos, long voluntary, long involuntary) {}

    static LinuxCalls link() {
        FunctionDescriptor affinity = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
        return new LinuxCalls(
                CLibrary.handle("sched_setaffinity", affinity),
                CLibrary.handle("sched_getaffinity", affinity),
                CLibrary.handle("sched_getcpu", FunctionDescriptor.of(JAVA_INT)),
                CLibrary.handle("getrusage", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS)),
                // the C library has no function for perf_event_open: long syscall(long number, ...)
                CLibrary.handle(
                        "syscall",
                        FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG),
                        Linker.Option.firstVariadicArg(1)),
                new Descriptors());
    }

    /// Binds the calling thread to `cpus`.
    /// @return 0 if that was done, else the errno
    public int bind(BitSet cpus) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocate(SET_BYTES, Long.BYTES);
            long[] words = cpus.toLongArray();
            MemorySegment.copy(words, 0, set, JAVA_LONG, 0, words.length);
            Errno errno = Errno.in(arena);
            int result = (int) setAffinity.invokeExact(errno.state(), 0, (long) SET_BYTES, set);
            return result == 0 ? 0 : errno.number();
        } catch (Throwable e) {
            throw CLibrary.thrown("sched_setaffinity", e);
        }
    }

    /// The CPUs that a thread may use, empty if the kernel does not say.
    /// @param thread the kernel's number of the thread, `0` for the calling one
    public Optional<BitSet> allowed(int thread) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocate(SET_BYTES, Long.BYTES);
            int result = (int) getAffinity.invokeExact(Errno.in(arena).state(), thread, (long) SET_BYTES, set);
            return result < 0 ? Optional.empty() : Optional.of(BitSet.valueOf(set.toArray(JAVA_LONG)));
        } catch (Throwable e) {
            throw CLibrary.thrown("sched_getaffinity", e);
        }
    }

    /// The CPU that the calling thread runs on at this moment, `-1` if the kernel does not say.
    public int cpu() {
        try (Arena arena = Arena.ofConfined()) {
            return (int) getCpu.invokeExact(Errno.in(arena).state());
        } catch (Throwable e) {
            throw CLibrary.thrown("sched_getcpu", e);
        }
    }

    /// The usage of this process, all its threads together; empty if the kernel does not say.
    public Optional<ProcessUsage> usageOfProcess() {
        try (Arena arena = Arena.ofConfined()) {
            // struct rusage: two times of (seconds, microseconds), then 14 counts; the last two are the switches
            MemorySegment usage = arena.allocate(JAVA_LONG, 18);
            int result = (int) getUsage.invokeExact(Errno.in(arena).state(), USAGE_OF_PROCESS, usage);
            if (result != 0) {
                return Optional.empty();
            }
            long seconds = usage.getAtIndex(JAVA_LONG, 0) + usage.getAtIndex(JAVA_LONG, 2);
            long micros = usage.getAtIndex(JAVA_LONG, 1) + usage.getAtIndex(JAVA_LONG, 3);
            return Optional.of(new ProcessUsage(
                    seconds * 1_000_000_000L + micros * 1_000L,
                    usage.getAtIndex(JAVA_LONG, 16),
                    usage.getAtIndex(JAVA_LONG, 17)));
        } catch (Throwable e) {
            throw CLibrary.thrown("getrusage", e);
        }
    }

    /// Opens a hardware counter of the calling thread's cycles outside of the kernel, and closes it again.
    /// @param number of the call `perf_event_open` on this architecture
    /// @return 0 if there is one, else the errno
    public int tryCycleCounter(long number) {
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);
            MemorySegment wanted = arena.allocate(64, Long.BYTES); // struct perf_event_attr, its first version
            wanted.set(JAVA_INT, 4, 64); // its size; type 0 is hardware, configuration 0 is cycles
            wanted.set(JAVA_LONG, 40, 1 | 1 << 5 | 1 << 6); // off at first, not in the kernel, not in the hypervisor
            long file = (long) openCounter.invokeExact(errno.state(), number, wanted, 0, -1, -1, 0L);
            if (file < 0) {
                return errno.number();
            }
            descriptors.close((int) file);
            return 0;
        } catch (Throwable e) {
            throw CLibrary.thrown("perf_event_open", e);
        }
    }
}
