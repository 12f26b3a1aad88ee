// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/// A program that can stop anywhere inside its calls and go on later: one simulated core. It is the JDK's continuation,
/// which its virtual threads are made of; a switch there and back takes a tenth of a microsecond, where two threads
/// that take turns need several.
///
/// - **Threads:** all fibers of a machine run on the one thread that calls [#run].
/// - **Errors:** what the program throws comes out of [#run].
public final class Fiber {
    private static final String FLAG = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";
    private static final Object SCOPE;
    private static final MethodHandle NEW;
    private static final MethodHandle RUN;
    private static final MethodHandle YIELD;
    private static final String UNAVAILABLE; // empty if it is available

    static {
        Object scope = null;
        MethodHandle make = null;
        MethodHandle run = null;
        MethodHandle yield = null;
        String unavailable = "";
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> continuation = Class.forName("jdk.internal.vm.Continuation");
            Class<?> scopes = Class.forName("jdk.internal.vm.ContinuationScope");
            scope = lookup.findConstructor(scopes, MethodType.methodType(void.class, String.class))
                    .invoke("multicore");
            make = lookup.findConstructor(continuation, MethodType.methodType(void.class, scopes, Runnable.class))
                    .asType(MethodType.methodType(Object.class, Object.class, Runnable.class));
            run = lookup.findVirtual(continuation, "run", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Object.class));
            yield = lookup.findStatic(continuation, "yield", MethodType.methodType(boolean.class, scopes))
                    .asType(MethodType.methodType(boolean.class, Object.class));
        } catch (Throwable e) {
            unavailable = "this JVM keeps its continuations to itself (%s); start it with %s".formatted(e, FLAG);
        }
        SCOPE = scope;
        NEW = make;
        RUN = run;
        YIELD = yield;
        UNAVAILABLE = unavailable;
    }

    private final Object continuation;

    /// @param program runs as far as its first [#suspend] in the first [#run]
    public Fiber(Runnable program) {
        unavailable().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        try {
            continuation = NEW.invokeExact(SCOPE, program);
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    /// The reason why there can be no fibers in this JVM, and what to do about it; empty if there can.
    public static Optional<String> unavailable() {
        return UNAVAILABLE.isEmpty() ? Optional.empty() : Optional.of(UNAVAILABLE);
    }

    /// Goes on with the program until it yields or ends.
    public void run() {
        try {
            RUN.invokeExact(continuation);
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    /// Stops the program that runs, until it is [#run] again.
    /// @throws IllegalStateException if it holds a monitor or stands in a native call, so that it cannot be put away
    public static void suspend() {
        boolean yielded;
        try {
            yielded = (boolean) YIELD.invokeExact(SCOPE);
        } catch (Throwable e) {
            throw thrown(e);
        }
        if (!yielded) {
            throw new IllegalStateException("a simulated core cannot stop here: it is inside a native call");
        }
    }

    private static RuntimeException thrown(Throwable e) {
        if (e instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e);
    }
}
