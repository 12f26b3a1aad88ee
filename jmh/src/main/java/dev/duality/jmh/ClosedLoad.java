// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import dev.duality.jmh.load.Done;
import dev.duality.jmh.load.KernelFixture;
import dev.duality.jmh.load.LoadCheck;
import dev.duality.jmh.load.Meter;
import dev.duality.jmh.load.WorkerShare;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Figure;
import dev.duality.results.Usage;
import dev.duality.shm.Diagnosis;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.verify.KernelThreads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// The closed loop, by JMH inside this process, which is a fork already.
///
/// [KernelBenchmark] takes the fixture from it, and leaves the kernel and the notes with it. JMH makes the benchmark's
/// object and does not give it away, so the two meet at a static word, the only one of the harness that changes. It is
/// set while a loop is measured; without one a benchmark goes by its parameters.
///
/// - **Threads:** any; JMH lets whichever worker comes first do what a benchmark does once.
public final class ClosedLoad implements AutoCloseable {
    private static final AtomicReference<ClosedLoad> CURRENT = new AtomicReference<>();

    /// The times of a closed loop.
    /// @param byBatch whether each of several workers notes when it ends its batches, too: that reads the clock once a
    ///     batch, which a loop of one worker does not, so no speedup is to be had of such loops
    public record Times(int warmups, int warmupMillis, int iterations, int iterationMillis, boolean byBatch) {
        /// The time of all of it.
        public long millis() {
            return (long) warmups * warmupMillis + (long) iterations * iterationMillis;
        }
    }

    /// The result of a closed loop.
    /// @param nanos from the beginning of the first iteration to the end of the last, what was between them included
    public record Result(ClosedLoop loop, long nanos) {}

    /// One iteration.
    /// @param operations that completed
    /// @param nanos that it took
    /// @param shares what each worker did of it
    private record Note(
            IterationType type, long operations, long nanos, List<WorkerShare> shares, Meter.Metered interval) {
        double opsPerSecond() {
            return operations * 1e9 / nanos;
        }
    }

    /// A kernel that is measured, and who looks at it afterwards.
    private record Opened(Kernel kernel, KernelThreads threads, LoadCheck check) {}

    private final KernelFixture fixture;
    private final Times times;
    private final Runnable beforeMeasured;
    private final List<Note> notes = new ArrayList<>(); // guarded by this, as all that follows
    private Optional<Opened> opened = Optional.empty();
    private List<Done> done = List.of();
    private boolean begun;
    private boolean measuring;
    private long firstNanos;
    private long lastNanos;

    /// @throws IllegalStateException if another benchmark is measured in this process
    private ClosedLoad(KernelFixture fixture, Times times, Runnable beforeMeasured) {
        this.fixture = fixture;
        this.times = times;
        this.beforeMeasured = beforeMeasured;
        if (!CURRENT.compareAndSet(null, this)) {
            throw new IllegalStateException("a process measures one benchmark at a time");
        }
    }

    /// Runs [KernelBenchmark#closed].
    /// @param verified how many operations are compared with the specification first
    /// @param json where JMH writes its own result
    /// @param beforeMeasured done once the warm-up is over and nothing is measured yet, such as to start a profiler
    /// @throws IllegalStateException if the benchmark failed; the message says why
    public static Result run(KernelFixture fixture, int verified, Times times, Path json, Runnable beforeMeasured) {
        Options options = options(fixture, verified, times, json);
        ClosedLoad load = new ClosedLoad(fixture, times, beforeMeasured);
        double opsPerSecond;
        try (load) {
            opsPerSecond = load.measure(options);
        }
        return load.result(opsPerSecond);
    }

    private static Options options(KernelFixture fixture, int verified, Times times, Path json) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + KernelBenchmark.class.getName().replace(".", "\\.") + "\\.closed$")
                .param("cell", fixture.cell().text())
                .param("verified", Integer.toString(verified))
                .threads(fixture.setting().workers())
                .forks(0)
                .warmupForks(0)
                .warmupIterations(times.warmups)
                .warmupTime(TimeValue.milliseconds(times.warmupMillis))
                .measurementIterations(times.iterations)
                .measurementTime(TimeValue.milliseconds(times.iterationMillis))
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString());
        fixture.cell().fields().forEach(options::param); // JMH's own result has them one by one, workers as its threads
        return options.build();
    }

    /// The kernel is looked at and closed here and not in JMH's tear-down: JMH lets all other workers sleep for a
    /// second and more while one of them is there.
    private double measure(Options options) {
        try {
            Collection<RunResult> results = new Runner(options).run();
            look();
            return results.iterator().next().getPrimaryResult().getScore();
        } catch (RunnerException e) {
            throw new Diagnosis(
                    failure()
                            .map(thrown -> "a thread of the kernel failed: " + thrown + BadInput.place(thrown))
                            .orElseGet(() -> reason(e)),
                    e);
        }
    }

    /// Asks the kernel that was measured for what must hold of it.
    private synchronized void look() {
        opened.orElseThrow().check.look(opened.orElseThrow().kernel, done);
    }

    /// The throwable of a thread of the kernel, if one has thrown: workers then only know that they were stopped.
    private synchronized Optional<Throwable> failure() {
        return opened.flatMap(kernel -> kernel.threads.failure());
    }

    /// JMH wraps what was thrown several times; the innermost is the one to show. Its message says all where we have
    /// thrown it; what a class of the user's has thrown has its name and its place.
    static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null || cause.getSuppressed().length > 0) {
            cause = cause.getCause() != null ? cause.getCause() : cause.getSuppressed()[0];
        }
        String place = BadInput.place(cause);
        return place.isEmpty() ? Diagnosis.said(cause) : cause + place;
    }

    /// Says that what was found is right; the kernel is closed.
    private synchronized Result result(double opsPerSecond) {
        opened.orElseThrow().check.require();
        List<Note> measured = notes(IterationType.MEASUREMENT);
        ClosedLoop loop = new ClosedLoop(
                opsPerSecond,
                fixture.setting().workers() * 1e9 / opsPerSecond,
                notes(IterationType.WARMUP).stream().map(Note::opsPerSecond).toList(),
                measured.stream().map(Note::opsPerSecond).toList(),
                Optional.empty(),
                Optional.empty(), // whoever reads the floor around it adds that
                shared(
                        Meter.usage(
                                fixture.workload().figures(),
                                measured.stream().map(Note::interval).toList()),
                        measured));
        return new Result(loop, lastNanos - firstNanos);
    }

    private List<Note> notes(IterationType type) {
        return notes.stream().filter(note -> note.type == type).toList();
    }

    /// With how the workers shared it.
    private static Usage shared(Usage usage, List<Note> measured) {
        List<Figure> figures = new ArrayList<>(usage.figures());
        figures.addAll(WorkerShare.figures(measured.stream().map(Note::shares).toList()));
        return usage.withFigures(figures);
    }

    /// The loop that this process measures, a fork that runs JMH inside itself; empty where JMH has made this process.
    static Optional<ClosedLoad> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /// The fixture that is measured, to spare the benchmark looking for it by its names.
    KernelFixture fixture() {
        return fixture;
    }

    /// Whether each of several workers notes when it ends its batches.
    boolean byBatch() {
        return times.byBatch;
    }

    /// Takes a kernel over, to be closed whatever becomes of the benchmark.
    /// @param threads the kernel's, so that what one of them throws can be told
    /// @param check looks at it when the iterations are over
    synchronized void opened(Kernel kernel, KernelThreads threads, LoadCheck check) {
        opened = Optional.of(new Opened(kernel, threads, check));
    }

    /// An iteration begins.
    synchronized void begins(IterationType type) {
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
    synchronized void note(
            IterationType type, long operations, long nanos, List<WorkerShare> shares, Meter.Metered interval) {
        lastNanos = System.nanoTime();
        notes.add(new Note(type, operations, nanos, List.copyOf(shares), interval));
    }

    /// The iterations are over.
    /// @param all what each worker has done
    synchronized void over(List<Done> all) {
        done = List.copyOf(all);
    }

    /// Closes the kernel, if one was opened, and makes way for the next benchmark.
    @Override
    public synchronized void close() {
        CURRENT.set(null);
        opened.ifPresent(kernel -> kernel.kernel.close());
    }
}
