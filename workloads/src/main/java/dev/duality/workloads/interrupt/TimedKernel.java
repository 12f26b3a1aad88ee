// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import dev.duality.interrupts.timer.Ticker;
import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// A kernel whose workers raise when a timer of the kernel's says so; what they raise, the script says. It counts how
/// long after its intended time an interrupt was taken from the timer, and how long after it its bottom half was done.
final class TimedKernel implements Kernel {
    private final Kernel kernel;
    private final long periodNanos;
    private final TimedCaller[] callers;

    TimedKernel(Kernel kernel, Setting setting) {
        this.kernel = kernel;
        this.periodNanos = TimeUnit.MICROSECONDS.toNanos(setting.get(InterruptWorkload.PERIOD));
        this.callers = new TimedCaller[setting.workers()];
    }

    @Override
    public void start(ThreadFactory factory) {
        kernel.start(factory);
    }

    @Override
    public Caller caller(int worker) {
        callers[worker] = new TimedCaller(kernel.caller(worker), periodNanos);
        return callers[worker];
    }

    @Override
    public long digest() {
        return kernel.digest();
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>(kernel.counts());
        for (TimedCaller caller : callers) {
            if (caller != null) {
                counts.merge("ns from due to top half", caller.takenNanos, Long::sum);
                counts.merge("ns from due to done", caller.doneNanos, Long::sum);
                counts.merge("ticks skipped", caller.skipped, Long::sum);
            }
        }
        return counts;
    }

    @Override
    public void close() {
        kernel.close();
        for (TimedCaller caller : callers) {
            if (caller != null) {
                caller.close();
            }
        }
    }

    /// A worker that waits for the tick before each operation. Ticks that are due while it handles an operation are
    /// made up for; those that passed while nobody asked for one, between two measurements, are skipped and counted.
    private static final class TimedCaller implements Caller, AutoCloseable {
        private final Caller caller;
        private final long periodNanos;
        private Ticker ticker;
        private long dueNanos; // of the operation under way
        private long lastNanos; // when the last one was done
        private long takenNanos;
        private long doneNanos;
        private long skipped;

        TimedCaller(Caller caller, long periodNanos) {
            this.caller = caller;
            this.periodNanos = periodNanos;
        }

        private void tick() {
            long now = System.nanoTime();
            if (ticker == null) {
                ticker = new Ticker(periodNanos);
            } else if (now - lastNanos > periodNanos) {
                skipped += ticker.skipUntil(now);
            }
            dueNanos = ticker.next();
            takenNanos += System.nanoTime() - dueNanos;
        }

        private void done() {
            lastNanos = System.nanoTime();
            doneNanos += lastNanos - dueNanos;
        }

        @Override
        public long call(int kind, long a, long b, Payload payload) {
            tick();
            long result = caller.call(kind, a, b, payload);
            done();
            return result;
        }

        @Override
        public boolean issue(int slot, int kind, long a, long b, Payload payload) {
            tick();
            return caller.issue(slot, kind, a, b, payload); // with a window of 1 there always is room
        }

        @Override
        public int complete(Completions completions) {
            int completed = caller.complete(completions);
            if (completed > 0) {
                done();
            }
            return completed;
        }

        @Override
        public void idle(int attempt) {
            caller.idle(attempt);
        }

        @Override
        public void close() {
            if (ticker != null) {
                ticker.close();
            }
        }
    }
}
