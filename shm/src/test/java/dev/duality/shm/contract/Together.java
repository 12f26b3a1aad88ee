// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// Runs tasks at once, each on its own thread. The first that fails is the test's failure, and ends the others; so do
/// two minutes without an end, which only a hang can take.
public final class Together {
    private Together() {}

    /// The task of one thread.
    public interface Task {
        void run() throws Exception;
    }

    public static void run(Task... tasks) {
        run(List.of(tasks));
    }

    public static void run(List<Task> tasks) {
        run(Duration.ofMinutes(2), tasks);
    }

    /// @param patience how long they may take; no longer than that may a hang go on
    public static void run(Duration patience, List<Task> tasks) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch ready = new CountDownLatch(tasks.size());
        List<Thread> threads = new ArrayList<>();
        for (Task task : tasks) {
            threads.add(new Thread(() -> {
                try {
                    ready.countDown();
                    ready.await();
                    task.run();
                } catch (Throwable e) {
                    if (failure.compareAndSet(null, e)) {
                        threads.forEach(Thread::interrupt);
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        try {
            assertTimeoutPreemptively(patience, () -> {
                for (Thread thread : threads) {
                    thread.join();
                }
            });
        } finally {
            threads.forEach(Thread::interrupt);
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get().getMessage(), failure.get());
        }
    }
}
