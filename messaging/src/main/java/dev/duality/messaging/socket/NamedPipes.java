// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.shm.CLibrary;
import dev.duality.shm.Descriptors;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Errno;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Supplier;

/// The calls of the C library that make and use pipes with a name, on Linux: Java opens one only so that it waits. None
/// of these does.
///
/// - **Threads:** any. A descriptor that is closed may be another file's the next moment: whoever closes one knows that
///   nobody uses it.
final class NamedPipes {
    /// The answer where there is nothing, and a call would have to wait.
    static final int NONE = -1;

    private final MethodHandle make;
    private final MethodHandle read;
    private final MethodHandle write;
    private final Descriptors descriptors = new Descriptors();

    /// Linked once.
    private static final class Linked {
        static final Supplier<NamedPipes> PIPES = CLibrary.linked(
                System.getProperty("os.name"), "a pipe between processes", Linked::link, reason -> () -> {
                    throw new Diagnosis(reason + "; use unix-socket");
                });

        private Linked() {}

        private static Supplier<NamedPipes> link() {
            NamedPipes pipes = new NamedPipes();
            return () -> pipes;
        }
    }

    /// @throws IllegalStateException if this system has no such calls
    static NamedPipes ofThisMachine() {
        return Linked.PIPES.get();
    }

    private NamedPipes() {
        FunctionDescriptor moving = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        make = CLibrary.handle("mkfifo", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
        read = CLibrary.handle("read", moving);
        write = CLibrary.handle("write", moving);
    }

    /// Makes a pipe, or finds that another process has made it.
    /// @throws IOException if the kernel makes none there
    void make(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);
            if (made(arena.allocateFrom(path.toString()), errno) < 0 && errno.number() != Errno.EEXIST) {
                throw new IOException("no pipe at %s: %s; give another directory".formatted(path, errno));
            }
        }
    }

    private int made(MemorySegment path, Errno errno) {
        try {
            return (int) make.invokeExact(errno.state(), path, Descriptors.OWNER_ONLY);
        } catch (Throwable e) {
            throw CLibrary.thrown("mkfifo", e);
        }
    }

    /// @return a descriptor; there need not be a writer yet
    /// @throws IOException if the pipe is not there
    int openToRead(Path path) throws IOException {
        return open(path, Descriptors.READ_ONLY);
    }

    /// @return a descriptor, or [#NONE] while nobody has opened the pipe to read
    /// @throws IOException if it is not there
    int openToWrite(Path path) throws IOException {
        return open(path, Descriptors.WRITE_ONLY);
    }

    private int open(Path path, int way) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);
            int pipe = descriptors.open(path, way | Descriptors.NO_WAIT | Descriptors.CLOSE_ON_EXEC, errno);
            if (pipe < 0 && errno.number() != Errno.ENXIO) { // which says that nobody has it open to read
                throw new IOException(
                        "cannot open the pipe %s: %s; see whether somebody removes files there".formatted(path, errno));
            }
            return pipe < 0 ? NONE : pipe;
        }
    }

    /// Fills a direct buffer as far as bytes have come.
    /// @param errno the caller's
    /// @return how many; [#NONE] if none has come; 0 if nobody has the pipe open to write
    int read(int pipe, ByteBuffer into, Errno errno) throws IOException {
        return moved("read", read, pipe, into, errno);
    }

    /// Writes a direct buffer as far as there is room.
    /// @param errno the caller's
    /// @return how many bytes; [#NONE] if there is no room
    /// @throws OtherEndGone if nobody has the pipe open to read any more
    /// @throws IOException if the kernel does not write
    int write(int pipe, ByteBuffer from, Errno errno) throws IOException {
        return moved("write", write, pipe, from, errno);
    }

    private int moved(String call, MethodHandle handle, int pipe, ByteBuffer bytes, Errno errno) throws IOException {
        long answer;
        try {
            answer = (long)
                    handle.invokeExact(errno.state(), pipe, MemorySegment.ofBuffer(bytes), (long) bytes.remaining());
        } catch (Throwable e) {
            throw CLibrary.thrown(call, e);
        }
        if (answer >= 0) {
            bytes.position(bytes.position() + (int) answer);
            return (int) answer;
        }
        if (errno.number() == Errno.EAGAIN) {
            return NONE;
        }
        String why = "%s of a pipe answered: %s".formatted(call, errno);
        throw errno.number() == Errno.EPIPE ? new OtherEndGone(why) : new IOException(why);
    }

    void close(int pipe) {
        descriptors.close(pipe);
    }
}
