// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/// Threads of which one runs at a time; before each [#step] chance decides which, and now and then that one of them
/// stands still for a long time. The same seed gives the same course of events, so what goes wrong in it goes wrong
/// every time.
final class Turns {
    private static final int STANDSTILL_ONE_IN = 60;
    private static final int LONGEST_STANDSTILL = 600;

    private static final class Runner {
        final Semaphore attempt = new Semaphore(0);
        Thread thread;
        long until; // the step before which it stands still
    }

    private final SplittableRandom random;
    private final int oneIn;
    private final List<Runner> running = new ArrayList<>(); // all below is used by the one whose turn it is
    private Runner now;
    private long step;

    /// @param oneIn how seldom the turn goes to somebody else: at each such step on average
    Turns(long seed, int oneIn) {
        this.random = new SplittableRandom(seed);
        this.oneIn = oneIn;
    }

    /// Runs `workers` threads to their ends.
    void run(int workers, IntConsumer work) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        for (int i = 0; i < workers; i++) {
            int worker = i;
            Runner runner = new Runner();
            runner.thread = new Thread(() -> {
                runner.attempt.acquireUninterruptibly();
                try {
                    work.accept(worker);
                } finally {
                    running.remove(runner);
                    next();
                }
            });
            runner.thread.setUncaughtExceptionHandler((_, e) -> thrown.compareAndSet(null, e));
            running.add(runner);
        }
        List<Runner> all = List.copyOf(running);
        all.forEach(runner -> runner.thread.start());
        next();
        for (Runner runner : all) {
            runner.thread.join();
        }
        if (thrown.get() != null) {
            throw new AssertionError(thrown.get());
        }
    }

    private void next() {
        List<Runner> awake =
                running.stream().filter(runner -> runner.until <= step).toList();
        List<Runner> from = awake.isEmpty() ? running : awake;
        if (!from.isEmpty()) {
            now = from.get(random.nextInt(from.size()));
            now.attempt.release();
        }
    }

    /// A moment at which the turn may go to somebody else. Does nothing on other threads.
    void step() {
        Runner self = now;
        if (self == null || self.thread != Thread.currentThread()) {
            return;
        }
        step++;
        boolean standsStill = random.nextInt(STANDSTILL_ONE_IN) == 0;
        if (standsStill) {
            self.until = step + random.nextInt(LONGEST_STANDSTILL);
        }
        if (standsStill || random.nextInt(oneIn) == 0) {
            next();
            self.attempt.acquireUninterruptibly();
        }
    }
}
