// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.timer;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.shm.CLibrary;
import dev.duality.shm.Descriptors;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The calls into the C library of 64-bit Linux for `timerfd`, each checked here and nowhere else: a call that is
/// refused throws with its name and errno. Safe from any thread.
record LinuxTimerCalls(
        MethodHandle create, MethodHandle setTime, MethodHandle readFile, MethodHandle getTime, Descriptors descriptors)
        implements TimerCalls {
    private static final int CLOCK_MONOTONIC = 1;
    private static final int TFD_TIMER_ABSTIME = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    static LinuxTimerCalls link() {
        FunctionDescriptor read = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        FunctionDescriptor settime = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
        return new LinuxTimerCalls(
                CLibrary.handle("timerfd_create", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT)),
                CLibrary.handle("timerfd_settime", settime),
                CLibrary.handle("read", read),
                CLibrary.handle("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS)),
                new Descriptors());
    }

    /// Makes a timer of the monotonic clock.
    /// @return its file descriptor
    int open() {
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);
            int file = (int) create.invokeExact(errno.state(), CLOCK_MONOTONIC, Descriptors.CLOSE_ON_EXEC);
            return errno.checked("timerfd_create", file);
        } catch (Throwable e) {
            throw CLibrary.thrown("timerfd_create", e);
        }
    }

    /// Has a timer expire at `firstNanos` of the monotonic clock, and then every `periodNanos`; both more than 0.
    void start(int file, long firstNanos, long periodNanos) {
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);
            MemorySegment times = arena.allocate(JAVA_LONG, 4); // struct itimerspec: interval, then first expiration
            times.setAtIndex(JAVA_LONG, 0, periodNanos / NANOS_PER_SECOND);
            times.setAtIndex(JAVA_LONG, 1, periodNanos % NANOS_PER_SECOND);
            times.setAtIndex(JAVA_LONG, 2, firstNanos / NANOS_PER_SECOND);
            times.setAtIndex(JAVA_LONG, 3, firstNanos % NANOS_PER_SECOND);
            errno.checked("timerfd_settime", (int)
                    setTime.invokeExact(errno.state(), file, TFD_TIMER_ABSTIME, times, MemorySegment.NULL));
        } catch (Throwable e) {
            throw CLibrary.thrown("timerfd_settime", e);
        }
    }

    /// Waits until a timer has expired since the last read.
    /// @param count 8 bytes of native memory, for the kernel to write to
    /// @return how often it has expired
    long read(int file, MemorySegment count, Errno errno) {
        try {
            while (true) {
                long bytes = (long) readFile.invokeExact(errno.state(), file, count, (long) Long.BYTES);
                if (bytes == Long.BYTES) {
                    return count.get(JAVA_LONG, 0);
                }
                if (bytes >= 0) {
                    throw new Diagnosis("the kernel gave %d bytes of a timer's 8".formatted(bytes));
                }
                if (errno.number() != Errno.EINTR) {
                    throw errno.refused("read of a timer");
                }
            }
        } catch (Throwable e) {
            throw CLibrary.thrown("read", e);
        }
    }

    void close(int file) {
        try (Arena arena = Arena.ofConfined()) {
            descriptors.close(file, "a timer", Errno.in(arena));
        }
    }

    /// The monotonic clock, in nanoseconds.
    long monotonicNanos() {
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);
            MemorySegment time = arena.allocate(JAVA_LONG, 2); // struct timespec
            errno.checked("clock_gettime", (int) getTime.invokeExact(errno.state(), CLOCK_MONOTONIC, time));
            return time.getAtIndex(JAVA_LONG, 0) * NANOS_PER_SECOND + time.getAtIndex(JAVA_LONG, 1);
        } catch (Throwable e) {
            throw CLibrary.thrown("clock_gettime", e);
        }
    }
}
