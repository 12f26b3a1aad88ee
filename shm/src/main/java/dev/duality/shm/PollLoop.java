// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// The flag that each turn of every loop reads. It is written once, at the end, and until then has no neighbour that
/// is written.
abstract class PollLoopFields extends Padding {
    volatile boolean stopping;
}

/// Threads that poll: each looks for work over and over, does what it finds, and waits a little after it has found
/// nothing, until the loop is closed. Servers of shared memory and the nodes of a host all run here:
///
/// ```java
/// PollLoop loop = new PollLoop();
/// loop.start(Thread::new, wait, () -> {
///     Mailbox.Server server = mailbox.server(state, waits); // made by the thread that will use it
///     return server::poll;
/// });
/// // and in the end:
/// loop.close(); // stops the threads, and waits until they are gone
/// ```
///
/// A turn costs the call, and one read of a word that nobody writes; it allocates nothing. A JVM that measures has
/// pollers of one kind only, so the compiler inlines them here as into a loop of their own.
///
/// - **Threads:** [#start] and [#close] are for one thread at a time, and not for a thread of the loop.
/// - **Ordering:** what happens before `start` happens-before the thread's first turn, and its last turn happens-before
///   the return of `close`.
/// - **Errors:** what a poller throws ends its thread, uncaught; so does an interrupt that is not the loop's own, as
///   [WaitStrategy.Interrupted].
public final class PollLoop extends PollLoopFields implements AutoCloseable {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final List<Thread> threads = new ArrayList<>();

    /// Runs the loop in its thread.
    public interface Poller {
        /// Looks for work once, and does what it finds.
        /// @return 0 if it found none
        int drive();

        /// Passes a little time after [#drive] has found nothing.
        /// @param attempt how often in a row, from 0
        /// @throws WaitStrategy.Interrupted if the calling thread is interrupted
        void idle(int attempt);
    }

    /// A poller that waits in the usual way.
    private record Pausing(IntSupplier work, WaitStrategy pause) implements Poller {
        @Override
        public int drive() {
            return work.getAsInt();
        }

        @Override
        public void idle(int attempt) {
            pause.idle(attempt);
        }
    }

    /// Starts a thread that polls, and waits after it has found nothing.
    /// @param wait the thread's own
    /// @param maker called once, by the thread, so that what it makes lies in that thread's memory; gives what looks
    ///     for work once and tells how much it found
    public void start(ThreadFactory factory, WaitStrategy wait, Supplier<? extends IntSupplier> maker) {
        start(factory, () -> new Pausing(maker.get(), wait));
    }

    /// Starts a thread that polls.
    /// @param maker called once, by the thread, so that what it makes lies in that thread's memory
    public void start(ThreadFactory factory, Supplier<? extends Poller> maker) {
        Thread thread = factory.newThread(() -> run(maker));
        threads.add(thread);
        thread.start();
    }

    private void run(Supplier<? extends Poller> maker) {
        try {
            Poller poller = maker.get();
            int attempt = 0;
            while (!stopping) {
                if (poller.drive() > 0) {
                    attempt = 0;
                } else {
                    poller.idle(attempt++);
                }
            }
        } catch (WaitStrategy.Interrupted e) {
            if (!stopping) {
                throw e;
            }
        }
    }

    /// Ends the threads, and waits until they are gone. An interrupt of the calling thread does not cut that short, and
    /// is kept for it.
    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        threads.forEach(PollLoop::join);
        threads.clear();
    }

    /// Waits until a thread has ended; an interrupt is kept for the caller and does not cut it short.
    public static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
