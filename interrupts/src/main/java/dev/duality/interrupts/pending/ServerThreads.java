// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.shm.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/// The threads of the servers: each polls, and waits after it has found nothing.
final class ServerThreads implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    void start(ThreadFactory factory, Server server, Wait wait) {
        Thread thread = factory.newThread(() -> serve(server, wait));
        threads.add(thread);
        thread.start();
    }

    private void serve(Server server, Wait wait) {
        int turn = 0;
        try {
            while (!stopping) {
                if (server.poll() > 0) {
                    turn = 0;
                } else {
                    wait.idle(turn++);
                }
            }
        } catch (Wait.Interrupted e) {
            if (!stopping) {
                throw e;
            }
        }
    }

    /// Stops the threads and waits for them; an interrupt is kept for the caller and does not cut that short.
    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            boolean ended = false;
            while (!ended) {
                try {
                    thread.join();
                    ended = true;
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        threads.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
