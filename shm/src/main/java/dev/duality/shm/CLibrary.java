// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.WrongMethodTypeException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The functions of the C library, for what Java has no method for. Each is linked by the class that calls it, and
/// called there in one place.
///
/// - **Threads:** any.
@SuppressWarnings("restricted") // the launcher and the forks open native access to the class path
public final class CLibrary {
    /// Has queues and timers where the C library is GNU's, and older than 2.34.
    private static final String FURTHER = "librt.so.1";

    private CLibrary() {}

    /// A function whose errors have a number. Its handle takes an [Errno#state] before the function's own arguments.
    /// @throws UnsatisfiedLinkError if there is none of that name
    public static MethodHandle handle(String name, FunctionDescriptor form, Linker.Option... further) {
        Linker.Option[] options = Arrays.copyOf(further, further.length + 1);
        options[further.length] = Linker.Option.captureCallState("errno");
        return plain(name, form, options);
    }

    /// A function whose errors nobody asks for.
    /// @throws UnsatisfiedLinkError if there is none of that name
    public static MethodHandle plain(String name, FunctionDescriptor form, Linker.Option... options) {
        return Linker.nativeLinker().downcallHandle(symbol(name, FURTHER), form, options);
    }

    /// @param further the library that has what the C library has not; it need not be there
    static MemorySegment symbol(String name, String further) {
        return Linker.nativeLinker()
                .defaultLookup()
                .find(name)
                .or(() -> library(further).flatMap(library -> library.find(name)))
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name));
    }

    private static Optional<SymbolLookup> library(String name) {
        try {
            return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // there is none, as with musl
        }
    }

    /// Links functions of 64-bit Linux, if this is one.
    /// @param system its name, as `os.name` has it
    /// @param what they are for, as the subject of a sentence
    /// @param link makes the calls
    /// @param none makes what stands for them where there are none, of the reason, which is a sentence without its end
    public static <T> T linked(
            String system, String what, Supplier<? extends T> link, Function<String, ? extends T> none) {
        if (!system.equals("Linux")) {
            return none.apply("%s is Linux's, and this is %s".formatted(what, system));
        }
        if (!System.getProperty("sun.arch.data.model", "64").equals("64")) {
            return none.apply("%s needs a 64-bit JVM, and this is one of 32 bits".formatted(what));
        }
        try {
            return link.get();
        } catch (IllegalCallerException e) {
            return none.apply("%s needs native access, and the JVM gives none (%s); start it with %s"
                    .formatted(what, e.getMessage(), "--enable-native-access=ALL-UNNAMED"));
        } catch (UnsupportedOperationException e) {
            return none.apply("%s needs native calls, and this JVM has none (%s)".formatted(what, Diagnosis.said(e)));
        } catch (UnsatisfiedLinkError e) {
            return none.apply("%s is not here: %s".formatted(what, e.getMessage()));
        }
    }

    /// The exception for what came out of a call: what its check has thrown goes on as it is. A downcall throws nothing
    /// by itself but that it does not fit its handle, which is a slip of ours.
    /// @param call of which function
    public static RuntimeException thrown(String call, Throwable thrown) {
        if (thrown instanceof RuntimeException checked && !(thrown instanceof WrongMethodTypeException)) {
            return checked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw new AssertionError("the call of " + call + " does not fit its handle", thrown);
    }
}
