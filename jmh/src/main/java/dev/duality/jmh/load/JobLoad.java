// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.results.FixedJob;
import dev.duality.shm.Payload;
import dev.duality.shm.Steps;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import dev.duality.workloads.verify.Crew;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/// A fixed job, the workers' scripts once through, on a fresh kernel each time.
public final class JobLoad {
    private JobLoad() {}

    /// One time through the job.
    private record Pass(double seconds, Meter.Interval interval) {}

    /// A pass that takes longer than this is measured once, not several times.
    private static final double LONG_SECONDS = 0.2;

    /// A job that would take longer than this is not run: the closed loop has said already how slow the kernel is.
    private static final double MOST_SECONDS = 15;

    /// All passes together take so long at least: what takes a millisecond cannot be timed well.
    static final double LEAST_SECONDS = 0.1;

    /// So long at most, opening the kernels included, unless the passes that were asked for take longer.
    private static final long MOST_NANOS = 800_000_000;

    /// From when the last worker has come to when all begin: waking one takes longer than some jobs.
    private static final long START_NANOS = 50_000;

    /// The share of the job that warms up, and shows how long the whole will take.
    private static final int WARM_UP_SHARE = 16;

    /// Runs the job after a part of it that does not count, again and again until that has taken long enough together;
    /// the middle pass counts.
    /// @param passes how often at least
    /// @return empty if it would take too long
    public static Optional<FixedJob> run(Stand stand, int passes) {
        List<Script> scripts = new ArrayList<>();
        List<Script> parts = new ArrayList<>();
        for (int worker = 0; worker < stand.setting().workers(); worker++) {
            Script script = stand.workload().script(stand.setting(), worker);
            scripts.add(script);
            parts.add(script.first(Math.max(1, script.size() / WARM_UP_SHARE)));
        }
        double estimate = pass(stand, parts).seconds * WARM_UP_SHARE;
        if (estimate > MOST_SECONDS) {
            return Optional.empty();
        }
        int least = estimate > LONG_SECONDS ? 1 : passes;
        List<Pass> all = new ArrayList<>();
        double seconds = 0;
        for (long began = System.nanoTime();
                all.size() < least || seconds < LEAST_SECONDS && System.nanoTime() - began < MOST_NANOS; ) {
            all.add(pass(stand, scripts));
            seconds += all.getLast().seconds;
        }
        return Optional.of(middle(operations(scripts), all));
    }

    private static FixedJob middle(long operations, List<Pass> all) {
        all.sort(Comparator.comparingDouble(Pass::seconds));
        Pass middle = all.get(all.size() / 2);
        return new FixedJob(
                operations, all.size(), middle.seconds, Optional.empty(), Meter.usage(List.of(middle.interval)));
    }

    static long operations(List<Script> scripts) {
        return scripts.stream().mapToLong(Script::size).sum();
    }

    private static Pass pass(Stand stand, List<Script> scripts) {
        Setting setting = stand.setting();
        int workers = setting.workers();
        long[] starts = new long[workers];
        long[] ends = new long[workers];
        long[] start = new long[1];
        Meter meter = new Meter();
        Done[] all = new Done[workers];
        Crew crew = stand.crew();
        LoadCheck check = new LoadCheck(stand, crew, "job");
        try (Kernel kernel = stand.side().open(setting)) {
            kernel.start(crew);
            CyclicBarrier together = new CyclicBarrier(workers, () -> {
                meter.start(kernel);
                start[0] = System.nanoTime() + START_NANOS;
            });
            CyclicBarrier done = new CyclicBarrier(workers, () -> meter.stop(kernel, operations(scripts)));
            crew.run(workers, worker -> {
                stand.pinWorker(worker);
                WorkerLoop loop =
                        new WorkerLoop(kernel.caller(worker), scripts.get(worker), setting, stand.thinkSteps());
                await(together);
                long begin = start[0]; // once: a worker that has begun writes beside it
                while (System.nanoTime() < begin) {
                    Thread.onSpinWait();
                }
                starts[worker] = System.nanoTime();
                loop.run(scripts.get(worker).size());
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
        return new Pass(Math.max(1, last - first) / 1e9, meter.take());
    }

    /// T1: no synchronisation at all, and the same thinking.
    static double plainly(Workload workload, Setting setting, List<Script> scripts) {
        Specification specification = workload.specification(setting);
        Payload payload = setting.payload();
        long thinkSteps = workload.thinkSteps(setting);
        long sum = 0;
        long start = System.nanoTime();
        for (Script script : scripts) {
            for (int i = 0; i < script.size(); i++) {
                if (thinkSteps > 0) {
                    sum = Steps.take(sum, thinkSteps);
                }
                script.load(i, payload);
                sum += specification.apply(script.kind(i), script.a(i), script.b(i), payload);
                sum += payload.sum();
            }
        }
        long nanos = System.nanoTime() - start;
        if (sum == specification.digest()) {
            nanos++; // makes the results count, so that the loop cannot be left out
        }
        return Math.max(1, nanos) / 1e9;
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
