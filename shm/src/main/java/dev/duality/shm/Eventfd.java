// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The kernel's counter behind a descriptor, Linux's `eventfd`: who adds to it wakes who waits for it to be more
/// than 0. Another process gets a descriptor of its own for it by `pidfd_getfd`, of Linux 5.6.
///
/// - **Threads:** any.
public final class Eventfd {
    private static final int FLAGS = Descriptors.CLOSE_ON_EXEC | Descriptors.NO_WAIT;
    private static final long PIDFD_OPEN = 434; // on all processors
    private static final long PIDFD_GETFD = 438;
    private static final int NO_SUCH_PROCESS = 3;
    private static final int READABLE = 1; // for ppoll
    private static final long POLLED_BYTES = 8; // a descriptor, what is waited for, and what came
    private static final long SECOND = 1_000_000_000L;

    private static final Path PTRACE_SCOPE = Path.of("/proc/sys/kernel/yama/ptrace_scope");
    private static final int MAY_TRACE = 19; // the capability CAP_SYS_PTRACE

    private final MethodHandle make = CLibrary.handle("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private final MethodHandle read =
            CLibrary.handle("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private final MethodHandle write =
            CLibrary.handle("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private final MethodHandle poll =
            CLibrary.handle("ppoll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
    private final MethodHandle syscall = CLibrary.handle(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    private final Descriptors descriptors = new Descriptors();

    private Eventfd() {}

    /// Linked once.
    ///
    /// @param calls empty where there are none
    /// @param reason why not
    private record Linked(Optional<Eventfd> calls, String reason) {
        static final Linked HERE =
                CLibrary.linked(System.getProperty("os.name"), "an eventfd", Linked::link, Linked::none);

        private static Linked link() {
            Eventfd calls = new Eventfd();
            try {
                calls.make(); // which a container may forbid
                return new Linked(Optional.of(calls), "");
            } catch (Diagnosis e) {
                return none(e.getMessage());
            }
        }

        private static Linked none(String reason) {
            return new Linked(Optional.empty(), reason + "; use another --wait");
        }
    }

    /// The reason why threads cannot wait by one here, in one line; empty if they can.
    public static Optional<String> unavailable() {
        return Linked.HERE.calls().isPresent() ? Optional.empty() : Optional.of(Linked.HERE.reason());
    }

    /// The reason why processes cannot wake each other by one here, in one line; empty if they can.
    public static Optional<String> unavailableBetweenProcesses() {
        return unavailable().or(Eventfd::ungettable).or(() -> untraceable(said(PTRACE_SCOPE), capabilities()));
    }

    /// A container may forbid the call, which is seen of a descriptor of our own.
    private static Optional<String> ungettable() {
        try {
            Eventfd calls = ofThisSystem();
            Bell own = calls.make();
            try {
                calls.ofProcess(ProcessHandle.current().pid(), own.descriptor());
                return Optional.empty();
            } finally {
                Reference.reachabilityFence(own);
            }
        } catch (Diagnosis e) {
            return Optional.of(
                    e.getMessage()
                            + ", by which processes give each other an eventfd, and which Linux has from 5.6 on; use --wait park");
        }
    }

    /// A process may take a descriptor of another's if it may trace it.
    /// @param scope as Yama says it, a number; empty where there is no Yama
    /// @param capabilities in force, as bits
    static Optional<String> untraceable(String scope, long capabilities) {
        boolean allowed =
                scope.isEmpty() || scope.equals("0") || !scope.equals("3") && (capabilities >>> MAY_TRACE & 1) == 1;
        return allowed
                ? Optional.empty()
                : Optional.of(
                        "no process may take an eventfd of its parent's, for %s is %s; set it to 0%s, or use --wait park"
                                .formatted(PTRACE_SCOPE, scope, scope.equals("3") ? "" : ", give CAP_SYS_PTRACE"));
    }

    private static String said(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            return "";
        }
    }

    private static long capabilities() {
        return said(Path.of("/proc/self/status"))
                .lines()
                .filter(line -> line.startsWith("CapEff:"))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring(line.indexOf(':') + 1).strip(), 16))
                .findFirst()
                .orElse(0);
    }

    /// @throws Diagnosis if there is none
    static Eventfd ofThisSystem() {
        return Linked.HERE.calls().orElseThrow(() -> new Diagnosis(Linked.HERE.reason()));
    }

    /// A descriptor of such a counter. It is closed when nobody has the bell any more.
    record Bell(int descriptor, MemorySegment held) {}

    @SuppressWarnings("restricted") // nothing is reached by the address: the segment is there for its end
    private Bell held(int descriptor) {
        Descriptors closing = descriptors;
        return new Bell(
                descriptor,
                MemorySegment.ofAddress(descriptor)
                        .reinterpret(Arena.ofAuto(), end -> closing.close((int) end.address())));
    }

    /// Makes a counter, which is 0.
    /// @throws Diagnosis if the kernel makes none
    Bell make() {
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);
            return held(errno.checked("eventfd", (int) make.invokeExact(errno.state(), 0, FLAGS)));
        } catch (Throwable e) {
            throw CLibrary.thrown("eventfd", e);
        }
    }

    /// A descriptor of our own for what another process has.
    /// @return empty if that process has gone
    /// @throws Diagnosis if the kernel does not allow it
    Optional<Bell> ofProcess(long process, int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);
            int of = (int) (long) syscall.invokeExact(errno.state(), PIDFD_OPEN, process, 0L, 0L);
            if (of < 0 && errno.number() == NO_SUCH_PROCESS) {
                return Optional.empty();
            }
            errno.checked("pidfd_open of process " + process, of);
            try {
                int ours =
                        (int) (long) syscall.invokeExact(errno.state(), PIDFD_GETFD, (long) of, (long) descriptor, 0L);
                if (ours < 0 && errno.number() == NO_SUCH_PROCESS) {
                    return Optional.empty();
                }
                return Optional.of(held(errno.checked("pidfd_getfd of process " + process, ours)));
            } finally {
                descriptors.close(of);
            }
        } catch (Throwable e) {
            throw CLibrary.thrown("pidfd_getfd", e);
        }
    }

    /// Adds 1.
    void ring(Bell bell) {
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);
            MemorySegment one = arena.allocateFrom(JAVA_LONG, 1);
            long written = (long) write.invokeExact(errno.state(), bell.descriptor(), one, (long) Long.BYTES);
            errno.checked("write to an eventfd", (int) written);
        } catch (Throwable e) {
            throw CLibrary.thrown("write", e);
        } finally {
            Reference.reachabilityFence(bell);
        }
    }

    /// Waits until it is more than 0, or the time is over, or for no reason, and makes it 0.
    void sleep(Bell bell, long nanos) {
        long most = Math.max(0, nanos); // a time that is over by now is no error
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);
            MemorySegment polled = arena.allocate(POLLED_BYTES, Integer.BYTES);
            polled.set(JAVA_INT, 0, bell.descriptor());
            polled.set(JAVA_SHORT, Integer.BYTES, (short) READABLE);
            MemorySegment time = arena.allocate(JAVA_LONG, 2); // struct timespec
            time.setAtIndex(JAVA_LONG, 0, most / SECOND);
            time.setAtIndex(JAVA_LONG, 1, most % SECOND);
            int came = (int) poll.invokeExact(errno.state(), polled, 1L, time, MemorySegment.NULL);
            if (came > 0) {
                long taken = (long) read.invokeExact(errno.state(), bell.descriptor(), time, (long) Long.BYTES);
                came = taken < 0 ? -1 : 0;
            }
            if (came < 0 && errno.number() != Errno.EINTR && errno.number() != Errno.EAGAIN) {
                throw errno.refused("read of an eventfd");
            }
        } catch (Throwable e) {
            throw CLibrary.thrown("ppoll", e);
        } finally {
            Reference.reachabilityFence(bell);
        }
    }
}
