// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.jmh.floor.StallClock;
import dev.duality.jmh.machine.usage.Compilers;
import dev.duality.results.OpenLoop;
import dev.duality.results.Stalls;
import dev.duality.results.Usage;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.WorkerProgress;
import dev.duality.workloads.verify.KernelThreads;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.HdrHistogram.Histogram;

/// The open loop: each worker issues at fixed intervals, and latency counts from the moment an operation should have
/// been issued, however late it was. The schedule never waits for anything, so there is nothing to correct afterwards.
public final class OpenLoad {
    private OpenLoad() {}

    /// What came of it.
    /// @param behindNanos how late the worker that was furthest behind issued at the end
    /// @param started when the measured part began
    /// @param nanos latencies of the measured part
    /// @param beyond from how many separate events the values beyond each percentile come
    /// @param stalls of all workers
    public record Result(
            double targetPerSecond,
            double achievedPerSecond,
            long behindNanos,
            Instant started,
            Histogram nanos,
            List<OpenLoop.Beyond> beyond,
            Stalls stalls,
            Usage usage) {}

    private static final long LATEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    /// From the moment when all are told to the first intended start.
    private static final long LEAD_NANOS = 1_000_000;

    /// A part of the warm-up, or a quarter of what is measured if that is less. Between two parts the compilers get the
    /// cores: what they finish, the next part shows them to be slow elsewhere.
    private static final long WARM_UP_MILLIS = 150;

    private static final int WARM_UP_SHARE = 4;

    /// What the waits for the compilers take together, about, however short the loop.
    public static final long COMPILERS_MILLIS = 240;

    /// How long the warm-up takes, about: three parts, and as many waits for the compilers.
    public static long extraMillis(long millis) {
        return 3 * warmUpMillis(millis) + COMPILERS_MILLIS;
    }

    private static long warmUpMillis(long millis) {
        return Math.max(1, Math.min(WARM_UP_MILLIS, millis / WARM_UP_SHARE));
    }

    /// Runs a warm-up, until it has shown by its scores that it is one, and the measured part on a kernel of its own.
    /// @param perSecond of all workers together
    /// @param millis of the measured part
    public static Result run(KernelFixture fixture, double perSecond, long millis) {
        Setting setting = fixture.setting();
        int workers = setting.workers();
        long intervalNanos = Math.max(1, Math.round(workers * 1e9 / perSecond));
        Schedule schedule = new Schedule(intervalNanos, Math.max(1, millis * 1_000_000 / intervalNanos));
        Pacer[] pacers = new Pacer[workers];
        long[] lastEnds = new long[workers];
        CountDownLatch ready = new CountDownLatch(workers);
        WarmUp warmUp = new WarmUp(workers);
        CyclicBarrier rest = new CyclicBarrier(workers, () -> {
            warmUp.endPart();
            Compilers.await();
        });
        CountDownLatch warm = new CountDownLatch(workers);
        CountDownLatch begin = new CountDownLatch(1);
        CountDownLatch measured = new CountDownLatch(workers);
        long[] starts = new long[1];
        Instant[] started = new Instant[1];
        Meter meter = new Meter();
        Done[] done = new Done[workers];
        KernelThreads threads = fixture.threads();
        LoadCheck check = new LoadCheck(fixture, threads, "open loop");
        try (Kernel kernel = fixture.side().open(setting)) {
            kernel.start(threads);
            Thread metering = threads.watched(new Thread(
                    () -> {
                        try {
                            warm.await();
                            meter.start(kernel);
                            started[0] = Instant.now().plusNanos(LEAD_NANOS);
                            starts[0] = System.nanoTime() + LEAD_NANOS;
                            begin.countDown();
                            measured.await();
                            meter.stop(kernel, workers * schedule.count);
                        } catch (InterruptedException _) {
                            Thread.currentThread().interrupt(); // a worker failed; nobody will ask for the meter
                        }
                    },
                    "meter"));
            metering.start();
            threads.run(workers, worker -> {
                fixture.pinWorker(worker);
                Pacer pacer = new Pacer(
                        kernel.caller(worker),
                        fixture.workload().script(setting, worker),
                        setting,
                        schedule.intervalNanos);
                ready.countDown();
                await(ready);
                while (!warmUp.over()) {
                    warmUp.score(worker, pacer.warmUp(warmUpMillis(millis)));
                    await(rest);
                }
                warm.countDown();
                await(begin);
                lastEnds[worker] = pacer.run(starts[0], worker * intervalNanos / workers, schedule.count);
                pacers[worker] = pacer;
                done[worker] = pacer.done();
                measured.countDown();
            });
            join(metering);
            threads.check();
            check.look(kernel, List.of(done));
        }
        check.require();
        long lastEnd = Math.max(starts[0], Arrays.stream(lastEnds).max().orElseThrow());
        Usage usage = Meter.usage(fixture.workload().figures(), List.of(meter.take()));
        return result(perSecond, schedule, lastEnd - starts[0], started[0], List.of(pacers), usage);
    }

    /// @param nanos from the first intended start to the last end
    private static Result result(
            double perSecond, Schedule schedule, long nanos, Instant started, List<Pacer> pacers, Usage usage) {
        Histogram all = new Histogram(LATEST_NANOS, DIGITS);
        pacers.forEach(pacer -> all.add(pacer.nanos));
        List<PacerNotes> notes = pacers.stream().map(pacer -> pacer.notes).toList();
        double planned = schedule.count * (double) schedule.intervalNanos;
        double achieved = pacers.size() * schedule.count * 1e9 / Math.max(planned, (double) nanos);
        return new Result(
                perSecond,
                achieved,
                notes.stream().mapToLong(PacerNotes::behindNanos).max().orElseThrow(),
                started,
                all,
                StretchCounter.beyond(all, PacerNotes.worst(notes)),
                StallClock.sum(notes.stream().map(PacerNotes::clock).toList()),
                usage);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the other workers", e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the compilers", e);
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException("another worker failed", e);
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

    /// @param count measured operations of each worker
    private record Schedule(long intervalNanos, long count) {}

    /// What a pacer changes.
    private abstract static class PacerFields extends Padding {
        int free;
        int next;
        long grown; // how much larger each operation's a is than in the first pass
        long lastEnd;
        long operations;
        long sum; // of all results, and of the bytes of all replies
        PacerNotes notes = new PacerNotes();
    }

    /// One worker: issues when an operation is due and a place is free, and looks for completions all the time between.
    private static final class Pacer extends PacerFields implements Caller.Completions {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private static final int AT_ONCE = 1_000;
        private static final int IN_TIME = 20;

        private final Caller caller;
        private final Script script;
        private final Payload[] payloads;
        private final long[] intended; // by place
        private final int[] places; // the free ones first
        private final long intervalNanos;
        private final boolean leavesCore;
        private final Histogram nanos = new Histogram(LATEST_NANOS, DIGITS);

        Pacer(Caller caller, Script script, Setting setting, long intervalNanos) {
            this.caller = caller;
            this.script = script;
            this.intervalNanos = intervalNanos;
            this.payloads = new Payload[setting.window()];
            this.intended = new long[setting.window()];
            this.places = new int[setting.window()];
            this.leavesCore = setting.waiting().leavesCore();
            for (int place = 0; place < places.length; place++) {
                payloads[place] = setting.payload();
                places[place] = place;
            }
            free = places.length;
        }

        /// Takes turns between the schedule and no schedule at all: at the rate alone there would be too few operations
        /// for the compilers to finish with them, and without it they would not see the waiting.
        /// @return how long an operation took where there was no schedule, in the quickest turn
        double warmUp(long millis) {
            long end = System.nanoTime() + millis * 1_000_000;
            long quickest = Long.MAX_VALUE;
            do {
                quickest = Math.min(quickest, turn(AT_ONCE, 0));
                turn(IN_TIME, intervalNanos);
            } while (System.nanoTime() - end < 0);
            nanos.reset();
            return quickest / (double) AT_ONCE;
        }

        /// @return how long it took
        private long turn(int count, long interval) {
            long start = System.nanoTime();
            notes.begin(start, Math.max(1, count * interval));
            return issueAll(start, count, interval) - start;
        }

        /// What is measured.
        /// @param start of the schedule of all
        /// @param offset from there to this worker's first operation
        /// @return when the last operation completed
        long run(long start, long offset, long count) {
            notes = new PacerNotes();
            notes.begin(start, offset + count * intervalNanos);
            return issueAll(start + offset, count, intervalNanos);
        }

        private long issueAll(long start, long count, long interval) {
            for (long i = 0; i < count; i++) {
                long due = start + i * interval;
                notes.issues(due, awaitTurn(due));
                issue(due);
            }
            for (int attempt = 0; free < places.length; attempt++) {
                if (caller.complete(this) == 0) {
                    caller.idle(attempt);
                }
            }
            return lastEnd;
        }

        /// Until an operation is due and a place is free. A method of its own, so that it is compiled with the warm-up
        /// and not in the midst of what is measured.
        /// @return the time
        private long awaitTurn(long due) {
            int attempt = 0;
            long now = notes.clock().read();
            while (now - due < 0 || free == 0) {
                if (free < places.length && caller.complete(this) > 0) {
                    attempt = 0;
                } else if (free == 0) {
                    caller.idle(attempt++);
                } else if (leavesCore) {
                    Thread.yield();
                }
                now = leavesCore ? notes.clock().readAfterRest() : notes.clock().read();
            }
            return now;
        }

        private void issue(long due) {
            int place = places[--free];
            intended[place] = due;
            Payload payload = payloads[place];
            script.load(next, payload);
            long a = script.a(next) + grown;
            while (!caller.issue(place, script.kind(next), a, script.b(next), payload)) {
                caller.complete(this);
            }
            if (++next == script.size()) {
                next = 0;
                grown += script.growth();
            }
            caller.complete(this);
        }

        @Override
        public void completed(int place, long result) {
            sum += result + payloads[place].sum(); // before the clock is read: a reply that has not come is not there
            operations++;
            lastEnd = notes.clock().read();
            long latency = Math.clamp(lastEnd - intended[place], 0, LATEST_NANOS);
            nanos.recordValue(latency);
            notes.completed(intended[place], latency);
            places[free++] = place;
        }

        /// What the worker has done so far, warm-up included; nothing is under way.
        Done done() {
            return new Done(caller, new WorkerProgress(script, operations, sum));
        }
    }
}
