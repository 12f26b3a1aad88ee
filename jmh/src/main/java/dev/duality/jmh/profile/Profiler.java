// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.profile;

import dev.duality.results.Jvm;
import dev.duality.workloads.BadInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;

/// A profiler that looks into the forks of a run.
public sealed interface Profiler {
    /// Java Flight Recorder, which the JDK has.
    record Jfr() implements Profiler {
        @Override
        public String label() {
            return JFR;
        }

        @Override
        public String ending() {
            return "jfr";
        }

        @Override
        public Optional<String> unavailable(ClassLoader loader) {
            return FlightRecorder.isAvailable()
                    ? Optional.empty()
                    : Optional.of("--prof jfr: this JVM has no flight recorder; use another JDK, such as Temurin 25");
        }
    }

    /// async-profiler, from ap-loader's jar, where that is on the class path.
    record Async(Event event) implements Profiler {
        @Override
        public String label() {
            return ASYNC + ":" + EVENT + event.label();
        }

        @Override
        public String ending() {
            return "html";
        }

        @Override
        public Optional<String> unavailable(ClassLoader loader) {
            return AsyncProfiler.unavailable(loader, event);
        }
    }

    /// The instructions of an operation, stepped one by one: no counter of the processor's is needed. It leaves no
    /// file, but a figure in each row.
    record Instructions() implements Profiler {
        @Override
        public String label() {
            return INSTRUCTIONS;
        }

        @Override
        public String ending() {
            return "txt";
        }

        @Override
        public Optional<String> unavailable(ClassLoader loader) {
            boolean here = System.getProperty("os.name").equals("Linux")
                    && System.getProperty("os.arch").equals("amd64");
            return here
                    ? Gcc.unavailable().map(reason -> "--prof instructions " + reason)
                    : Optional.of("--prof instructions steps threads of Linux on x86-64; use such a machine");
        }
    }

    /// The event at which async-profiler takes a stack.
    enum Event {
        /// Time on a core.
        CPU,
        /// Bytes allocated.
        ALLOC,
        /// Waiting for a monitor, or parked by a lock.
        LOCK,
        /// Time, also while asleep.
        WALL,
        /// Cycles of a core, counted by the processor.
        CYCLES,
        /// Misses of the last cache, counted by the processor.
        CACHE_MISSES;

        /// As users and async-profiler write it.
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Flags of a JVM that is profiled, beside the one that names the profiler: frames are where the program is, and
    /// not at the next safepoint.
    List<String> FLAGS = List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

    /// The first word of [Jfr].
    String JFR = "jfr";

    /// The word of [Instructions].
    String INSTRUCTIONS = "instructions";

    /// The first word of [Async].
    String ASYNC = "async";

    /// The text before the word of an [Event].
    String EVENT = "event=";

    /// The name that users and the run's record give it.
    String label();

    /// The end of the name of its file.
    String ending();

    /// Tries whether this machine gives what the profiler wants.
    /// @param loader finds the profiler's classes
    /// @return one line that says what is missing, or nothing
    Optional<String> unavailable(ClassLoader loader);

    /// The flags of each fork of a run that is profiled.
    default List<String> flags() {
        return List.of(FLAGS.get(0), FLAGS.get(1), Jvm.PROFILER + label());
    }

    /// Reads what the user wrote.
    /// @throws BadInput if it names none
    static Profiler parse(String text) {
        if (text.equals(JFR)) {
            return new Jfr();
        }
        if (text.equals(INSTRUCTIONS)) {
            return new Instructions();
        }
        if (text.equals(ASYNC)) {
            return new Async(Event.CPU);
        }
        for (Event event : Event.values()) {
            Profiler profiler = new Async(event);
            if (text.equals(profiler.label())) {
                return profiler;
            }
        }
        throw new BadInput("--prof is '%s', but must be %s, %s, %s or %s:%s and one of %s"
                .formatted(
                        text,
                        JFR,
                        INSTRUCTIONS,
                        ASYNC,
                        ASYNC,
                        EVENT,
                        Arrays.stream(Event.values()).map(Event::label).collect(Collectors.joining(", "))));
    }

    /// The one that this JVM's flags name, if they name one.
    static Optional<Profiler> ofThisJvm() {
        return Optional.ofNullable(System.getProperty(Jvm.PROFILER_PROPERTY)).map(Profiler::parse);
    }
}
