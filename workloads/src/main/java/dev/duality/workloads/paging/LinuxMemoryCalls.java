// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.workloads.Diagnosis;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Arrays;

/// The calls into the C library of 64-bit Linux, each checked here and nowhere else: one that is refused throws with
/// its name and errno, unless it says otherwise. Safe from any thread, each with an [Errno] of its own.
@SuppressWarnings("restricted") // the launcher and the forks open native access to the class path
record LinuxMemoryCalls(
        MethodHandle openFile,
        MethodHandle closeFile,
        MethodHandle readAt,
        MethodHandle writeAt,
        MethodHandle readFile,
        MethodHandle writeFile,
        MethodHandle map,
        MethodHandle unmap,
        MethodHandle advise,
        MethodHandle control,
        MethodHandle poll,
        MethodHandle event,
        MethodHandle number,
        MethodHandle pageSize,
        MethodHandle copy)
        implements MemoryCalls {
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_NONBLOCK = 0x800;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x4022;
    private static final int MADV_DONTNEED = 4;
    private static final int SC_PAGESIZE = 30;
    private static final int EINTR = 4;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /// Room for what a thread's calls say when they are refused.
    record Errno(MemorySegment state) {
        static Errno in(Arena arena) {
            return new Errno(arena.allocate(STATE));
        }

        int value() {
            return (int) ERRNO.get(state, 0L);
        }
    }

    static LinuxMemoryCalls link(Linker linker) {
        FunctionDescriptor at = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
        FunctionDescriptor bytes = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        return new LinuxMemoryCalls(
                handle(linker, "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), variadic(2)),
                handle(linker, "close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)),
                handle(linker, "pread", at),
                handle(linker, "pwrite", at),
                handle(linker, "read", bytes),
                handle(linker, "write", bytes),
                handle(
                        linker,
                        "mmap",
                        FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG)),
                handle(linker, "munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG)),
                handle(linker, "madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)),
                handle(linker, "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), variadic(2)),
                handle(linker, "poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)),
                handle(linker, "eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT)),
                handle(linker, "syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT), variadic(1)),
                handle(linker, "sysconf", FunctionDescriptor.of(JAVA_LONG, JAVA_INT)),
                linker.downcallHandle(
                        linker.defaultLookup().find("memcpy").orElseThrow(() -> new UnsatisfiedLinkError("memcpy")),
                        FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG)));
    }

    private static Linker.Option variadic(int first) {
        return Linker.Option.firstVariadicArg(first);
    }

    private static MethodHandle handle(Linker linker, String name, FunctionDescriptor type, Linker.Option... further) {
        MemorySegment symbol = linker.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
        Linker.Option[] options = Arrays.copyOf(further, further.length + 1);
        options[further.length] = Linker.Option.captureCallState("errno");
        return linker.downcallHandle(symbol, type, options);
    }

    /// The bytes of a page of this machine.
    long pageBytes(Errno errno) {
        try {
            return (long) pageSize.invokeExact(errno.state, SC_PAGESIZE);
        } catch (Throwable e) {
            throw thrown("sysconf", e);
        }
    }

    /// Opens a file to read and write.
    int open(Path file, Errno errno) {
        try (Arena arena = Arena.ofConfined()) {
            int opened =
                    (int) openFile.invokeExact(errno.state, arena.allocateFrom(file.toString()), O_RDWR | O_CLOEXEC);
            return checked("open of " + file, opened, errno);
        } catch (Throwable e) {
            throw thrown("open", e);
        }
    }

    void close(int file, Errno errno) {
        try {
            checked("close", (int) closeFile.invokeExact(errno.state, file), errno);
        } catch (Throwable e) {
            throw thrown("close", e);
        }
    }

    /// Reads so many bytes of a file from an offset on.
    void read(int file, MemorySegment into, long bytes, long offset, Errno errno) {
        try {
            for (long done = 0; done < bytes; ) {
                long got =
                        (long) readAt.invokeExact(errno.state, file, into.asSlice(done), bytes - done, offset + done);
                done += advanced("pread", got, errno);
            }
        } catch (Throwable e) {
            throw thrown("pread", e);
        }
    }

    /// Writes so many bytes into a file from an offset on.
    void write(int file, MemorySegment from, long bytes, long offset, Errno errno) {
        try {
            for (long done = 0; done < bytes; ) {
                long put =
                        (long) writeAt.invokeExact(errno.state, file, from.asSlice(done), bytes - done, offset + done);
                done += advanced("pwrite", put, errno);
            }
        } catch (Throwable e) {
            throw thrown("pwrite", e);
        }
    }

    private static long advanced(String call, long bytes, Errno errno) {
        if (bytes < 0 && errno.value() == EINTR) {
            return 0;
        }
        if (bytes <= 0) {
            throw refused(call, errno);
        }
        return bytes;
    }

    /// Fresh memory, which has no page yet.
    /// @return its address
    MemorySegment reserve(long bytes, Errno errno) {
        try {
            MemorySegment memory = (MemorySegment) map.invokeExact(
                    errno.state, MemorySegment.NULL, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1, 0L);
            if (memory.address() == -1) {
                throw refused("mmap", errno);
            }
            return memory;
        } catch (Throwable e) {
            throw thrown("mmap", e);
        }
    }

    void release(MemorySegment memory, long bytes, Errno errno) {
        try {
            checked("munmap", (int) unmap.invokeExact(errno.state, memory, bytes), errno);
        } catch (Throwable e) {
            throw thrown("munmap", e);
        }
    }

    /// Takes the pages away: the next touch of them faults.
    void drop(MemorySegment memory, long bytes, Errno errno) {
        try {
            checked("madvise", (int) advise.invokeExact(errno.state, memory, bytes, MADV_DONTNEED), errno);
        } catch (Throwable e) {
            throw thrown("madvise", e);
        }
    }

    /// Makes a call of `ioctl`.
    /// @return 0 if it was done, else the errno
    int control(int file, long request, MemorySegment argument, Errno errno) {
        try {
            int result = (int) control.invokeExact(errno.state, file, request, argument);
            return result >= 0 ? 0 : errno.value();
        } catch (Throwable e) {
            throw thrown("ioctl", e);
        }
    }

    /// Makes a call that the C library has no function for.
    /// @return what it gave; minus the errno if it was refused
    int byNumber(long call, int argument, Errno errno) {
        try {
            long result = (long) number.invokeExact(errno.state, call, argument);
            return result >= 0 ? (int) result : -errno.value();
        } catch (Throwable e) {
            throw thrown("syscall", e);
        }
    }

    /// A file that can be read when somebody has rung it.
    int bell(Errno errno) {
        try {
            return checked("eventfd", (int) event.invokeExact(errno.state, 0, O_CLOEXEC | O_NONBLOCK), errno);
        } catch (Throwable e) {
            throw thrown("eventfd", e);
        }
    }

    void ring(int bell, Errno errno) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocateFrom(JAVA_LONG, 1);
            if ((long) writeFile.invokeExact(errno.state, bell, one, (long) Long.BYTES) != Long.BYTES) {
                throw refused("write to an eventfd", errno);
            }
        } catch (Throwable e) {
            throw thrown("write", e);
        }
    }

    /// Waits until one of some files can be read.
    /// @param files of struct pollfd, which say which
    /// @param count how many
    void await(MemorySegment files, long count, Errno errno) {
        try {
            int ready = (int) poll.invokeExact(errno.state, files, count, -1);
            if (ready < 0 && errno.value() != EINTR) {
                throw refused("poll", errno);
            }
        } catch (Throwable e) {
            throw thrown("poll", e);
        }
    }

    /// Reads what is there.
    /// @return how many bytes; minus the errno if there is nothing, or it was refused
    long take(int file, MemorySegment into, Errno errno) {
        try {
            long got = (long) readFile.invokeExact(errno.state, file, into, into.byteSize());
            return got >= 0 ? got : -errno.value();
        } catch (Throwable e) {
            throw thrown("read", e);
        }
    }

    /// Reads memory in the C library: the calling thread counts as being outside of Java meanwhile, so that no stop of
    /// the JVM waits for it.
    void touch(MemorySegment from, MemorySegment into) {
        try {
            MemorySegment _ = (MemorySegment) copy.invokeExact(into, from, 1L);
        } catch (Throwable e) {
            throw thrown("memcpy", e);
        }
    }

    private static int checked(String call, int result, Errno errno) {
        if (result < 0) {
            throw refused(call, errno);
        }
        return result;
    }

    private static IllegalStateException refused(String call, Errno errno) {
        return new Diagnosis("the kernel refused %s: errno %d".formatted(call, errno.value()));
    }

    /// A downcall itself throws nothing, so whatever else comes is a slip of ours.
    private static RuntimeException thrown(String call, Throwable cause) {
        if (cause instanceof RuntimeException refused) {
            return refused;
        }
        throw new AssertionError("the call of " + call + " does not fit its handle", cause);
    }
}
