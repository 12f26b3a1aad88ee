// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import dev.duality.shm.Diagnosis;
import dev.duality.shm.WaitStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntConsumer;

/// The threads of one kernel, servers and workers: if one of them fails, the workers are stopped, so that nobody waits
/// for the dead. Servers are started through it as a thread factory.
public final class KernelThreads implements ThreadFactory {
    private final ThreadFactory factory;
    private final List<Thread> workers = new ArrayList<>(); // guarded by this
    private Throwable failure; // guarded by this; the first one that is not the consequence of another

    /// @param factory makes the servers' threads
    public KernelThreads(ThreadFactory factory) {
        this.factory = factory;
    }

    @Override
    public Thread newThread(Runnable task) {
        return watched(factory.newThread(task));
    }

    /// Makes a thread one of the kernel's that is neither server nor worker: if it fails, the workers are stopped.
    public Thread watched(Thread thread) {
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((_, thrown) -> fail(thrown));
        return thread;
    }

    /// Runs `count` workers, each on a thread of its own, and waits for all of them. May be called again afterwards.
    /// @param work what each does; gets the worker's number
    /// @throws IllegalStateException if a worker or a server failed; its cause is what was thrown first
    public void run(int count, IntConsumer work) {
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int worker = i;
            all.add(watched(new Thread(() -> work.accept(worker), "worker-" + worker)));
        }
        synchronized (this) {
            workers.addAll(all);
        }
        all.forEach(Thread::start);
        stopIfFailed();
        try {
            for (Thread thread : all) {
                thread.join();
            }
        } catch (InterruptedException e) {
            all.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
            throw new Diagnosis("interrupted while workers ran", e);
        }
        check();
    }

    /// @throws IllegalStateException if a thread has failed; its cause is what was thrown first
    public void check() {
        failure().ifPresent(thrown -> {
            throw new Diagnosis("a thread of the kernel failed: " + thrown, thrown);
        });
    }

    /// Marks the calling thread as a worker, to be stopped when another thread of the kernel fails.
    public synchronized void join() {
        workers.add(Thread.currentThread());
        stopIfFailed();
    }

    /// The first throwable of these threads.
    public synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private synchronized void fail(Throwable thrown) {
        if (failure == null || follows(failure) && !follows(thrown)) {
            failure = thrown;
        }
        stopIfFailed();
    }

    /// Whether something was thrown only because another thread had failed.
    private static boolean follows(Throwable thrown) {
        return thrown instanceof WaitStrategy.Interrupted
                || thrown.getCause() instanceof BrokenBarrierException
                || thrown.getCause() instanceof InterruptedException;
    }

    private synchronized void stopIfFailed() {
        if (failure != null) {
            workers.forEach(Thread::interrupt);
        }
    }
}
