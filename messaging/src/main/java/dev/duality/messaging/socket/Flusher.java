// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// Ends what senders have begun: where the kernel has taken a part of a frame, its sender goes on, and this thread
/// gives the kernel the rest as room comes; where a sender has left with messages under way, it sees them off. There is
/// no thread before it is needed.
final class Flusher implements AutoCloseable {
    /// The time for which a carrier that is closed waits for those who are to take what was sent.
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long REST_NANOS = 20_000;

    /// Something that takes several steps, each without waiting.
    interface Begun {
        /// Goes one step on.
        /// @return whether that was the last, or nothing more can be done
        boolean goOn();

        /// Ends it here, as far as it came.
        void giveUp();
    }

    private final Queue<Begun> begun = new ConcurrentLinkedQueue<>();
    private final long patienceNanos;
    private Thread thread; // null until it is needed; under the lock
    private volatile boolean closed;

    /// @param patience how long [#close] waits for what is begun
    Flusher(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /// Takes over.
    synchronized void end(Begun one) {
        if (closed) {
            one.giveUp();
            return;
        }
        begun.add(one);
        if (thread == null) {
            thread = new Thread(this::run, "socket-flusher");
            thread.setDaemon(true);
            thread.start();
        }
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            if (begun.isEmpty()) {
                LockSupport.park(this);
            } else {
                step();
            }
        }
        long since = System.nanoTime();
        while (!begun.isEmpty()
                && !Thread.currentThread().isInterrupted()
                && System.nanoTime() - since < patienceNanos) {
            step();
        }
        begun.forEach(Begun::giveUp);
    }

    private void step() {
        begun.removeIf(Begun::goOn);
        LockSupport.parkNanos(this, REST_NANOS);
    }

    /// Waits until all is ended, but no longer than its patience; an interrupt of the caller ends the wait.
    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            closed = true;
            if (thread == null) {
                return;
            }
            ending = thread;
        }
        LockSupport.unpark(ending);
        try {
            ending.join();
        } catch (InterruptedException _) {
            ending.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
