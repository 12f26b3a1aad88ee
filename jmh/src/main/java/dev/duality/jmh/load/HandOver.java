// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.workloads.Kernel;
import dev.duality.workloads.verify.KernelThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.runner.IterationType;

/// The objects that a fork and the benchmark that JMH makes in it hand to each other: the fixture one way, the kernel
/// and the notes the other. JMH makes the benchmark's object and does not give it away, so the two meet at a static
/// word, the only one of the harness that changes. It is set from [#begin] to [#close]; without one a benchmark goes by
/// its parameters.
///
/// - **Threads:** any; JMH lets whichever worker comes first do what a benchmark does once.
public final class HandOver implements AutoCloseable {
    private static final AtomicReference<HandOver> CURRENT = new AtomicReference<>();

    /// One iteration.
    /// @param operations that completed
    /// @param nanos that it took
    /// @param shares what each worker did of it
    public record Note(
            IterationType type, long operations, long nanos, List<WorkerShare> shares, Meter.Interval interval) {
        public double opsPerSecond() {
            return operations * 1e9 / nanos;
        }
    }

    /// A kernel that is measured, and who looks at it afterwards.
    private record Opened(Kernel kernel, KernelThreads threads, LoadCheck check) {}

    private final KernelFixture fixture;
    private final boolean byBatch;
    private final Runnable beforeMeasured;
    private final List<Note> notes = new ArrayList<>(); // guarded by this, as all that follows
    private Optional<Opened> opened = Optional.empty();
    private List<Done> done = List.of();
    private boolean begun;
    private boolean measuring;
    private long firstNanos;
    private long lastNanos;

    private HandOver(KernelFixture fixture, boolean byBatch, Runnable beforeMeasured) {
        this.fixture = fixture;
        this.byBatch = byBatch;
        this.beforeMeasured = beforeMeasured;
    }

    /// @param byBatch whether each of several workers notes when it ends its batches
    /// @param beforeMeasured done once the warm-up is over and nothing is measured yet, such as to start a profiler
    /// @throws IllegalStateException if another benchmark is measured in this process
    static HandOver begin(KernelFixture fixture, boolean byBatch, Runnable beforeMeasured) {
        HandOver handOver = new HandOver(fixture, byBatch, beforeMeasured);
        if (!CURRENT.compareAndSet(null, handOver)) {
            throw new IllegalStateException("a process measures one benchmark at a time");
        }
        return handOver;
    }

    /// The hand-over of the fork that runs JMH inside itself; empty where JMH has made this process.
    public static Optional<HandOver> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /// The fixture that is measured, to spare the benchmark looking for it by its names.
    public KernelFixture fixture() {
        return fixture;
    }

    /// Whether each of several workers notes when it ends its batches.
    public boolean byBatch() {
        return byBatch;
    }

    /// Hands a kernel over, to be closed whatever becomes of the benchmark.
    /// @param threads the kernel's, so that what one of them throws can be told
    /// @param check looks at it when the iterations are over
    public synchronized void opened(Kernel kernel, KernelThreads threads, LoadCheck check) {
        opened = Optional.of(new Opened(kernel, threads, check));
    }

    /// An iteration begins.
    public synchronized void begins(IterationType type) {
        if (!begun) {
            begun = true;
            firstNanos = System.nanoTime();
        }
        if (type == IterationType.MEASUREMENT && !measuring) {
            measuring = true;
            beforeMeasured.run();
        }
    }

    /// An iteration has ended.
    /// @param shares what each worker did of it
    public synchronized void note(
            IterationType type, long operations, long nanos, List<WorkerShare> shares, Meter.Interval interval) {
        lastNanos = System.nanoTime();
        notes.add(new Note(type, operations, nanos, List.copyOf(shares), interval));
    }

    /// The iterations are over.
    /// @param all what each worker has done
    public synchronized void over(List<Done> all) {
        done = List.copyOf(all);
    }

    /// Asks the kernel that was measured for what must hold of it.
    synchronized void look() {
        opened.orElseThrow().check.look(opened.orElseThrow().kernel, done);
    }

    /// Says that what was found is right; the kernel is closed.
    synchronized void require() {
        opened.orElseThrow().check.require();
    }

    /// The throwable of a thread of the kernel, if one has thrown: workers then only know that they were stopped.
    synchronized Optional<Throwable> failure() {
        return opened.flatMap(kernel -> kernel.threads.failure());
    }

    synchronized List<Note> notes(IterationType type) {
        return notes.stream().filter(note -> note.type() == type).toList();
    }

    /// From the beginning of the first iteration to the end of the last, what was between them included.
    synchronized long nanos() {
        return lastNanos - firstNanos;
    }

    /// Closes the kernel, if one was opened, and makes way for the next benchmark.
    @Override
    public synchronized void close() {
        CURRENT.set(null);
        opened.ifPresent(kernel -> kernel.kernel.close());
    }
}
