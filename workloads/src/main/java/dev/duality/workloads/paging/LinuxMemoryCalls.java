// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.shm.CLibrary;
import dev.duality.shm.Descriptors;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The calls into the C library of 64-bit Linux, each checked here and nowhere else: one that is refused throws with
/// its name and errno, unless it says otherwise. Safe from any thread, each with an [Errno] of its own.
record LinuxMemoryCalls(
        Descriptors descriptors,
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
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x4022;
    private static final int MADV_DONTNEED = 4;
    private static final int SC_PAGESIZE = 30;

    static LinuxMemoryCalls link() {
        FunctionDescriptor at = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
        FunctionDescriptor bytes = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        return new LinuxMemoryCalls(
                new Descriptors(),
                CLibrary.handle("pread", at),
                CLibrary.handle("pwrite", at),
                CLibrary.handle("read", bytes),
                CLibrary.handle("write", bytes),
                CLibrary.handle(
                        "mmap",
                        FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG)),
                CLibrary.handle("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG)),
                CLibrary.handle("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)),
                CLibrary.handle("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), variadic(2)),
                CLibrary.handle("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)),
                CLibrary.handle("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT)),
                CLibrary.handle("syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT), variadic(1)),
                CLibrary.handle("sysconf", FunctionDescriptor.of(JAVA_LONG, JAVA_INT)),
                CLibrary.plain("memcpy", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG)));
    }

    private static Linker.Option variadic(int first) {
        return Linker.Option.firstVariadicArg(first);
    }

    /// The bytes of a page of this machine.
    long pageBytes(Errno errno) {
        try {
            long bytes = (long) pageSize.invokeExact(errno.state(), SC_PAGESIZE);
            if (bytes < 0) {
                throw errno.refused("sysconf");
            }
            return bytes;
        } catch (Throwable e) {
            throw CLibrary.thrown("sysconf", e);
        }
    }

    /// Opens a file to read and write.
    int open(Path file, Errno errno) {
        int opened = descriptors.open(file, Descriptors.READ_WRITE | Descriptors.CLOSE_ON_EXEC, errno);
        return errno.checked("open of " + file, opened);
    }

    void close(int file, Errno errno) {
        descriptors.close(file, "a file", errno);
    }

    /// Reads so many bytes of a file from an offset on.
    void read(int file, MemorySegment into, long bytes, long offset, Errno errno) {
        try {
            for (long done = 0; done < bytes; ) {
                long got =
                        (long) readAt.invokeExact(errno.state(), file, into.asSlice(done), bytes - done, offset + done);
                done += advanced("pread", got, errno);
            }
        } catch (Throwable e) {
            throw CLibrary.thrown("pread", e);
        }
    }

    /// Writes so many bytes into a file from an offset on.
    void write(int file, MemorySegment from, long bytes, long offset, Errno errno) {
        try {
            for (long done = 0; done < bytes; ) {
                long put = (long)
                        writeAt.invokeExact(errno.state(), file, from.asSlice(done), bytes - done, offset + done);
                done += advanced("pwrite", put, errno);
            }
        } catch (Throwable e) {
            throw CLibrary.thrown("pwrite", e);
        }
    }

    private static long advanced(String call, long bytes, Errno errno) {
        if (bytes < 0 && errno.number() == Errno.EINTR) {
            return 0;
        }
        if (bytes < 0) {
            throw errno.refused(call);
        }
        if (bytes == 0) {
            throw new Diagnosis("%s moved nothing: somebody has cut the file short".formatted(call));
        }
        return bytes;
    }

    /// Fresh memory, which has no page yet.
    /// @return its address
    MemorySegment reserve(long bytes, Errno errno) {
        try {
            MemorySegment memory = (MemorySegment) map.invokeExact(
                    errno.state(), MemorySegment.NULL, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1, 0L);
            if (memory.address() == -1) {
                throw errno.refused("mmap");
            }
            return memory;
        } catch (Throwable e) {
            throw CLibrary.thrown("mmap", e);
        }
    }

    void release(MemorySegment memory, long bytes, Errno errno) {
        try {
            errno.checked("munmap", (int) unmap.invokeExact(errno.state(), memory, bytes));
        } catch (Throwable e) {
            throw CLibrary.thrown("munmap", e);
        }
    }

    /// Takes the pages away: the next touch of them faults.
    void drop(MemorySegment memory, long bytes, Errno errno) {
        try {
            errno.checked("madvise", (int) advise.invokeExact(errno.state(), memory, bytes, MADV_DONTNEED));
        } catch (Throwable e) {
            throw CLibrary.thrown("madvise", e);
        }
    }

    /// Makes a call of `ioctl`.
    /// @return 0 if it was done, else the errno
    int control(int file, long request, MemorySegment argument, Errno errno) {
        try {
            int result = (int) control.invokeExact(errno.state(), file, request, argument);
            return result >= 0 ? 0 : errno.number();
        } catch (Throwable e) {
            throw CLibrary.thrown("ioctl", e);
        }
    }

    /// Makes a call that the C library has no function for.
    /// @return what it gave; minus the errno if it was refused
    int byNumber(long call, int argument, Errno errno) {
        try {
            long result = (long) number.invokeExact(errno.state(), call, argument);
            return result >= 0 ? (int) result : -errno.number();
        } catch (Throwable e) {
            throw CLibrary.thrown("syscall", e);
        }
    }

    /// A file that can be read when somebody has rung it.
    int bell(Errno errno) {
        try {
            int flags = Descriptors.CLOSE_ON_EXEC | Descriptors.NO_WAIT;
            return errno.checked("eventfd", (int) event.invokeExact(errno.state(), 0, flags));
        } catch (Throwable e) {
            throw CLibrary.thrown("eventfd", e);
        }
    }

    void ring(int bell, Errno errno) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocateFrom(JAVA_LONG, 1);
            if ((long) writeFile.invokeExact(errno.state(), bell, one, (long) Long.BYTES) != Long.BYTES) {
                throw errno.refused("write to an eventfd");
            }
        } catch (Throwable e) {
            throw CLibrary.thrown("write", e);
        }
    }

    /// Waits until one of some files can be read.
    /// @param files of struct pollfd, which say which
    /// @param count how many
    void await(MemorySegment files, long count, Errno errno) {
        try {
            int ready = (int) poll.invokeExact(errno.state(), files, count, -1);
            if (ready < 0 && errno.number() != Errno.EINTR) {
                throw errno.refused("poll");
            }
        } catch (Throwable e) {
            throw CLibrary.thrown("poll", e);
        }
    }

    /// Reads what is there.
    /// @return how many bytes; minus the errno if there is nothing, or it was refused
    long take(int file, MemorySegment into, Errno errno) {
        try {
            long got = (long) readFile.invokeExact(errno.state(), file, into, into.byteSize());
            return got >= 0 ? got : -errno.number();
        } catch (Throwable e) {
            throw CLibrary.thrown("read", e);
        }
    }

    /// Reads memory in the C library: the calling thread counts as being outside of Java meanwhile, so that no stop of
    /// the JVM waits for it.
    void touch(MemorySegment from, MemorySegment into) {
        try {
            MemorySegment _ = (MemorySegment) copy.invokeExact(into, from, 1L);
        } catch (Throwable e) {
            throw CLibrary.thrown("memcpy", e);
        }
    }
}
