// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.timer;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The calls into the C library of 64-bit Linux for `timerfd`, each checked here and nowhere else: a call that is
/// refused throws with its name and errno. Safe from any thread.
@SuppressWarnings("restricted") // the launcher and the forks open native access to the class path
record LinuxTimerCalls(
        MethodHandle create, MethodHandle setTime, MethodHandle readFile, MethodHandle closeFile, MethodHandle getTime)
        implements TimerCalls {
    private static final int CLOCK_MONOTONIC = 1;
    private static final int TFD_CLOEXEC = 0x80000;
    private static final int TFD_TIMER_ABSTIME = 1;
    private static final int EINTR = 4;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    static LinuxTimerCalls link(Linker linker) {
        FunctionDescriptor read = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        FunctionDescriptor settime = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
        return new LinuxTimerCalls(
                handle(linker, "timerfd_create", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT)),
                handle(linker, "timerfd_settime", settime),
                handle(linker, "read", read),
                handle(linker, "close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)),
                handle(linker, "clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS)));
    }

    private static MethodHandle handle(Linker linker, String name, FunctionDescriptor type) {
        MemorySegment symbol = linker.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
        return linker.downcallHandle(symbol, type, Linker.Option.captureCallState("errno"));
    }

    /// Memory for a call's errno.
    static MemorySegment state(Arena arena) {
        return arena.allocate(STATE);
    }

    /// Makes a timer of the monotonic clock.
    /// @return its file descriptor
    int open() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = state(arena);
            int file = (int) create.invokeExact(state, CLOCK_MONOTONIC, TFD_CLOEXEC);
            if (file < 0) {
                throw refused("timerfd_create", state);
            }
            return file;
        } catch (Throwable e) {
            throw thrown("timerfd_create", e);
        }
    }

    /// Has a timer expire at `firstNanos` of the monotonic clock, and then every `periodNanos`; both more than 0.
    void start(int file, long firstNanos, long periodNanos) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = state(arena);
            MemorySegment times = arena.allocate(JAVA_LONG, 4); // struct itimerspec: interval, then first expiration
            times.setAtIndex(JAVA_LONG, 0, periodNanos / NANOS_PER_SECOND);
            times.setAtIndex(JAVA_LONG, 1, periodNanos % NANOS_PER_SECOND);
            times.setAtIndex(JAVA_LONG, 2, firstNanos / NANOS_PER_SECOND);
            times.setAtIndex(JAVA_LONG, 3, firstNanos % NANOS_PER_SECOND);
            int result = (int) setTime.invokeExact(state, file, TFD_TIMER_ABSTIME, times, MemorySegment.NULL);
            if (result != 0) {
                throw refused("timerfd_settime", state);
            }
        } catch (Throwable e) {
            throw thrown("timerfd_settime", e);
        }
    }

    /// Waits until a timer has expired since the last read.
    /// @param count 8 bytes of native memory, for the kernel to write to
    /// @param state made by [#state]
    /// @return how often it has expired
    long read(int file, MemorySegment count, MemorySegment state) {
        try {
            while (true) {
                long bytes = (long) readFile.invokeExact(state, file, count, (long) Long.BYTES);
                if (bytes == Long.BYTES) {
                    return count.get(JAVA_LONG, 0);
                }
                if (bytes >= 0 || (int) ERRNO.get(state, 0L) != EINTR) {
                    throw refused("read of a timer", state);
                }
            }
        } catch (Throwable e) {
            throw thrown("read of a timer", e);
        }
    }

    void close(int file) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = state(arena);
            if ((int) closeFile.invokeExact(state, file) != 0) {
                throw refused("close of a timer", state);
            }
        } catch (Throwable e) {
            throw thrown("close of a timer", e);
        }
    }

    /// The monotonic clock, in nanoseconds.
    long monotonicNanos() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = state(arena);
            MemorySegment time = arena.allocate(JAVA_LONG, 2); // struct timespec
            if ((int) getTime.invokeExact(state, CLOCK_MONOTONIC, time) != 0) {
                throw refused("clock_gettime", state);
            }
            return time.getAtIndex(JAVA_LONG, 0) * NANOS_PER_SECOND + time.getAtIndex(JAVA_LONG, 1);
        } catch (Throwable e) {
            throw thrown("clock_gettime", e);
        }
    }

    private static IllegalStateException refused(String call, MemorySegment state) {
        return new IllegalStateException("the kernel refused %s: errno %d".formatted(call, (int) ERRNO.get(state, 0L)));
    }

    /// A downcall itself throws nothing, so whatever else comes is a slip of ours.
    private static RuntimeException thrown(String call, Throwable cause) {
        if (cause instanceof RuntimeException refused) {
            return refused;
        }
        throw new AssertionError("the call of " + call + " does not fit its handle", cause);
    }
}
