// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollLoopTest {
    private final AtomicReference<Throwable> uncaught = new AtomicReference<>();
    private final AtomicReference<Thread> started = new AtomicReference<>();
    private final ThreadFactory factory = task -> {
        Thread thread = new Thread(task, "polls");
        thread.setUncaughtExceptionHandler((_, thrown) -> uncaught.set(thrown));
        started.set(thread);
        return thread;
    };

    /// Finds what it is told to, and then nothing; notes the turns of its waits, and tells when it has seen enough.
    private static final class Noting implements PollLoop.Poller {
        private final Iterator<Integer> finds;
        private final List<Integer> turns = new ArrayList<>();
        private final int enough;
        private final CountDownLatch seen = new CountDownLatch(1);
        private final Thread maker = Thread.currentThread();

        Noting(int enough, Integer... finds) {
            this.finds = List.of(finds).iterator();
            this.enough = enough;
        }

        @Override
        public int drive() {
            return finds.hasNext() ? finds.next() : 0;
        }

        @Override
        public void idle(int attempt) {
            if (turns.size() < enough) {
                turns.add(attempt);
            } else {
                seen.countDown();
            }
            WaitStrategy.of(WaitStrategy.Kind.YIELD).idle(0x3F); // looks for an interrupt
        }
    }

    @Test
    void turnsAreCountedAnewAfterSomethingWasFound() throws InterruptedException {
        Noting poller = new Noting(5, 0, 0, 3, 0, 1);
        PollLoop loop = new PollLoop();
        loop.start(factory, () -> poller);
        poller.seen.await();
        loop.close();

        assertEquals(List.of(0, 1, 0, 0, 1), poller.turns);
        assertNull(uncaught.get());
    }

    @Test
    void whatPollsIsMadeByTheThreadThatUsesIt() throws InterruptedException {
        AtomicReference<Noting> made = new AtomicReference<>();
        CountDownLatch there = new CountDownLatch(1);
        PollLoop loop = new PollLoop();
        loop.start(factory, () -> {
            made.set(new Noting(0));
            there.countDown();
            return made.get();
        });
        there.await();
        loop.close();

        assertSame(started.get(), made.get().maker);
        assertNotSame(Thread.currentThread(), made.get().maker);
    }

    @Test
    void aClosedLoopHasNoThreadsLeftWhateverTheirWait() {
        for (WaitStrategy.Kind kind : WaitStrategy.Kind.here()) {
            PollLoop loop = new PollLoop();
            List<Thread> threads = new ArrayList<>();
            IntStream.range(0, 3).forEach(_ -> {
                loop.start(factory, WaitStrategy.of(kind), () -> () -> 0);
                threads.add(started.get());
            });
            loop.close();

            assertFalse(threads.stream().anyMatch(Thread::isAlive), kind.label());
            assertNull(uncaught.get(), kind.label());
        }
    }

    @Test
    void anInterruptOfTheOneWhoClosesIsKeptAndDoesNotCutItShort() {
        PollLoop loop = new PollLoop();
        List<Thread> threads = new ArrayList<>();
        IntStream.range(0, 2).forEach(_ -> {
            loop.start(factory, WaitStrategy.of(WaitStrategy.Kind.PAUSE), () -> () -> 0);
            threads.add(started.get());
        });
        Thread.currentThread().interrupt();
        loop.close();

        assertTrue(Thread.interrupted());
        assertFalse(threads.stream().anyMatch(Thread::isAlive));
    }

    @Test
    void anInterruptThatIsNotTheLoopsOwnEndsTheThreadUncaught() throws InterruptedException {
        PollLoop loop = new PollLoop();
        loop.start(factory, WaitStrategy.of(WaitStrategy.Kind.PARK), () -> () -> 0);
        started.get().interrupt();
        started.get().join();
        loop.close();

        assertInstanceOf(WaitStrategy.Interrupted.class, uncaught.get());
    }

    @Test
    void whatAPollerThrowsEndsItsThreadUncaught() throws InterruptedException {
        PollLoop loop = new PollLoop();
        loop.start(factory, WaitStrategy.of(WaitStrategy.Kind.PAUSE), () -> () -> {
            throw new IllegalStateException("broken");
        });
        started.get().join();
        loop.close();

        assertEquals("broken", uncaught.get().getMessage());
    }

    @Test
    void aThreadThatCannotBeMadeLeavesTheOthersToBeEnded() {
        PollLoop loop = new PollLoop();
        loop.start(factory, WaitStrategy.of(WaitStrategy.Kind.PAUSE), () -> () -> 0);
        Thread first = started.get();

        assertThrows(
                IllegalStateException.class,
                () -> loop.start(
                        _ -> {
                            throw new IllegalStateException("no more threads");
                        },
                        WaitStrategy.of(WaitStrategy.Kind.PAUSE),
                        () -> () -> 0));
        loop.close();

        assertFalse(first.isAlive());
    }
}
