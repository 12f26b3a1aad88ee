// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.library;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The C library's work with any descriptor, whatever is behind it, on Linux: it is opened and closed, and an error
/// has a number and a text.
///
/// - **Threads:** any. A descriptor that is closed may be another file's the next moment: whoever closes one knows that
///   nobody uses it.
@SuppressWarnings("restricted") // the launcher and the forks open native access to the class path
public final class Descriptors {
    /// For [#open], as Linux has them.
    public static final int READ_ONLY = 0;

    public static final int WRITE_ONLY = 1;
    public static final int READ_WRITE = 2;
    public static final int NO_WAIT = 0x800;
    public static final int CLOSE_ON_EXEC = 0x8_0000;

    /// The rights of a file that is its owner's alone.
    public static final int OWNER_ONLY = 0600;

    /// The error of a call that would have to wait.
    public static final int AGAIN = 11;

    /// The error of what is made and is there.
    public static final int EXISTS = 17;

    /// The memory that has the error's number after a call.
    public static final MemoryLayout STATE = Linker.Option.captureStateLayout();

    /// The option of a [#handle] whose first argument is such memory.
    public static final Linker.Option ERROR_KEPT = Linker.Option.captureCallState("errno");

    private static final long ERROR_AT = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final int TEXT_BYTES = 256;

    private final MethodHandle open = handle(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), ERROR_KEPT, Linker.Option.firstVariadicArg(2));
    private final MethodHandle close = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private final MethodHandle errorText = handle("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

    /// Links the calls.
    /// @throws IllegalArgumentException if the C library has not all of them
    public Descriptors() {}

    /// A function of the C library.
    /// @throws IllegalArgumentException if there is none of that name
    public static MethodHandle handle(String name, FunctionDescriptor form, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol = linker.defaultLookup()
                .find(name)
                .or(() -> SymbolLookup.libraryLookup("librt.so.1", Arena.global())
                        .find(name)) // where the C library is older than 2.34
                .orElseThrow(() -> new IllegalArgumentException("no symbol " + name));
        return linker.downcallHandle(symbol, form, options);
    }

    /// The number of the error of the call that was made last with this memory.
    public static int error(MemorySegment state) {
        return state.get(JAVA_INT, ERROR_AT);
    }

    /// @param state the caller's, for the error
    /// @return a descriptor, or less than 0
    public int open(Path path, int flags, MemorySegment state) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) open.invokeExact(state, arena.allocateFrom(path.toString()), flags);
        } catch (Throwable e) {
            throw unfit("open", e);
        }
    }

    public void close(int descriptor) {
        try {
            int _ = (int) close.invokeExact(descriptor);
        } catch (Throwable e) {
            throw unfit("close", e);
        }
    }

    /// The words for the error of a call.
    public String text(MemorySegment state) {
        try {
            return ((MemorySegment) errorText.invokeExact(error(state)))
                    .reinterpret(TEXT_BYTES)
                    .getString(0);
        } catch (Throwable e) {
            throw unfit("strerror", e);
        }
    }

    /// For what a downcall threw: it throws nothing by itself, so a handle of ours is wrong.
    public static AssertionError unfit(String call, Throwable cause) {
        return new AssertionError("the call of " + call + " does not fit its handle", cause);
    }
}
