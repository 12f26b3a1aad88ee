// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.ring.RingTransport;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.catalog.Registered;
import dev.duality.workloads.derived.DerivedSides;
import dev.duality.workloads.verify.KernelThreads;
import dev.duality.workloads.verify.Verification;
import dev.duality.workloads.verify.VerificationResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Workers who want a process that another one has.
@Timeout(60)
final class MigrationQueueSideTest {
    private static final int WORKERS = 4;
    private static final int VISITS = 400;
    private static final int CALLS = 20;

    private final MigrationWorkload workload = new MigrationWorkload();
    private final Setting setting = Setting.of(
                    workload,
                    Values.of(
                            workload,
                            Map.of(
                                    "processes", "1",
                                    "operations", "" + VISITS,
                                    "calls", "" + CALLS,
                                    "mix", "forwarded",
                                    "signals", "0")))
            .withWorkers(WORKERS)
            .withWait(WaitStrategy.Kind.YIELD);

    /// The ring, and how many messages it took.
    private static final class Counting implements Transport {
        private final Transport ring = new RingTransport();
        private final AtomicLong messages = new AtomicLong();

        @Override
        public String name() {
            return ring.name(); // so that replicas are there, too
        }

        @Override
        public String description() {
            return ring.description();
        }

        @Override
        public Contract contract() {
            return ring.contract();
        }

        @Override
        public Carrier start(TransportOptions options) {
            Carrier carrier = ring.start(options);
            return new Carrier() {
                @Override
                public Channel open(ChannelSpec spec) {
                    Channel channel = carrier.open(spec);
                    return new Channel() {
                        @Override
                        public Sender sender() {
                            return channel.sender();
                        }

                        @Override
                        public Receiver receiver() {
                            Receiver receiver = channel.receiver();
                            return (handler, limit) -> {
                                int came = receiver.poll(handler, limit);
                                messages.addAndGet(came);
                                return came;
                            };
                        }

                        @Override
                        public void close() {
                            channel.close();
                        }
                    };
                }

                @Override
                public void close() {
                    carrier.close();
                }
            };
        }
    }

    private static Stream<Transport> transports() {
        return Registered.of(Transport.class, MigrationQueueSideTest.class.getClassLoader()).stream();
    }

    private static Stream<Side> homes(Transport... over) {
        return DerivedSides.of(new ProcessHomes(), List.of(over)).stream()
                .filter(side -> side.substrate().startsWith("messaging:"));
    }

    private void visitAll(Kernel kernel, KernelThreads threads) {
        threads.run(WORKERS, worker -> {
            var caller = kernel.caller(worker);
            Script script = workload.script(setting, worker);
            Payload none = new Payload(0);
            for (int i = 0; i < script.size(); i++) {
                caller.call(script.kind(i), script.a(i), script.b(i), none);
            }
        });
    }

    /// Two messages for each call, or four with a back-up.
    @ParameterizedTest
    @ValueSource(strings = {"messaging:ring", "messaging:ring-replicated"})
    void whoWantsAProcessThatIsAwayAsksOnce(String substrate) {
        Counting counting = new Counting();
        Side side = workload.sides(List.of(counting)).stream()
                .filter(one -> one.substrate().equals(substrate))
                .findFirst()
                .orElseThrow();
        try (Kernel kernel = side.open(setting)) {
            KernelThreads threads = new KernelThreads(Thread::new);
            kernel.start(threads);
            visitAll(kernel, threads);
            long waits = kernel.counts().get("waits");

            assertTrue(waits > 0, "nobody met another");
            assertTrue(waits < VISITS, "each waits once at most");
        }
        assertEquals((long) side.lineTransfers() * VISITS * (2 + CALLS), counting.messages.get());
    }

    @TestFactory
    Stream<DynamicTest> fourWorkersWhoMeetAtOneProcessDoWhatOneWouldDo() {
        return workload.sides(transports().toList()).stream()
                .filter(side -> side.unavailable().isEmpty())
                .flatMap(side -> Stream.of(WaitStrategy.Kind.YIELD, WaitStrategy.Kind.PARK)
                        .map(setting::withWait)
                        .filter(opened -> side.rejects(opened).isEmpty())
                        .map(opened -> DynamicTest.dynamicTest(
                                side.substrate() + ", " + opened.waiting().label(),
                                () -> assertInstanceOf(
                                        VerificationResult.Agrees.class,
                                        new Verification(workload, side, opened, VISITS, Thread::new).run()))));
    }

    /// The worker that has taken the process ends with it, and the other one is not left waiting for it.
    @TestFactory
    Stream<DynamicTest> aWorkerWhoEndsWithAProcessEndsTheRun() {
        Setting images = setting.withPayloadBytes(
                        ImageGeometry.of(setting.values()).messageBytes())
                .withWorkers(2);
        return transports()
                .filter(transport -> transport.unavailable().isEmpty())
                .flatMap(transport -> homes(transport))
                .flatMap(side -> Stream.of(WaitStrategy.Kind.YIELD, WaitStrategy.Kind.PARK)
                        .map(images::withWait)
                        .filter(opened -> side.rejects(opened).isEmpty())
                        .map(opened -> DynamicTest.dynamicTest(
                                side.substrate() + ", " + opened.waiting().label(), () -> endsTheRun(side, opened))));
    }

    private static void endsTheRun(Side side, Setting setting) {
        try (Kernel kernel = side.open(setting)) {
            KernelThreads threads = new KernelThreads(Thread::new);
            kernel.start(threads);
            CyclicBarrier taken = new CyclicBarrier(2);
            AtomicBoolean given = new AtomicBoolean();
            IllegalStateException ended = assertThrows(
                    IllegalStateException.class,
                    () -> threads.run(2, worker -> {
                        var caller = kernel.caller(worker);
                        if (worker == 0) {
                            caller.call(HomeTable.TAKE, 0, 0, setting.payload());
                        }
                        await(taken);
                        if (worker == 0) {
                            throw new IllegalArgumentException("has it, and ends");
                        }
                        caller.call(HomeTable.TAKE, 0, 0, setting.payload());
                        given.set(true);
                    }));

            assertInstanceOf(IllegalArgumentException.class, ended.getCause(), ended::getMessage);
            assertFalse(given.get(), "somebody was given what is away");
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
