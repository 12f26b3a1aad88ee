// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.results.ClosedLoop;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// The closed loop, by JMH inside this process, which is a fork already.
public final class ClosedLoad {
    private ClosedLoad() {}

    /// How long a closed loop is measured.
    public record Times(int warmups, int warmupMillis, int iterations, int iterationMillis) {}

    /// Runs `KernelBenchmark.closed`.
    /// @param benchmark the benchmark's class name
    /// @param verified how many operations are compared with the specification first
    /// @param json where JMH writes its own result
    /// @throws IllegalStateException if the benchmark failed; the message says why
    public static ClosedLoop run(String benchmark, Stand stand, int verified, Times times, Path json) {
        Options options = new OptionsBuilder()
                .include("^" + benchmark.replace(".", "\\.") + "\\.closed$")
                .param("workload", stand.workload().name())
                .param("on", stand.side().substrate())
                .param("waiting", stand.setting().waiting().word())
                .param("window", Integer.toString(stand.setting().window()))
                .param("owners", Integer.toString(stand.setting().owners()))
                .param("seed", Long.toString(stand.setting().seed()))
                .param("verified", Integer.toString(verified))
                .param("set", SettingText.text(stand.setting().values().all()))
                .param(
                        "directory",
                        stand.setting()
                                .options()
                                .directory()
                                .map(Path::toString)
                                .orElse(""))
                .threads(stand.setting().workers())
                .forks(0)
                .warmupForks(0)
                .warmupIterations(times.warmups())
                .warmupTime(TimeValue.milliseconds(times.warmupMillis()))
                .measurementIterations(times.iterations())
                .measurementTime(TimeValue.milliseconds(times.iterationMillis()))
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString())
                .build();
        double opsPerSecond = measure(options);
        Iterations.require();
        return closedLoop(opsPerSecond, stand.setting().workers(), Iterations.take());
    }

    /// The kernel is looked at and closed here and not in JMH's tear-down: JMH lets all other workers sleep for a
    /// second
    /// and more while one of them is there.
    private static double measure(Options options) {
        try {
            Collection<RunResult> results = new Runner(options).run();
            Iterations.look();
            return results.iterator().next().getPrimaryResult().getScore();
        } catch (RunnerException e) {
            throw new IllegalStateException(
                    Iterations.failure()
                            .map(thrown -> "a thread of the kernel failed: " + thrown)
                            .orElseGet(() -> reason(e)),
                    e);
        } finally {
            Iterations.close();
        }
    }

    private static ClosedLoop closedLoop(double opsPerSecond, int workers, List<Iterations.Note> notes) {
        List<Iterations.Note> measured = of(IterationType.MEASUREMENT, notes);
        return new ClosedLoop(
                opsPerSecond,
                workers * 1e9 / opsPerSecond,
                of(IterationType.WARMUP, notes).stream()
                        .map(Iterations.Note::opsPerSecond)
                        .toList(),
                measured.stream().map(Iterations.Note::opsPerSecond).toList(),
                Optional.empty(),
                Optional.empty(), // whoever reads the floor around it adds that
                Meter.usage(measured.stream().map(Iterations.Note::interval).toList()));
    }

    private static List<Iterations.Note> of(IterationType type, List<Iterations.Note> notes) {
        return notes.stream().filter(note -> note.type() == type).toList();
    }

    /// JMH wraps what was thrown several times; the innermost message is the one to show.
    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null || cause.getSuppressed().length > 0) {
            cause = cause.getCause() != null ? cause.getCause() : cause.getSuppressed()[0];
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
