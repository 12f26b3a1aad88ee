// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The C library's work with any descriptor, whatever is behind it, on Linux: it is opened and closed.
///
/// - **Threads:** any, each with an [Errno] of its own. A descriptor that is closed may be another file's the next
///   moment: whoever closes one knows that nobody uses it.
public final class Descriptors {
    /// For [#open], as Linux has them.
    public static final int READ_ONLY = 0;

    public static final int WRITE_ONLY = 1;
    public static final int READ_WRITE = 2;
    public static final int NO_WAIT = 0x800;
    public static final int CLOSE_ON_EXEC = 0x8_0000;

    /// The rights of a file that is its owner's alone.
    public static final int OWNER_ONLY = 0600;

    private final MethodHandle open = CLibrary.handle(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private final MethodHandle close = CLibrary.handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    /// Links the calls.
    /// @throws UnsatisfiedLinkError if the C library has not all of them
    public Descriptors() {}

    /// @return a descriptor; less than 0 if it was refused
    public int open(Path path, int flags, Errno errno) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) open.invokeExact(errno.state(), arena.allocateFrom(path.toString()), flags);
        } catch (Throwable e) {
            throw CLibrary.thrown("open", e);
        }
    }

    /// @param what it is, for the message
    /// @throws Diagnosis if it was refused
    public void close(int descriptor, String what, Errno errno) {
        errno.checked("close of " + what, closed(descriptor, errno));
    }

    /// Closes one, whatever comes of that.
    public void close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            int _ = closed(descriptor, Errno.in(arena));
        }
    }

    private int closed(int descriptor, Errno errno) {
        try {
            return (int) close.invokeExact(errno.state(), descriptor);
        } catch (Throwable e) {
            throw CLibrary.thrown("close", e);
        }
    }
}
