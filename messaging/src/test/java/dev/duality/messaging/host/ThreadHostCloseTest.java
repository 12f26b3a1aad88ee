// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.host;

import static dev.duality.messaging.host.ThreadHostTest.ASK;
import static dev.duality.messaging.host.ThreadHostTest.SILENT;
import static dev.duality.messaging.host.ThreadHostTest.host;
import static dev.duality.messaging.host.ThreadHostTest.unlessItHangs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.messaging.Transport;
import dev.duality.messaging.ring.RingTransport;
import dev.duality.shm.WaitStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The end of a host.
class ThreadHostCloseTest {
    @ParameterizedTest
    @EnumSource(WaitStrategy.Kind.class)
    void closeEndsThreadsHoweverTheyWait(WaitStrategy.Kind wait) {
        assumeTrue(WaitStrategy.Kind.here().contains(wait));
        List<Thread> threads = new ArrayList<>();
        List<Throwable> thrown = new ArrayList<>();
        ThreadHost host = host(new RingTransport(), wait, 4, Links.ALL, SILENT, SILENT, SILENT);
        for (int node = 0; node < 3; node++) {
            host.start(node, task -> {
                Thread thread = new Thread(task);
                thread.setUncaughtExceptionHandler((_, e) -> thrown.add(e));
                threads.add(thread);
                return thread;
            });
        }
        if (wait == WaitStrategy.Kind.PARK) {
            unlessItHangs(() -> {
                while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING)) {
                    Thread.yield();
                }
            });
        }
        unlessItHangs(host::close);
        assertTrue(threads.stream().noneMatch(Thread::isAlive));
        assertEquals(List.of(), thrown);
    }

    @ParameterizedTest
    @MethodSource("dev.duality.messaging.host.ThreadHostTest#transports")
    void noChannelIsFreedUnderANodeThoughWhoClosesIsInterrupted(Transport transport) {
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<Thread> closing = new AtomicReference<>();
        AtomicReference<Object> came = new AtomicReference<>("nothing");
        Node slow = new Node() {
            @Override
            public void onStart(Port port) {
                started.countDown();
                while (!Thread.interrupted()) { // until it is told to end
                    Thread.onSpinWait();
                }
                Thread.State state = closing.get().getState();
                while (state != Thread.State.WAITING && state != Thread.State.TERMINATED) {
                    Thread.yield();
                    state = closing.get().getState();
                }
                came.set(state); // it waits for this thread, and has not gone on
                port.message(1).set(ASK, 1, 0, 0);
                came.set(state + ", " + port.offer(1));
            }

            @Override
            public void onMessage(Message message, Port port) {}
        };
        ThreadHost host = host(transport, WaitStrategy.Kind.YIELD, 4, Links.ALL, slow, SILENT);
        host.start(0, Thread::new);
        unlessItHangs(started::await);
        AtomicReference<Boolean> kept = new AtomicReference<>();
        Thread closer = new Thread(() -> {
            Thread.currentThread().interrupt();
            host.close();
            kept.set(Thread.interrupted());
        });
        closing.set(closer);
        closer.start();
        unlessItHangs(closer::join);
        assertEquals("WAITING, true", came.get());
        assertTrue(kept.get());
    }

    @ParameterizedTest
    @MethodSource("dev.duality.messaging.host.ThreadHostTest#transportsAndWaits")
    void closeEndsANodeThatWaitsForRoom(Transport transport, WaitStrategy.Kind wait) {
        CountDownLatch started = new CountDownLatch(1);
        List<Throwable> thrown = new ArrayList<>();
        Node flooder = new Node() {
            @Override
            public void onStart(Port port) {
                for (long number = 0; ; number++) {
                    port.message(1).set(ASK, number, 0, 0);
                    port.send(1);
                    if (number == 3) {
                        started.countDown();
                        if (!transport.contract().bounded()) {
                            return;
                        }
                    }
                }
            }

            @Override
            public void onMessage(Message message, Port port) {}
        };
        ThreadHost host = host(transport, wait, 4, Links.ALL, flooder, SILENT);
        host.start(0, task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((_, e) -> thrown.add(e));
            return thread;
        });
        unlessItHangs(started::await);
        unlessItHangs(host::close);
        assertEquals(List.of(), thrown);
    }
}
