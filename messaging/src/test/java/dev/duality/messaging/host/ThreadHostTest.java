// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.queue.QueueTransport;
import dev.duality.messaging.ring.RingTransport;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.shm.contract.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadHostTest {
    static final int ASK = 1;
    private static final int ANSWER = 2;
    static final Node SILENT = (_, _) -> {};

    /// Answers each request with the sum of its words and with its own bytes.
    private static final class Adder implements Node {
        @Override
        public void onMessage(Message message, Port port) {
            Message answer = port.message(message.from())
                    .set(ANSWER, message.sequence(), message.a() + message.b(), port.self());
            answer.payload().copy(message.payload());
            port.send(message.from());
        }
    }

    /// Asks, and drives itself until the answer is there.
    private static final class Asker implements Node {
        private long awaited;
        private long result;

        @Override
        public void onMessage(Message message, Port port) {
            assertEquals(ANSWER, message.kind());
            assertEquals(awaited, message.sequence());
            assertEquals(port.self(), message.to());
            assertEquals(message.from(), message.b());
            assertEquals(awaited, message.payload().stamp());
            result = message.a();
            awaited = -1;
        }

        long ask(Port port, int to, long number) {
            awaited = number;
            Message message = port.message(to).set(ASK, number, number, 3 * number);
            message.payload().stamp(number, 64);
            port.send(to);
            for (int attempt = 0; awaited == number; attempt++) {
                if (port.drive() > 0) {
                    attempt = -1;
                } else {
                    port.idle(attempt);
                }
            }
            return result;
        }
    }

    static Stream<Transport> transports() {
        return ServiceLoader.load(Transport.class).stream().map(ServiceLoader.Provider::get);
    }

    static Stream<Arguments> transportsAndWaits() {
        return transports()
                .flatMap(transport -> Stream.of(WaitStrategy.Kind.BACKOFF, WaitStrategy.Kind.PARK)
                        .map(kind -> Arguments.argumentSet(transport.name() + ", " + kind.label(), transport, kind)));
    }

    static ThreadHost host(Transport transport, WaitStrategy.Kind wait, int capacity, Links links, Node... nodes) {
        return new ThreadHost(
                transport, TransportOptions.defaults(), List.of(nodes), links, Waiting.of(wait), capacity, 64);
    }

    static void unlessItHangs(Executable task) {
        assertTimeoutPreemptively(Duration.ofMinutes(2), task);
    }

    @ParameterizedTest
    @MethodSource("transportsAndWaits")
    void everyRequestIsAnswered(Transport transport, WaitStrategy.Kind wait) {
        Asker[] askers = {new Asker(), new Asker()};
        try (ThreadHost host =
                host(transport, wait, 16, Links.clientsAndServers(2), askers[0], askers[1], new Adder(), new Adder())) {
            host.start(2, Thread::new);
            host.start(3, Thread::new);
            List<Together.Task> tasks = new ArrayList<>();
            for (int client = 0; client < 2; client++) {
                int self = client;
                tasks.add(() -> {
                    Port port = host.port(self);
                    for (int number = 0; number < 1_000; number++) {
                        assertEquals(4L * number, askers[self].ask(port, 2 + number % 2, number));
                    }
                });
            }
            Together.run(tasks);
        }
    }

    @ParameterizedTest
    @EnumSource(WaitStrategy.Kind.class)
    void nodesPassATokenRoundWhateverTheWait(WaitStrategy.Kind wait) {
        assumeTrue(WaitStrategy.Kind.here().contains(wait));
        int nodes = wait.leavesCore() ? 3 : 2; // spinners need a core each
        int hops = wait.leavesCore() ? 900 : 100;
        CountDownLatch done = new CountDownLatch(1);
        Node[] ring = new Node[nodes];
        for (int i = 0; i < nodes; i++) {
            ring[i] = new Node() {
                @Override
                public void onStart(Port port) {
                    if (port.self() == 0) {
                        pass(port, 1);
                    }
                }

                @Override
                public void onMessage(Message message, Port port) {
                    assertEquals(message.sequence() % nodes, port.self());
                    if (message.sequence() < hops) {
                        pass(port, message.sequence() + 1);
                    } else {
                        done.countDown();
                    }
                }

                private void pass(Port port, long hop) {
                    int to = (port.self() + 1) % nodes;
                    port.message(to).set(0, hop, 0, 0);
                    port.send(to);
                }
            };
        }
        try (ThreadHost host = host(new QueueTransport.JctoolsMpsc(), wait, 4, Links.ALL, ring)) {
            for (int node = 0; node < nodes; node++) {
                host.start(node, Thread::new);
            }
            unlessItHangs(done::await);
        }
    }

    @ParameterizedTest
    @EnumSource(WaitStrategy.Kind.class)
    void timersRunOutThoughNoMessageComes(WaitStrategy.Kind wait) {
        assumeTrue(WaitStrategy.Kind.here().contains(wait));
        LinkedBlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        Node node = new Node() {
            @Override
            public void onStart(Port port) {
                port.schedule(1, 3_000_000);
                port.schedule(2, 1_000_000);
                port.schedule(3, 2_000_000);
                port.schedule(4, 1_500_000);
                port.cancel(4);
                port.schedule(3, 4_000_000);
            }

            @Override
            public void onMessage(Message message, Port port) {}

            @Override
            public void onTimer(int timer, Port port) {
                heard.add(timer);
                if (timer == 3) {
                    port.schedule(5, 0);
                }
            }
        };
        try (ThreadHost host = host(new RingTransport(), wait, 4, Links.ALL, node, SILENT)) {
            host.start(0, Thread::new);
            unlessItHangs(() -> {
                for (int timer : new int[] {2, 1, 3, 5}) {
                    assertEquals(timer, heard.take());
                }
            });
        }
        assertTrue(heard.isEmpty());
    }

    @Test
    void aNodeThatThrowsEndsItsThreadAndTheFactorysHandlerHearsOfIt() throws InterruptedException {
        AtomicReference<Throwable> heard = new AtomicReference<>();
        AtomicReference<Thread> thread = new AtomicReference<>();
        RuntimeException own = new ArithmeticException("the node's own");
        Node thrower = (_, _) -> {
            throw own;
        };
        Asker asker = new Asker();
        try (ThreadHost host = host(
                new QueueTransport.JctoolsMpsc(),
                WaitStrategy.Kind.BACKOFF,
                4,
                Links.ALL,
                asker,
                thrower,
                new Adder())) {
            host.start(1, task -> {
                Thread made = new Thread(task);
                made.setUncaughtExceptionHandler((_, e) -> heard.set(e));
                thread.set(made);
                return made;
            });
            host.start(2, Thread::new);
            Port port = host.port(0);
            port.message(1).set(ASK, 0, 0, 0);
            port.send(1);
            thread.get().join();
            assertSame(own, heard.get());
            assertEquals(28, asker.ask(port, 2, 7));
        }
    }

    @Test
    void failedPollsAndRefusedOffersAreCounted() {
        try (ThreadHost host = host(new RingTransport(), WaitStrategy.Kind.SPIN, 4, Links.ALL, SILENT, SILENT)) {
            assertEquals(0, host.failedPolls(0));
            assertEquals(0, host.refusedOffers(0));
            Port from = host.port(0);
            Port to = host.port(1);
            for (int i = 0; i < 6; i++) {
                assertEquals(i < 4, from.offer(1));
            }
            assertEquals(0, from.drive());
            assertEquals(4, to.drive());
            assertEquals(0, to.drive());
            assertEquals(0, to.drive());
            assertTrue(from.offer(1));

            assertEquals(2, host.refusedOffers(0));
            assertEquals(0, host.refusedOffers(1));
            assertEquals(1, host.failedPolls(0));
            assertEquals(2, host.failedPolls(1));
            assertEquals(Map.of("failed polls", 3L, "refused offers", 2L), host.counts());
        }
    }

    @Test
    void aNodeThatNobodySendsToCanSend() {
        try (ThreadHost host =
                host(new RingTransport(), WaitStrategy.Kind.SPIN, 4, (from, to) -> from < to, SILENT, SILENT)) {
            Port from = host.port(0);
            Port to = host.port(1);
            assertTrue(from.offer(1));
            assertEquals(0, from.drive());
            assertEquals(1, to.drive());
        }
    }

    @Test
    void aPortSaysWhoSentAMessageToWhom() {
        List<String> heard = new ArrayList<>();
        Node node = (message, port) -> heard.add(message.from() + " to " + message.to() + " at " + port.self());
        try (ThreadHost host = host(new RingTransport(), WaitStrategy.Kind.SPIN, 4, Links.ALL, node, node, node)) {
            Port[] ports = {host.port(0), host.port(1), host.port(2)};
            ports[0].send(2);
            ports[2].send(1);
            ports[1].send(0);
            for (Port port : ports) {
                assertEquals(1, port.drive());
            }
        }
        assertEquals(List.of("1 to 0 at 0", "2 to 1 at 1", "0 to 2 at 2"), heard);
    }

    @Test
    void whereProducersShareANodeHasOneChannel() {
        RecordingTransport transport = new RecordingTransport(Contract.Many.MANY, 9);
        host(transport, WaitStrategy.Kind.SPIN, 4, Links.clientsAndServers(2), SILENT, SILENT, SILENT)
                .close();
        assertEquals(
                List.of(
                        "start",
                        "open to-0 for 1",
                        "open to-1 for 1",
                        "open to-2 for 2",
                        "close to-0",
                        "close to-1",
                        "close to-2",
                        "end"),
                transport.log);
    }

    @Test
    void whereProducersDoNotShareAPairHasOneChannelEachWay() {
        RecordingTransport transport = new RecordingTransport(Contract.Many.ONE, 9);
        host(transport, WaitStrategy.Kind.SPIN, 4, Links.clientsAndServers(2), SILENT, SILENT, SILENT)
                .close();
        assertEquals(
                List.of("open 2-to-0 for 1", "open 2-to-1 for 1", "open 0-to-2 for 1", "open 1-to-2 for 1"),
                transport.log.subList(1, 5));
        assertEquals("end", transport.log.getLast());
    }

    @Test
    void aHostThatCannotOpenAChannelClosesTheOthers() {
        RecordingTransport transport = new RecordingTransport(Contract.Many.MANY, 2);
        assertThrows(
                IllegalStateException.class,
                () -> host(transport, WaitStrategy.Kind.SPIN, 4, Links.ALL, SILENT, SILENT, SILENT));
        assertEquals(
                List.of("start", "open to-0 for 2", "open to-1 for 2", "close to-0", "close to-1", "end"),
                transport.log);
    }

    @Test
    void clientsAndServersDoNotSendAmongThemselves() {
        Links links = Links.clientsAndServers(2);
        assertTrue(links.connects(0, 2) && links.connects(3, 1));
        assertFalse(links.connects(0, 1) || links.connects(2, 3) || links.connects(1, 1));
        assertTrue(Links.ALL.connects(0, 1) && !Links.ALL.connects(1, 1));
    }
}
