// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;

/// The kernel's sleep on a word of memory that processes share: Linux, on processors whose low half of a word lies
/// first. Safe from any thread.
///
/// @param syscall of the C library: `long syscall(long number, ...)`
/// @param number of the call on this processor
public record Futex(MethodHandle syscall, long number) {
    private static final Map<String, Long> NUMBERS = Map.of("amd64", 202L, "aarch64", 98L);
    private static final int WAIT = 0; // not the private ones, which are for the threads of one process
    private static final int WAKE = 1;
    private static final long SECOND = 1_000_000_000L;

    /// Linked once; without a futex here whoever asks is told.
    private static final class Linked {
        private static final Futex FUTEX = link();

        private Linked() {}
    }

    /// The reason why processes cannot sleep on a word here; empty if they can.
    public static Optional<String> unavailable() {
        String system = System.getProperty("os.name");
        String processor = System.getProperty("os.arch");
        return system.equals("Linux") && NUMBERS.containsKey(processor)
                ? Optional.empty()
                : Optional.of(
                        "processes sleep by a futex, which is Linux's on amd64 or aarch64, and this is %s on %s; use another --wait"
                                .formatted(system, processor));
    }

    /// @throws IllegalStateException if there is none
    static Futex ofThisSystem() {
        unavailable().ifPresent(reason -> {
            throw new Diagnosis(reason);
        });
        return Linked.FUTEX;
    }

    private static Futex link() {
        MethodHandle syscall = CLibrary.plain(
                "syscall",
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
                Linker.Option.firstVariadicArg(1));
        return new Futex(syscall, NUMBERS.get(System.getProperty("os.arch")));
    }

    /// Sleeps while the low half of a word is `expected`, until somebody wakes it, or the time is over, or for no
    /// reason: the caller looks again.
    void sleep(long address, int expected, long nanos) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(JAVA_LONG, 2); // struct timespec
            time.setAtIndex(JAVA_LONG, 0, nanos / SECOND);
            time.setAtIndex(JAVA_LONG, 1, nanos % SECOND);
            call(address, WAIT, expected, time);
        }
    }

    /// Wakes one who sleeps on a word.
    /// @return how many were woken, 0 or 1
    long wake(long address) {
        return call(address, WAKE, 1, MemorySegment.NULL);
    }

    private long call(long address, int operation, int value, MemorySegment time) {
        try {
            return (long) syscall.invokeExact(number, address, operation, value, time, 0L, 0);
        } catch (Throwable e) {
            throw CLibrary.thrown("futex", e);
        }
    }
}
