// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.results.ClosedLoop;
import dev.duality.results.Figure;
import dev.duality.results.Usage;
import dev.duality.shm.Diagnosis;
import dev.duality.workloads.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
public final class ClosedLoad {
    private ClosedLoad() {}

    /// The times of a closed loop.
    /// @param byBatch whether each of several workers notes when it ends its batches, too: that reads the clock once a
    ///     batch, which a loop of one worker does not, so no speedup is to be had of such loops
    public record Times(int warmups, int warmupMillis, int iterations, int iterationMillis, boolean byBatch) {}

    /// The result of a closed loop.
    /// @param nanos from the beginning of the first iteration to the end of the last
    public record Result(ClosedLoop loop, long nanos) {}

    /// Runs `KernelBenchmark.closed`.
    /// @param benchmark the benchmark's class name
    /// @param verified how many operations are compared with the specification first
    /// @param json where JMH writes its own result
    /// @param beforeMeasured done once the warm-up is over
    /// @throws IllegalStateException if the benchmark failed; the message says why
    public static Result run(
            String benchmark, KernelFixture fixture, int verified, Times times, Path json, Runnable beforeMeasured) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmark.replace(".", "\\.") + "\\.closed$")
                .param("cell", fixture.cell().text())
                .param("verified", Integer.toString(verified))
                .threads(fixture.setting().workers())
                .forks(0)
                .warmupForks(0)
                .warmupIterations(times.warmups())
                .warmupTime(TimeValue.milliseconds(times.warmupMillis()))
                .measurementIterations(times.iterations())
                .measurementTime(TimeValue.milliseconds(times.iterationMillis()))
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString());
        fixture.cell().fields().forEach(options::param); // JMH's own result has them one by one, workers as its threads
        HandOver handOver = HandOver.begin(fixture, times.byBatch(), beforeMeasured);
        double opsPerSecond;
        try (handOver) {
            opsPerSecond = measure(options.build(), handOver);
        }
        handOver.require();
        return new Result(closedLoop(opsPerSecond, fixture, handOver), handOver.nanos());
    }

    /// The kernel is looked at and closed here and not in JMH's tear-down: JMH lets all other workers sleep for a
    /// second and more while one of them is there.
    private static double measure(Options options, HandOver handOver) {
        try {
            Collection<RunResult> results = new Runner(options).run();
            handOver.look();
            return results.iterator().next().getPrimaryResult().getScore();
        } catch (RunnerException e) {
            throw new Diagnosis(
                    handOver.failure()
                            .map(thrown -> "a thread of the kernel failed: " + thrown + BadInput.place(thrown))
                            .orElseGet(() -> reason(e)),
                    e);
        }
    }

    private static ClosedLoop closedLoop(double opsPerSecond, KernelFixture fixture, HandOver handOver) {
        List<HandOver.Note> measured = handOver.notes(IterationType.MEASUREMENT);
        return new ClosedLoop(
                opsPerSecond,
                fixture.setting().workers() * 1e9 / opsPerSecond,
                handOver.notes(IterationType.WARMUP).stream()
                        .map(HandOver.Note::opsPerSecond)
                        .toList(),
                measured.stream().map(HandOver.Note::opsPerSecond).toList(),
                Optional.empty(),
                Optional.empty(), // whoever reads the floor around it adds that
                shared(
                        Meter.usage(
                                fixture.workload().figures(),
                                measured.stream().map(HandOver.Note::interval).toList()),
                        measured));
    }

    /// With how the workers shared it.
    private static Usage shared(Usage usage, List<HandOver.Note> measured) {
        List<Figure> figures = new ArrayList<>(usage.figures());
        figures.addAll(
                WorkerShare.figures(measured.stream().map(HandOver.Note::shares).toList()));
        return usage.withFigures(figures);
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
}
