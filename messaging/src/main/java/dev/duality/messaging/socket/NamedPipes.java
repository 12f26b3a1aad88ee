// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// The calls of the C library that make and use pipes with a name, on Linux: Java opens one only so that it waits. None
/// of these does.
///
/// - **Threads:** any. A descriptor that is closed may be another file's the next moment: whoever closes one knows that
///   nobody uses it.
@SuppressWarnings("restricted") // the launcher and the forks open native access to the class path
final class NamedPipes {
    private static final int READ_ONLY = 0;
    private static final int WRITE_ONLY = 1;
    private static final int NO_WAIT = 0x800;
    private static final int CLOSE_ON_EXEC = 0x8_0000;
    private static final int OWNER_ONLY = 0600;

    private static final int NO_READER = 6;
    private static final int AGAIN = 11;
    private static final int EXISTS = 17;
    private static final int BROKEN = 32;

    /// The memory that has the error's number after a call.
    static final MemoryLayout STATE = Linker.Option.captureStateLayout();

    private static final Linker.Option ERROR_KEPT = Linker.Option.captureCallState("errno");
    private static final long ERROR_AT = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    /// The answer where there is nothing, and a call would have to wait.
    static final int NONE = -1;

    private final MethodHandle make;
    private final MethodHandle open;
    private final MethodHandle read;
    private final MethodHandle write;
    private final MethodHandle close;
    private final MethodHandle errorText;

    /// Linked once.
    private static final class Linked {
        static final Optional<NamedPipes> PIPES =
                System.getProperty("os.name").equals("Linux") ? Optional.of(new NamedPipes()) : Optional.empty();

        private Linked() {}
    }

    /// @throws IllegalStateException if this system is not Linux
    static NamedPipes ofThisMachine() {
        return Linked.PIPES.orElseThrow(() -> new IllegalStateException(
                "a pipe between processes is opened as Linux does it, and this system is another; use unix-socket"));
    }

    private NamedPipes() {
        FunctionDescriptor moving = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        make = handle("mkfifo", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), ERROR_KEPT);
        open = handle(
                "open",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                ERROR_KEPT,
                Linker.Option.firstVariadicArg(2));
        read = handle("read", moving, ERROR_KEPT);
        write = handle("write", moving, ERROR_KEPT);
        close = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        errorText = handle("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    }

    private static MethodHandle handle(String name, FunctionDescriptor form, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form, options);
    }

    /// Makes a pipe, or finds that another process has made it.
    /// @throws IOException if the kernel makes none there
    void make(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            if ((int) make.invokeExact(state, arena.allocateFrom(path.toString()), OWNER_ONLY) < 0
                    && error(state) != EXISTS) {
                throw new IOException("no pipe at %s: %s; give another directory".formatted(path, text(error(state))));
            }
        } catch (Throwable e) {
            throw broken("mkfifo", e);
        }
    }

    /// @return a descriptor; there need not be a writer yet
    /// @throws IOException if the pipe is not there
    int openToRead(Path path) throws IOException {
        return open(path, READ_ONLY);
    }

    /// @return a descriptor, or [#NONE] while nobody has opened the pipe to read
    /// @throws IOException if it is not there
    int openToWrite(Path path) throws IOException {
        return open(path, WRITE_ONLY);
    }

    private int open(Path path, int way) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int pipe =
                    (int) open.invokeExact(state, arena.allocateFrom(path.toString()), way | NO_WAIT | CLOSE_ON_EXEC);
            if (pipe < 0 && error(state) != NO_READER) {
                throw new IOException("cannot open the pipe %s: %s".formatted(path, text(error(state))));
            }
            return pipe < 0 ? NONE : pipe;
        } catch (Throwable e) {
            throw broken("open", e);
        }
    }

    /// Fills a direct buffer as far as bytes have come.
    /// @param state the caller's, for the error
    /// @return how many; [#NONE] if none has come; 0 if nobody has the pipe open to write
    int read(int pipe, ByteBuffer into, MemorySegment state) throws IOException {
        try {
            return moved(
                    "read",
                    (long) read.invokeExact(state, pipe, MemorySegment.ofBuffer(into), (long) into.remaining()),
                    into,
                    state);
        } catch (Throwable e) {
            throw broken("read", e);
        }
    }

    /// Writes a direct buffer as far as there is room.
    /// @param state the caller's, for the error
    /// @return how many bytes; [#NONE] if there is no room
    /// @throws OtherEndGone if nobody has the pipe open to read any more
    /// @throws IOException if the kernel does not write
    int write(int pipe, ByteBuffer from, MemorySegment state) throws IOException {
        try {
            return moved(
                    "write",
                    (long) write.invokeExact(state, pipe, MemorySegment.ofBuffer(from), (long) from.remaining()),
                    from,
                    state);
        } catch (Throwable e) {
            throw broken("write", e);
        }
    }

    private int moved(String call, long answer, ByteBuffer bytes, MemorySegment state) throws IOException {
        if (answer >= 0) {
            bytes.position(bytes.position() + (int) answer);
            return (int) answer;
        }
        if (error(state) == AGAIN) {
            return NONE;
        }
        String why = call + " of a pipe answered: " + text(error(state));
        throw error(state) == BROKEN ? new OtherEndGone(why) : new IOException(why);
    }

    void close(int pipe) {
        try {
            int _ = (int) close.invokeExact(pipe);
        } catch (Throwable e) {
            throw new AssertionError("the call of close does not fit its handle", e);
        }
    }

    private static int error(MemorySegment state) {
        return state.get(JAVA_INT, ERROR_AT);
    }

    private String text(int error) {
        try {
            return ((MemorySegment) errorText.invokeExact(error))
                    .reinterpret(ValueLayout.ADDRESS.byteSize() * 32)
                    .getString(0);
        } catch (Throwable e) {
            throw new AssertionError("the call of strerror does not fit its handle", e);
        }
    }

    /// The exception for what a call threw. What a call has answered goes on as it is; a downcall itself throws
    /// nothing, so the rest is a slip of ours.
    private static IOException broken(String call, Throwable cause) {
        if (cause instanceof IOException answered) {
            return answered;
        }
        throw new AssertionError("the call of " + call + " does not fit its handle", cause);
    }
}
