// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.derived.DerivedSides;
import dev.duality.workloads.verify.KernelThreads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Mistakes of strangers' plug-ins while they are measured, beyond what is verified beforehand, give no result; and
/// what is right does.
class LoadCheckTest {
    private static final int SELDOM = 100_000;

    /// So that it takes no time even where two threads have one core.
    private static final int EVERY = 2_000;

    private static final int OPERATIONS = 2_500;

    private final Catalog catalog = Catalog.load(getClass().getClassLoader());
    private final Workload counter = catalog.workload("counter");

    private static Setting setting(Workload workload, Map<String, String> values) {
        return Setting.of(workload, Values.of(workload, values)).withWait(WaitStrategy.Kind.YIELD);
    }

    /// Calls with 100 bytes there and back, by a transport that is wrong once in [#EVERY] messages.
    private KernelFixture echoes(Unreliable.Fault fault, int window) {
        return echoes(new Unreliable(fault, EVERY), window);
    }

    private KernelFixture echoes(Unreliable transport, int window) {
        Workload rpc = catalog.workload("rpc");
        Side side = DerivedSides.of(rpc, List.of(transport)).stream()
                .filter(derived -> derived.substrate().equals("messaging:" + transport.name()))
                .findFirst()
                .orElseThrow();
        Map<String, String> values =
                Map.of("command", "echo", "payload", "100", "operations", Integer.toString(OPERATIONS));
        return new KernelFixture(rpc, side, setting(rpc, values).withWindow(window));
    }

    private static KernelFixture strange(Supplier<Specification> state) {
        Workload strange = new Strange();
        return new KernelFixture(strange, Strange.side("strange", _ -> state.get()), setting(strange, Map.of()));
    }

    private static String failure(KernelFixture fixture, int operations) {
        return assertThrows(IllegalStateException.class, () -> load(fixture, operations))
                .getMessage();
    }

    private static String failure(KernelFixture fixture) {
        return assertThrows(IllegalStateException.class, () -> JobLoad.run(fixture, 1))
                .getMessage();
    }

    private static void assertSays(String part, String failure) {
        assertTrue(failure.contains(part), failure);
    }

    /// The words about a load of the whole script.
    private static String told(KernelFixture fixture) {
        return assertThrows(IllegalStateException.class, () -> load(fixture, OPERATIONS))
                .getMessage();
    }

    @Test
    void whatIsRightHasAResult() {
        load(echoes(Unreliable.Fault.NOTHING, 1), OPERATIONS);
        load(echoes(Unreliable.Fault.NOTHING, 4), OPERATIONS);
    }

    /// A stranger's transport that is wrong so seldom that no verification before a load comes to it.
    @ParameterizedTest
    @EnumSource(value = Unreliable.Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void aTransportThatIsWrongOnceIn100_000MessagesHasNoResult(Unreliable.Fault fault) {
        String told = failure(echoes(new Unreliable(fault, SELDOM), 64), SELDOM + 1_000);

        assertSays(
                switch (fault) {
                    case CORRUPTS, STALE, SHIFTS -> "wrong after the load: the answers to ";
                    case DOUBLES -> "came twice: a message was doubled";
                    default -> "was due: a message was lost or overtaken";
                },
                told);
    }

    @Test
    void aTransportThatIsNeverWrongHasAResultAfterAsMany() {
        load(echoes(new Unreliable(Unreliable.Fault.NOTHING, SELDOM), 64), SELDOM + 1_000);
    }

    @Test
    void aByteThatIsAnotherIsToldOf() {
        for (int window : new int[] {1, 4}) {
            String told = told(echoes(Unreliable.Fault.CORRUPTS, window));

            assertSays("wrong after the load: the answers to 2,500 operations of worker 0 add up to ", told);
            assertSays("operation 1,999 of one worker", told);
            assertSays(": 1 bytes of its payload are others, from byte 99 on", told);
        }
    }

    @Test
    void theBytesOfAnotherMessageAreToldOf() {
        String told = told(echoes(Unreliable.Fault.STALE, 1));

        assertSays("wrong after the load: the answers to 2,500 operations of worker 0 add up to ", told);
        assertSays("operation 1,999 of one worker", told);
        assertSays(": its payload is that of operation 1,998", told);
    }

    @Test
    void anOperandThatIsAnotherIsToldOf() {
        assertSays("operation 1,999 of one worker", told(echoes(Unreliable.Fault.SHIFTS, 1)));
    }

    @Test
    void twoMessagesThatChangePlacesAreToldOf() {
        assertSays("was due: a message was lost or overtaken", told(echoes(Unreliable.Fault.SWAPS, 4)));
    }

    @Test
    void aMessageThatComesTwiceIsToldOf() {
        assertSays("to request 1,999 came twice: a message was doubled", told(echoes(Unreliable.Fault.DOUBLES, 1)));
    }

    @Test
    void aMessageThatIsLostIsToldOfAndNobodyWaitsForEver() {
        assertSays(
                "no reply of owner 0 to request 1,999 in 10 s: a message was lost",
                told(echoes(Unreliable.Fault.LOSES, 1)));
        assertSays(
                "but that to request 1,999 was due: a message was lost or overtaken",
                told(echoes(Unreliable.Fault.LOSES, 4)));
    }

    /// No later reply comes to show it.
    @Test
    void theLastMessageOfSeveralThatIsLostIsToldOf() {
        assertSays(
                "no reply of owner 0 to request 1,999 in 10 s: a message was lost",
                failure(echoes(Unreliable.Fault.LOSES, 4), EVERY));
    }

    @Test
    void anOpenLoopThatGetsAWrongByteHasNoResult() {
        KernelFixture fixture = echoes(Unreliable.Fault.CORRUPTS, 1);

        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> OpenLoad.run(fixture, new OpenLoad.Offer(LoadShape.STEADY, 100_000, 20, 1, Optional.empty())));

        assertSays("wrong after the open loop: the answers to ", thrown.getMessage());
        assertSays("operation 1,999 of one worker", thrown.getMessage());
    }

    @Test
    void aMistakeOnceIn100_000OperationsIsToldOf() {
        assertSays("operation 100,000 of one worker", failure(strange(() -> done(SELDOM - 1, 0)), SELDOM + 1_000));
    }

    @Test
    void aSideThatStopsWorkingHasNoResult() {
        Workload strange = new Strange();
        Side idle = strange.sides().getFirst();

        String failure = failure(new KernelFixture(strange, idle, setting(strange, Map.of())));

        assertSays("wrong after the job: the answers to 20,000 operations of worker 0 add up to ", failure);
        assertSays("operation 10,000 of one worker, #10000 kind 0 (10000, 0) with 100 bytes, gave ", failure);
        assertSays(": its answer is that of operation 9,999", failure);
    }

    @Test
    void anOperationThatIsForgottenOrDoneTwiceIsToldOf() {
        assertSays("operation 7,001 of one worker", failure(strange(() -> done(7_000, 0))));
        assertSays(": as if the one before had never come", failure(strange(() -> done(7_000, 0))));
        assertSays(": as if the one before had come twice", failure(strange(() -> done(7_000, 2))));
    }

    private static Specification done(int number, int times) {
        return new Strange.Sum() {
            @Override
            int times(int operation) {
                return operation == number ? times : 1;
            }
        };
    }

    /// Nothing but the digest can tell, since an addition answers nothing.
    @Test
    void aCounterThatLosesOneUpdateIn1_000WhenContendedHasNoResult() {
        Map<String, String> values = Map.of("op", "add", "operations", "20000");
        Side losing = Strange.side("losing", setting -> new Losing(setting.workers()));
        KernelFixture alone = new KernelFixture(counter, losing, setting(counter, values));
        KernelFixture both = new KernelFixture(counter, losing, alone.setting().withWorkers(2));

        assertEquals(20_000, JobLoad.run(alone, 1).orElseThrow().operations());
        assertSays("wrong after the job: after 1,250 operations of 2 workers the state's digest is ", failure(both));
    }

    private static final class Losing implements Specification {
        private final int workers;
        private final AtomicLong value = new AtomicLong();
        private final AtomicLong number = new AtomicLong();

        Losing(int workers) {
            this.workers = workers;
        }

        @Override
        public long apply(int kind, long a, long b, Payload payload) {
            if (workers == 1 || number.incrementAndGet() % 1_000 != 0) {
                value.addAndGet(a);
            }
            return 0;
        }

        @Override
        public long digest() {
            return SplitMix64.of(value.get());
        }
    }

    /// The state is right, and so is its digest; one answer in 1,000 was given twice.
    @Test
    void aCounterThatGivesTwoWorkersTheSameValueHasNoResult() {
        Side twice = Strange.side("twice", _ -> new Twice());
        Setting setting = setting(counter, Map.of("operations", "20000")).withWorkers(2);

        assertSays(
                "wrong after the job: after 1,250 operations of 2 workers the answers add up to ",
                failure(new KernelFixture(counter, twice, setting)));
    }

    private static final class Twice implements Specification {
        private final AtomicLong value = new AtomicLong();

        @Override
        public long apply(int kind, long a, long b, Payload payload) {
            long before = value.getAndAdd(a);
            return before % 1_000 == 999 ? before - 1 : before;
        }

        @Override
        public long digest() {
            return SplitMix64.of(value.get());
        }
    }

    /// The state is right by what it says, and no sum of answers is known, since they depend on the order.
    @Test
    void aSideThatEndsUpAnsweringFromACacheIsFoundWithSeveralWorkers() {
        Workload prefix = catalog.workload("prefix");
        Setting setting = setting(prefix, Map.of("operations", "20000")).withWorkers(2);
        Side cached = Strange.side("cached", opened -> new Specification() {
            private final Specification state = prefix.specification(opened);
            private long last;

            @Override
            public synchronized long apply(int kind, long a, long b, Payload payload) {
                last = state.apply(kind, a, b, payload) | last;
                return last;
            }

            @Override
            public long digest() {
                return state.digest();
            }
        });

        assertSays("after the load, alone: operation #", failure(new KernelFixture(prefix, cached, setting)));
    }

    @Test
    void severalWorkersOfWhoseStateNobodySaysAnythingHaveNoResult() {
        Workload strange = new Strange();
        Side racy = Strange.side("racy", strange::specification);
        Setting setting = setting(strange, Map.of());

        assertEquals(
                Strange.OPERATIONS,
                JobLoad.run(new KernelFixture(strange, racy, setting), 1)
                        .orElseThrow()
                        .operations());
        assertSays(
                "not verified after the job: workload strange says neither commutes nor invariant, so what 2 workers"
                        + " leave cannot be checked; say one of them, or use 1 worker",
                failure(new KernelFixture(strange, racy, setting.withWorkers(2))));
    }

    /// Every side of every workload that is right must stay so, also where several operations are under way.
    @TestFactory
    Stream<DynamicTest> everyKernelIsWhereItsLoadMustHaveLedIt() {
        return catalog.workloads().stream()
                .flatMap(workload -> catalog.sides(workload).stream()
                        .filter(side -> side.unavailable().isEmpty())
                        .flatMap(side -> Stream.of(1, 2)
                                .map(workers -> setting(workload, Map.of("operations", "64"))
                                        .withWait(
                                                side.waits().contains(WaitStrategy.Kind.YIELD)
                                                        ? WaitStrategy.Kind.YIELD
                                                        : WaitStrategy.Kind.PARK)
                                        .withWorkers(workers)
                                        .withWindow(workers * workers))
                                .filter(setting -> side.rejects(setting).isEmpty())
                                .map(setting -> new KernelFixture(workload, side, setting))))
                .map(fixture -> DynamicTest.dynamicTest(
                        "%s %s, %d workers, window %d"
                                .formatted(
                                        fixture.workload().name(),
                                        fixture.side().substrate(),
                                        fixture.setting().workers(),
                                        fixture.setting().window()),
                        () -> load(fixture, 201))); // some passes, the last one not to its end
    }

    /// @param operations of the first worker; each does one more than the one before
    private static void load(KernelFixture fixture, int operations) {
        int workers = fixture.setting().workers();
        Done[] done = new Done[workers];
        KernelThreads threads = fixture.threads();
        LoadCheck check = new LoadCheck(fixture, threads, "load");
        try (Kernel kernel = fixture.side().open(fixture.setting())) {
            kernel.start(threads);
            threads.run(workers, worker -> {
                WorkerLoop loop = new WorkerLoop(
                        kernel.caller(worker),
                        fixture.workload().script(fixture.setting(), worker),
                        fixture.setting(),
                        fixture.thinkSteps());
                loop.run(operations + worker);
                loop.drain();
                done[worker] = loop.done();
            });
            check.look(kernel, List.of(done));
        }
        check.require();
    }
}
