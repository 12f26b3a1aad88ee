// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.results.FixedJob;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.ShownCount;
import dev.duality.workloads.Workload;
import dev.duality.workloads.verify.KernelThreads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/// A fixed job, the workers' scripts once through. A clock cannot time a millisecond on cold lines, so a repetition
/// goes through the scripts again and again on one kernel, as a closed loop does, and what is told is one time through.
/// What the kernel counts is told of the first time through, on a kernel of its own: a cache is cold only then.
///
/// Its loop is not the one that the closed loop has warmed, and the compilers need cores that two spinning threads have
/// taken: cold code between two stores to one line lets the other side look at the line half written, and a call by a
/// mailbox took twice as long. So the first repetition warms up on the kernel that it times, until its own scores say
/// that it is warm, and each one where servers are JVMs of the kernel's own; a job that is done once through warms up
/// on kernels of a part of it, but for those, which that would not warm.
public final class JobLoad {
    private JobLoad() {}

    /// The job so many times through on one kernel.
    private record Repetition(int times, double seconds, Meter.Metered interval) {
        double secondsOfOne() {
            return seconds / times;
        }
    }

    /// A job that takes longer than this is measured once, not several times.
    private static final double LONG_SECONDS = 0.2;

    /// A job that would take longer than this is not run: the closed loop has said already how slow the kernel is.
    private static final double MOST_SECONDS = 15;

    /// A job that is done once through and takes longer than this is warm for most of its time in any case.
    private static final double MOST_WARMED_SECONDS = 0.5;

    /// Each repetition takes so long at least: what takes a millisecond cannot be timed well.
    static final double LEAST_SECONDS = 0.1;

    /// The planned seconds of a repetition, so that the next one is not as often too short as not.
    private static final double PLANNED_SECONDS = 0.12;

    /// The time that a job takes in a fork, about: one time through, and three repetitions that are warmed up.
    public static final long PLANNED_MILLIS = 600;

    /// So many times through a repetition goes at most.
    private static final int MOST_TIMES = 1 << 20;

    /// No repetition begins later than this, opening and verifying the kernels included, unless none counts yet.
    private static final long MOST_NANOS = 800_000_000;

    /// The share of the job that shows how long the whole will take, and warms up what is done once through.
    private static final int WARM_UP_SHARE = 16;

    /// The share of a repetition that is a part of its warm-up.
    private static final int PART_SHARE = 4;

    /// A worker that waits for the start spins so often before it lets others run.
    private static final int SPINS = 10_000;

    /// Runs the job after a part of it that does not count, and after one time through whose counts alone are kept; the
    /// middle repetition counts, or the mean of the middle two.
    /// @param repetitions how many
    /// @return empty if it would take too long
    public static Optional<FixedJob> run(KernelFixture fixture, int repetitions) {
        List<Script> scripts = new ArrayList<>();
        List<Script> parts = new ArrayList<>();
        for (int worker = 0; worker < fixture.setting().workers(); worker++) {
            Script script = fixture.workload().script(fixture.setting(), worker);
            scripts.add(script);
            parts.add(script.first(Math.max(1, script.size() / WARM_UP_SHARE)));
        }
        double estimate = repetition(fixture, parts, 1, false).seconds * WARM_UP_SHARE;
        if (estimate > MOST_SECONDS) {
            return Optional.empty();
        }
        boolean warmed = isWarmedByParts(fixture, estimate);
        if (warmed) {
            warmUp(fixture, parts);
        }
        long began = System.nanoTime();
        Repetition first = repetition(fixture, scripts, 1, false);
        int times = times(fixture.workload(), fixture.setting(), first.seconds);
        if (!warmed && isWarmedByParts(fixture, first.seconds)) { // a part of it did not show how long it is
            warmUp(fixture, parts);
            first = repetition(fixture, scripts, 1, false);
        }
        int wanted = first.seconds > LONG_SECONDS ? 1 : repetitions;
        List<Repetition> all = new ArrayList<>();
        if (times == 1) {
            all.add(first);
        }
        while (all.isEmpty()
                || (all.size() < wanted || seconds(all) < LEAST_SECONDS) && System.nanoTime() - began < MOST_NANOS) {
            Repetition next = repetition(fixture, scripts, times, times > 1 && (isApart(fixture) || all.isEmpty()));
            int longer = times(fixture.workload(), fixture.setting(), next.secondsOfOne());
            if (next.seconds >= LEAST_SECONDS || longer <= times || System.nanoTime() - began >= MOST_NANOS) {
                all.add(next);
            } else {
                times = longer; // the first time through was slower: too short to count
            }
        }
        return Optional.of(middle(fixture.workload().figures(), operations(scripts), all, first.interval));
    }

    /// Whether each kernel has servers of its own JVMs, so that no other kernel warms them.
    private static boolean isApart(KernelFixture fixture) {
        return fixture.setting().placement() != Placement.THREADS;
    }

    /// Whether kernels of a part of the job warm it up: it is done once through, and so soon that it would be cold.
    private static boolean isWarmedByParts(KernelFixture fixture, double seconds) {
        return !isApart(fixture)
                && times(fixture.workload(), fixture.setting(), seconds) == 1
                && seconds < MOST_WARMED_SECONDS;
    }

    /// Does a part of the job on kernels of their own until it is no longer quicker than before.
    private static void warmUp(KernelFixture fixture, List<Script> parts) {
        WarmUp warmUp = new WarmUp(1);
        double score;
        do {
            score = repetition(fixture, parts, 1, false).seconds;
        } while (warmUp.continuesAfter(0, score));
    }

    private static double seconds(List<Repetition> all) {
        return all.stream().mapToDouble(Repetition::seconds).sum();
    }

    private static FixedJob middle(List<ShownCount> shown, long operations, List<Repetition> all, Meter.Metered first) {
        all.sort(Comparator.comparingDouble(Repetition::secondsOfOne));
        Repetition middle = all.get((all.size() - 1) / 2);
        double seconds = (middle.secondsOfOne() + all.get(all.size() / 2).secondsOfOne()) / 2;
        return new FixedJob(
                operations,
                all.stream().mapToInt(Repetition::times).sum(),
                seconds,
                Optional.empty(),
                Meter.usage(shown, middle.interval, first));
    }

    /// The number of passes that fill a repetition. Once, where the second time means less than the first.
    /// @param seconds that one time through takes
    static int times(Workload workload, Setting setting, double seconds) {
        return workload.settles(setting).isPresent() || seconds >= LEAST_SECONDS
                ? 1
                : (int) Math.clamp(Math.ceil(PLANNED_SECONDS / seconds), 1, MOST_TIMES);
    }

    static long operations(List<Script> scripts) {
        return scripts.stream().mapToLong(Script::size).sum();
    }

    /// @param warms whether it warms up first, on the same kernel
    private static Repetition repetition(KernelFixture fixture, List<Script> scripts, int times, boolean warms) {
        Setting setting = fixture.setting();
        int workers = setting.workers();
        long[] starts = new long[workers];
        long[] ends = new long[workers];
        Meter meter = new Meter(fixture.around());
        Done[] all = new Done[workers];
        KernelThreads threads = fixture.threads();
        LoadCheck check = new LoadCheck(fixture, threads, "job");
        WarmUp warmUp = new WarmUp(workers);
        try (Kernel kernel = fixture.side().open(setting)) {
            kernel.start(threads);
            AtomicInteger here = new AtomicInteger(); // how many workers have come; one more once the meter runs
            CyclicBarrier done = new CyclicBarrier(workers, () -> meter.stop(kernel, times * operations(scripts)));
            threads.run(workers, worker -> {
                fixture.pinWorker(worker);
                WorkLoop loop = WorkLoop.of(kernel.caller(worker), scripts.get(worker), setting, fixture.thinkSteps());
                int size = scripts.get(worker).size();
                boolean cold = warms;
                while (cold) {
                    cold = warmUp.continuesAfter(worker, part(loop, size, Math.max(1, times / PART_SHARE)));
                }
                here.incrementAndGet();
                if (worker == 0) {
                    await(here, workers);
                    meter.start(kernel);
                    here.incrementAndGet();
                }
                await(here, workers + 1);
                starts[worker] = System.nanoTime();
                for (int time = 0; time < times; time++) {
                    loop.run(size);
                }
                loop.drain();
                ends[worker] = System.nanoTime();
                all[worker] = loop.done();
                await(done);
            });
            check.look(kernel, List.of(all));
        }
        check.require();
        long first = starts[0];
        long last = ends[0];
        for (int worker = 1; worker < workers; worker++) {
            first = Math.min(first, starts[worker]);
            last = Math.max(last, ends[worker]);
        }
        return new Repetition(times, Math.max(1, last - first) / 1e9, meter.take());
    }

    /// So many times through that do not count.
    /// @return how long one took, in nanoseconds
    private static double part(WorkLoop loop, int size, int times) {
        long began = System.nanoTime();
        for (int time = 0; time < times; time++) {
            loop.run(size);
        }
        loop.drain();
        return (System.nanoTime() - began) / (double) times;
    }

    /// Spins, since to wake a thread takes longer than some jobs.
    private static void await(AtomicInteger here, int count) {
        for (int attempt = 0; here.get() < count; attempt++) {
            if (attempt < SPINS) {
                Thread.onSpinWait();
            } else if (Thread.interrupted()) {
                throw stopped(new InterruptedException());
            } else {
                Thread.yield();
            }
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException e) {
            throw stopped(e);
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException("another worker failed", e);
        }
    }

    private static IllegalStateException stopped(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("stopped while waiting for the other workers", cause);
    }
}
