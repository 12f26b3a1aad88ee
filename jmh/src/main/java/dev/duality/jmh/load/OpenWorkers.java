// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.verify.KernelThreads;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The workers of an open loop over one kernel. Each has its part of the schedule, on a thread of its own, after a
/// warm-up that ends for all at once; one more thread reads the meter before and after what is measured.
///
/// - **Threads:** for the one that makes it; [#run] starts the others, and has waited for all of them when it returns.
final class OpenWorkers {
    /// From the moment when all are told to the first intended start.
    private static final long LEAD_NANOS = 1_000_000;

    private final KernelFixture fixture;
    private final KernelThreads threads;
    private final long warmUpMillis;
    private final PacerMaker maker;
    private final WarmUp warmUp;
    private final CountDownLatch ready;
    private final CountDownLatch warm;
    private final CountDownLatch begin = new CountDownLatch(1);
    private final CountDownLatch measured;
    private final Meter meter;
    private final Paced[] pacers; // each worker writes its own, as in the two that follow
    private final Done[] done;
    private final long[] lastEnds;
    private long start; // written before `begin`, as is what follows
    private Instant started;

    /// Makes the pacer of a worker, on that worker's thread.
    interface PacerMaker {
        Paced pacer(int worker, Caller caller);
    }

    /// @param threads of the kernel
    /// @param warmUpMillis of one part of the warm-up
    OpenWorkers(KernelFixture fixture, KernelThreads threads, long warmUpMillis, PacerMaker maker) {
        int workers = fixture.setting().workers();
        this.fixture = fixture;
        this.threads = threads;
        this.warmUpMillis = warmUpMillis;
        this.maker = maker;
        this.warmUp = new WarmUp(workers);
        this.ready = new CountDownLatch(workers);
        this.warm = new CountDownLatch(workers);
        this.measured = new CountDownLatch(workers);
        this.meter = new Meter(fixture.around());
        this.pacers = new Paced[workers];
        this.done = new Done[workers];
        this.lastEnds = new long[workers];
    }

    /// Does the loop.
    /// @param kernel that was started
    /// @throws IllegalStateException if a thread failed, or the calling one is interrupted
    void run(Kernel kernel) {
        Thread metering = threads.watched(new Thread(() -> meter(kernel), "meter"));
        metering.start();
        threads.run(pacers.length, worker -> work(kernel, worker));
        join(metering);
        threads.check();
    }

    private void meter(Kernel kernel) {
        try {
            warm.await();
            meter.start(kernel);
            started = Instant.now().plusNanos(LEAD_NANOS);
            start = System.nanoTime() + LEAD_NANOS;
            begin.countDown();
            measured.await();
            meter.stop(
                    kernel,
                    Math.max(1, Arrays.stream(pacers).mapToLong(Paced::measured).sum()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // a worker failed; nobody will ask for the meter
        }
    }

    private void work(Kernel kernel, int worker) {
        fixture.pinWorker(worker);
        Paced pacer = maker.pacer(worker, kernel.caller(worker));
        ready.countDown();
        await(ready);
        double score;
        do {
            score = pacer.warmUp(warmUpMillis);
        } while (warmUp.continuesAfter(worker, score));
        warm.countDown();
        await(begin);
        lastEnds[worker] = pacer.run(start);
        pacers[worker] = pacer;
        done[worker] = pacer.done();
        measured.countDown();
    }

    /// The work of each worker.
    List<Done> done() {
        return List.of(done);
    }

    List<Paced> pacers() {
        return List.of(pacers);
    }

    /// The moment when the measured part began.
    Instant started() {
        return started;
    }

    /// The time from the first intended start to the last end.
    long nanos() {
        return Math.max(start, Arrays.stream(lastEnds).max().orElseThrow()) - start;
    }

    /// The meter's reading of the measured part. To be asked for once.
    Meter.Metered metered() {
        return meter.take();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the other workers", e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the load ended", e);
        }
    }
}
