// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.workloads.Kernel;
import dev.duality.workloads.verify.Crew;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.runner.IterationType;

/// What happened in the iterations of this process's benchmark, for the fork that runs JMH inside itself: JMH makes the
/// benchmark's object and does not give it away, so notes are left here. A process runs one benchmark.
public final class Iterations {
    /// One iteration.
    /// @param operations that completed
    /// @param nanos that it took
    public record Note(IterationType type, long operations, long nanos, Meter.Interval interval) {
        public double opsPerSecond() {
            return operations * 1e9 / nanos;
        }
    }

    private static final Queue<Note> NOTES = new ConcurrentLinkedQueue<>();
    private static final AtomicReference<Crew> CREW = new AtomicReference<>();
    private static final AtomicReference<Runnable> FIRST = new AtomicReference<>(() -> {});

    private static final AtomicReference<Stand> STAND = new AtomicReference<>();
    private static final AtomicLong FIRST_NANOS = new AtomicLong();
    private static final AtomicLong LAST_NANOS = new AtomicLong();

    /// A kernel that is measured, and who looks at it afterwards.
    private record Opened(Kernel kernel, LoadCheck check) {}

    private static final AtomicReference<Opened> OPENED = new AtomicReference<>();
    private static final AtomicReference<List<Done>> DONE = new AtomicReference<>();

    private Iterations() {}

    /// Hands a kernel over, to be closed whatever becomes of the benchmark.
    /// @param check looks at it when the iterations are over
    public static void opened(Kernel kernel, LoadCheck check) {
        OPENED.set(new Opened(kernel, check));
    }

    /// The iterations are over.
    /// @param all what each worker has done
    public static void over(List<Done> all) {
        DONE.set(all);
    }

    /// Asks the kernel that was measured for what must hold of it.
    static void look() {
        OPENED.get().check.look(OPENED.get().kernel, DONE.get());
    }

    /// Closes the kernel, if one was opened.
    static void close() {
        if (OPENED.get() != null) {
            OPENED.get().kernel.close();
        }
    }

    /// Says that what was found is right; the kernel is closed.
    static void require() {
        OPENED.get().check.require();
    }

    /// Says what is measured, to spare the benchmark looking for it by its names.
    public static void at(Stand stand) {
        STAND.set(stand);
    }

    /// What is measured, if this process was told; else the benchmark's parameters say it.
    public static Optional<Stand> stand() {
        return Optional.ofNullable(STAND.get());
    }

    /// An iteration begins.
    public static void begins() {
        FIRST_NANOS.compareAndSet(0, System.nanoTime());
    }

    /// From the beginning of the first iteration to the end of the last, what was between them included.
    public static long nanos() {
        return LAST_NANOS.get() - FIRST_NANOS.get();
    }

    /// Adds a note.
    public static void note(IterationType type, long operations, long nanos, Meter.Interval interval) {
        LAST_NANOS.set(System.nanoTime());
        NOTES.add(new Note(type, operations, nanos, interval));
    }

    /// Says whose servers are measured, so that what one of them throws can be told.
    public static void by(Crew crew) {
        CREW.set(crew);
    }

    /// Says what is to be done before the first iteration that counts, such as starting a profiler.
    public static void first(Runnable task) {
        FIRST.set(task);
    }

    /// Does it, once the warm-up is over and nothing is measured yet.
    public static void beforeTheFirst() {
        FIRST.get().run();
    }

    /// What a server has thrown, if one has: workers then only know that they were stopped.
    static Optional<Throwable> failure() {
        return Optional.ofNullable(CREW.get()).flatMap(Crew::failure);
    }

    /// Takes all notes.
    static List<Note> take() {
        List<Note> notes = List.copyOf(NOTES);
        NOTES.clear();
        return notes;
    }
}
