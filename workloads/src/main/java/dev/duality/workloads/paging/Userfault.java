// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.duality.shm.Descriptors;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Linux's `userfaultfd`: memory whose faults a thread of this process hears of and serves. The layouts are those of
/// `linux/userfaultfd.h`, the same on every 64-bit machine.
///
/// - **Threads:** [#await] and what serves a fault are for one thread; [#stop] is for any.
final class Userfault implements AutoCloseable {
    /// Nothing is to be served any more.
    static final long STOPPED = -1;

    private static final long NUMBER_ON_X86_64 = 323;
    private static final int USER_MODE_ONLY = 1;
    private static final long API = 0xAA;
    private static final long UFFDIO_API = 0xC018AA3FL;
    private static final long UFFDIO_REGISTER = 0xC020AA00L;
    private static final long UFFDIO_WAKE = 0x8010AA02L;
    private static final long UFFDIO_COPY = 0xC028AA03L;
    private static final long MISSING = 1;
    private static final byte PAGEFAULT = 0x12;
    private static final int MESSAGE_BYTES = 32;
    private static final int ADDRESS_AT = 16;
    private static final short POLLIN = 1;
    private static final int POLLFD_BYTES = 8;

    private final LinuxMemoryCalls calls;
    private final Arena arena = Arena.ofAuto();
    private final Errno errno = Errno.in(arena); // of the thread that serves
    private final MemorySegment argument = arena.allocate(40, Long.BYTES);
    private final MemorySegment message = arena.allocate(MESSAGE_BYTES, Long.BYTES);
    private final MemorySegment polled = arena.allocate(2 * POLLFD_BYTES, Long.BYTES);
    private final int file;
    private final int bell;

    /// Hears of the faults of some memory from now on.
    /// @throws IllegalStateException if there is no such thing here, see [#unavailable]
    Userfault(LinuxMemoryCalls calls, MemorySegment memory) {
        this.calls = calls;
        int opened = open(calls, errno);
        if (opened < 0) {
            throw new Diagnosis(refused(-opened));
        }
        file = opened;
        argument.fill((byte) 0);
        argument.setAtIndex(JAVA_LONG, 0, API);
        control(UFFDIO_API, "UFFDIO_API");
        argument.setAtIndex(JAVA_LONG, 0, memory.address());
        argument.setAtIndex(JAVA_LONG, 1, memory.byteSize());
        argument.setAtIndex(JAVA_LONG, 2, MISSING);
        control(UFFDIO_REGISTER, "UFFDIO_REGISTER");
        bell = calls.bell(errno);
        polled.set(JAVA_INT, 0, file);
        polled.set(JAVA_SHORT, 4, POLLIN);
        polled.set(JAVA_INT, POLLFD_BYTES, bell);
        polled.set(JAVA_SHORT, POLLFD_BYTES + 4, POLLIN);
    }

    private static int open(LinuxMemoryCalls calls, Errno errno) {
        return calls.byNumber(
                NUMBER_ON_X86_64, Descriptors.CLOSE_ON_EXEC | Descriptors.NO_WAIT | USER_MODE_ONLY, errno);
    }

    private void control(long request, String name) {
        int error = calls.control(file, request, argument, errno);
        if (error != 0) {
            calls.close(file, errno);
            throw Errno.refused(name, error);
        }
    }

    /// The reason why there are no faults to serve here, and what to do about it; empty if there are.
    static Optional<String> unavailable() {
        return switch (MemoryCalls.find()) {
            case MemoryCalls.None(String reason) -> Optional.of(reason);
            case LinuxMemoryCalls calls -> unavailable(calls);
        };
    }

    private static Optional<String> unavailable(LinuxMemoryCalls calls) {
        String processor = System.getProperty("os.arch");
        if (!processor.equals("amd64")) {
            return Optional.of("this is " + processor + ", and we know the number of userfaultfd on amd64 only");
        }
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);
            long page = calls.pageBytes(errno);
            if (page != Segments.PAGE_BYTES) {
                return Optional.of(
                        "pages of this machine have %,d bytes, and ours %,d".formatted(page, Segments.PAGE_BYTES));
            }
            int opened = open(calls, errno);
            if (opened < 0) {
                return Optional.of(refused(-opened));
            }
            calls.close(opened, errno);
            return Optional.empty();
        }
    }

    private static String refused(int error) {
        return switch (error) {
            case Errno.EPERM ->
                "a filter of system calls, such as a container's, refuses userfaultfd; allow it, or run outside";
            case Errno.ENOSYS -> "this kernel was built without userfaultfd; use one with CONFIG_USERFAULTFD";
            default -> "the kernel refuses userfaultfd: " + Errno.text(error);
        };
    }

    /// Waits for a fault.
    /// @return the address that was touched; [#STOPPED] once somebody has said so
    long await() {
        while (true) {
            calls.await(polled, 2, errno);
            if (polled.get(JAVA_SHORT, POLLFD_BYTES + 6) != 0) {
                return STOPPED;
            }
            long got = calls.take(file, message, errno);
            if (got == MESSAGE_BYTES && message.get(JAVA_BYTE, 0) == PAGEFAULT) {
                return message.get(JAVA_LONG, ADDRESS_AT);
            }
            if (got < 0 && got != -Errno.EAGAIN) {
                throw Errno.refused("to tell of a fault", (int) -got);
            }
        }
    }

    /// Puts a page where none is; whoever waits for it goes on.
    void copy(MemorySegment page, long address) {
        int error;
        do { // EAGAIN: the process's memory map was about to change, and nothing was copied
            argument.setAtIndex(JAVA_LONG, 0, address);
            argument.setAtIndex(JAVA_LONG, 1, page.address());
            argument.setAtIndex(JAVA_LONG, 2, page.byteSize());
            argument.setAtIndex(JAVA_LONG, 3, 0);
            argument.setAtIndex(JAVA_LONG, 4, 0);
            error = calls.control(file, UFFDIO_COPY, argument, errno);
        } while (error == Errno.EAGAIN);
        if (error == Errno.EEXIST) { // it is there, and the kernel wakes nobody
            wake(address, page.byteSize());
        } else if (error != 0) {
            throw Errno.refused("UFFDIO_COPY", error);
        }
    }

    /// Lets whoever waits for a page try again.
    void wake(long address, long bytes) {
        argument.setAtIndex(JAVA_LONG, 0, address);
        argument.setAtIndex(JAVA_LONG, 1, bytes);
        int error = calls.control(file, UFFDIO_WAKE, argument, errno);
        if (error != 0) {
            throw Errno.refused("UFFDIO_WAKE", error);
        }
    }

    /// Ends the wait of the thread that serves.
    void stop() {
        calls.ring(bell, Errno.in(Arena.ofAuto()));
    }

    /// Whoever waits for a page goes on, and finds zeros from now on: for when nobody serves any more.
    void abandon() {
        calls.close(file, Errno.in(Arena.ofAuto()));
    }

    /// After [#abandon].
    @Override
    public void close() {
        calls.close(bell, Errno.in(Arena.ofAuto()));
    }
}
