// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// Ends what senders have begun: where the kernel has taken a part of a frame, its sender goes on, and this thread
/// gives the kernel the rest as room comes. There is none before it is needed.
final class Flusher implements AutoCloseable {
    private static final long REST_NANOS = 20_000;

    /// A frame of which the kernel has a part.
    interface Begun {
        /// Gives the kernel more.
        /// @return whether that was all, or nothing more can be given
        boolean goOn();
    }

    private final Queue<Begun> begun = new ConcurrentLinkedQueue<>();
    private Thread thread;
    private volatile boolean closed;

    /// Takes over a frame.
    synchronized void end(Begun frame) {
        begun.add(frame);
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
                begun.removeIf(Begun::goOn);
                LockSupport.parkNanos(this, REST_NANOS);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
