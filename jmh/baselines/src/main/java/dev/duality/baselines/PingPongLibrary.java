// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.jmh.profile.Gcc;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// `ping-pong.c`, compiled by this machine's gcc and loaded into this process for as long as an arena lasts.
///
/// - **Threads:** one asks, another one answers.
///
/// @param ask where the function of that name is, likewise the others
@SuppressWarnings("restricted") // C is what Java is compared with
record PingPongLibrary(MemorySegment ask, MemorySegment await, MemorySegment answer) {
    /// The answer of a call that was stopped.
    static final long STOP = -1;

    /// The answer of a call that got a payload whose lines do not have the same number.
    static final long TORN = -2;

    /// The answer of a call that has looked as often as it may.
    static final long NOT_YET = 0;

    private static final MemoryLayout ADDRESS = ValueLayout.ADDRESS;
    private static final MemoryLayout LONG = ValueLayout.JAVA_LONG;
    private static final MemoryLayout INT = ValueLayout.JAVA_INT;

    /// The two of the thread that asks are short, and so spare the way out of Java that one that blocks must take.
    private static final MethodHandle ASK = Linker.nativeLinker()
            .downcallHandle(
                    FunctionDescriptor.of(LONG, ADDRESS, ADDRESS, ADDRESS, LONG, LONG, LONG, INT),
                    Linker.Option.critical(false));

    private static final MethodHandle AWAIT = Linker.nativeLinker()
            .downcallHandle(FunctionDescriptor.of(LONG, ADDRESS, LONG, LONG, LONG, INT), Linker.Option.critical(false));

    private static final MethodHandle ANSWER = Linker.nativeLinker()
            .downcallHandle(FunctionDescriptor.of(LONG, ADDRESS, ADDRESS, ADDRESS, LONG, ADDRESS, INT));

    /// @throws IllegalStateException if it cannot be compiled; the message says why
    static PingPongLibrary load(Arena arena) {
        try (ScratchFolder folder =
                ScratchFolder.create(TransportOptions.defaults().filesIn(), "baseline")) {
            Path library = Gcc.compile(PingPongLibrary.class, "ping-pong", folder.path(), "-shared", "-fPIC");
            SymbolLookup symbols = SymbolLookup.libraryLookup(library, arena); // needs no file from then on
            return new PingPongLibrary(
                    symbols.findOrThrow("ask"), symbols.findOrThrow("await"), symbols.findOrThrow("answer"));
        }
    }

    /// Asks a question, and waits for its answer for so many looks, in which no safepoint can be reached.
    /// @return the answer, [#STOP], [#TORN] or [#NOT_YET]
    long ask(Places places, long question, long looks, int pause) {
        try {
            return (long) ASK.invokeExact(
                    ask, places.there, places.back, places.asking, places.bytes, question, looks, pause);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// Goes on waiting, likewise.
    long await(Places places, long question, long looks, int pause) {
        try {
            return (long) AWAIT.invokeExact(await, places.back, places.bytes, question, looks, pause);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// Answers until it is stopped.
    /// @return [#STOP] or [#TORN]
    long answer(Places places, int pause) {
        try {
            return (long) ANSWER.invokeExact(
                    answer, places.there, places.back, places.answering, places.bytes, places.answered, pause);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// The exception for what a call threw: an error is not the call's, and goes through as it is.
    static IllegalStateException broken(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("C cannot be called: " + thrown, thrown);
    }

    /// The memory of a pair of threads.
    ///
    /// @param there a word, and behind it the question's payload
    /// @param back a word, and behind it the answer's payload; may be `there`
    /// @param asking memory of the thread that asks
    /// @param answering memory of the thread that answers
    /// @param answered how many were answered, and the sum of their numbers
    /// @param bytes of a payload
    record Places(
            MemorySegment there,
            MemorySegment back,
            MemorySegment asking,
            MemorySegment answering,
            MemorySegment answered,
            long bytes) {
        private static final long APART = 256;

        static Places in(Arena arena, boolean oneWord, long bytes) {
            long size = Long.BYTES + bytes + APART;
            MemorySegment there = arena.allocate(size, APART);
            return new Places(
                    there,
                    oneWord ? there : arena.allocate(size, APART),
                    arena.allocate(size, APART),
                    arena.allocate(size, APART),
                    arena.allocate(APART, APART),
                    bytes);
        }
    }
}
