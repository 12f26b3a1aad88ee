// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.results.ClosedLoop;
import dev.duality.results.Figure;
import dev.duality.results.Usage;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.verify.KernelThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;

/// The closed loop of a JVM that has done no operation of its kernel before: from the first one on, in stretches of 1,
/// 1, 2, 4, ... operations of each worker, so that each stretch has as many as all before it. The last [#STEADY]
/// stretches are the steady state, which the loop's time of an operation is of; those before them are its warm-up. What
/// is counted beside it, such as the time of CPUs, is of all of it, compilers included. Nothing is verified before, as
/// that would warm it up; what was measured is verified when it is over.
public final class ColdLoad {
    /// The stretches of the steady state: three quarters of all operations.
    private static final int STEADY = 2;

    /// So many stretches are done whatever they take.
    private static final int LEAST = 4;

    /// So many are done even if they take longer than they should, up to [#MOST_TIMES] as long: fewer are no cold
    /// start.
    private static final int ENOUGH = 14;

    private static final int MOST_TIMES = 3;

    /// Of a long stretch a worker does so many operations before it looks whether another has ended.
    private static final int PIECE = 1 << 12;

    /// A stretch within a tenth of the steady state.
    private static final double WITHIN = 1.1;

    private static final int MOST = 30; // stretches: their operations are an int

    private ColdLoad() {}

    /// @param nanos that all of it took
    public record Result(ClosedLoop loop, long nanos) {}

    /// Does as many stretches as fit.
    /// @param millis how long it takes, about, at most
    /// @throws LoadCheck.WrongAnswers if what was measured is wrong
    public static Result run(KernelFixture fixture, long millis) {
        int workers = fixture.setting().workers();
        List<List<Double>> seconds = new ArrayList<>(); // by worker, of each stretch that was done whole
        Done[] all = new Done[workers];
        for (int worker = 0; worker < workers; worker++) {
            seconds.add(new ArrayList<>());
        }
        KernelThreads threads = fixture.threads();
        LoadCheck check = new LoadCheck(fixture, threads, "cold start");
        Meter meter = new Meter(fixture.around());
        long begin = System.nanoTime();
        try (Kernel kernel = fixture.side().open(fixture.setting())) {
            AtomicBoolean over = new AtomicBoolean();
            CyclicBarrier start = new CyclicBarrier(workers, () -> meter.start(kernel));
            CyclicBarrier end = new CyclicBarrier(workers, () -> meter.stop(kernel, operations(all)));
            kernel.start(threads);
            threads.run(workers, worker -> {
                fixture.pinWorker(worker);
                WorkLoop loop = WorkLoop.of(
                        kernel.caller(worker),
                        fixture.workload().script(fixture.setting(), worker),
                        fixture.setting(),
                        fixture.thinkSteps());
                await(start);
                stretches(loop, millis * 1_000_000, over, seconds.get(worker));
                loop.drain();
                all[worker] = loop.done();
                await(end);
            });
            check.look(kernel, List.of(all));
        }
        check.require();
        long nanos = System.nanoTime() - begin - fixture.asideNanos();
        return new Result(
                loop(scores(seconds), workers, Meter.usage(fixture.workload().figures(), List.of(meter.take()))),
                nanos);
    }

    private static long operations(Done[] all) {
        long operations = 0;
        for (Done done : all) {
            operations += done.headway().operations();
        }
        return operations;
    }

    /// The next one would take as long as all before it, so none begins in the second half of the time.
    private static void stretches(WorkLoop loop, long nanos, AtomicBoolean over, List<Double> seconds) {
        long first = System.nanoTime();
        long began = first;
        for (int stretch = 0; stretch < MOST && (stretch < LEAST || !over.get()); stretch++) {
            for (int left = operations(stretch); left > 0; left -= PIECE) {
                if (stretch >= LEAST && over.get()) {
                    return; // of this stretch a part was done with fewer workers
                }
                loop.run(Math.min(left, PIECE));
            }
            long now = System.nanoTime();
            seconds.add(Math.max(1, now - began) / 1e9);
            began = now;
            if (ends(stretch + 1, now - first, nanos)) {
                over.set(true);
            }
        }
    }

    /// Whether no other stretch begins.
    /// @param done stretches so far
    /// @param nanos that all should take at most
    static boolean ends(int done, long elapsed, long nanos) {
        long most = done >= ENOUGH ? nanos : MOST_TIMES * nanos;
        return done >= LEAST && 2 * elapsed > most;
    }

    /// The operations of a worker in a stretch: 1, 1, 2, 4 and so on.
    static int operations(int stretch) {
        return stretch == 0 ? 1 : 1 << stretch - 1;
    }

    /// The operations of all workers in a second, stretch by stretch: of those that all of them have done.
    /// @param seconds by worker, of each stretch
    static List<Double> scores(List<List<Double>> seconds) {
        int stretches = seconds.stream().mapToInt(List::size).min().orElse(0);
        List<Double> scores = new ArrayList<>();
        for (int stretch = 0; stretch < stretches; stretch++) {
            double perSecond = 0;
            for (List<Double> own : seconds) {
                perSecond += operations(stretch) / own.get(stretch);
            }
            scores.add(perSecond);
        }
        return scores;
    }

    /// @param scores of [#LEAST] stretches or more
    static ClosedLoop loop(List<Double> scores, int workers, Usage usage) {
        int warm = scores.size() - STEADY;
        double operations = 0;
        double seconds = 0;
        for (int stretch = warm; stretch < scores.size(); stretch++) {
            operations += operations(stretch);
            seconds += operations(stretch) / scores.get(stretch);
        }
        double steady = operations / seconds;
        List<Figure> figures = new ArrayList<>(usage.figures());
        figures.add(Figure.shown(Figure.FIRST_OPERATION, workers * 1e6 / scores.getFirst(), "us"));
        figures.add(Figure.shown(Figure.UNTIL_STEADY, operationsUntil(scores, steady), "ops"));
        return new ClosedLoop(
                steady,
                workers * 1e9 / steady,
                scores.subList(0, warm),
                scores.subList(warm, scores.size()),
                Optional.empty(),
                Optional.empty(),
                usage.withFigures(figures));
    }

    /// The operations that a worker had done before the first stretch from which on each took no more than a tenth
    /// longer for an operation than the steady state: one that was quick by chance does not count.
    private static double operationsUntil(List<Double> scores, double steady) {
        int first = scores.size() - 1;
        while (first > 0 && steady <= scores.get(first - 1) * WITHIN) {
            first--;
        }
        double before = 0;
        for (int stretch = 0; stretch < first; stretch++) {
            before += operations(stretch);
        }
        return before;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the other workers", e);
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException("another worker failed", e);
        }
    }
}
