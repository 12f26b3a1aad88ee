// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.contract;

import static dev.duality.workloads.contract.Samples.comparable;
import static dev.duality.workloads.contract.Samples.sides;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Transport;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.derived.DerivedSides;
import dev.duality.workloads.verify.Histories;
import dev.duality.workloads.verify.KernelThreads;
import dev.duality.workloads.verify.LoadTrial;
import dev.duality.workloads.verify.Verification;
import dev.duality.workloads.verify.VerificationResult;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingSupplier;

/// Every side does what the specification says, alone and together, in short and after a load.
public interface SideChecks extends WorkloadKit {
    /// With more threads than cores, too, so the waits are those that leave the core.
    @TestFactory
    default Stream<DynamicTest> everySideGivesTheSpecificationsAnswers() {
        return comparable(this)
                .flatMap(setting -> sides(this, setting)
                        .flatMap(side -> Stream.of(1, 2, 3)
                                .flatMap(workers -> Stream.of(WaitStrategy.Kind.YIELD, WaitStrategy.Kind.PARK)
                                        .map(wait ->
                                                setting.withWorkers(workers).withWait(wait))
                                        .filter(opened -> side.rejects(opened).isEmpty())
                                        .map(opened -> verification(side, opened, 300)))));
    }

    /// Spinning takes a core that the other side may need, so this asks for little.
    @TestFactory
    default Stream<DynamicTest> everySideGivesTheSpecificationsAnswersWhateverTheWait() {
        return comparable(this)
                .limit(1)
                .flatMap(setting -> sides(this, setting)
                        .flatMap(side -> WaitStrategy.Kind.here().stream()
                                .map(setting::withWait)
                                .filter(opened -> side.rejects(opened).isEmpty())
                                .map(opened -> verification(side, opened, 50))));
    }

    private DynamicTest verification(Side side, Setting setting, int operations) {
        String name = "%s, %d workers, %s, %s"
                .formatted(
                        side.substrate(),
                        setting.workers(),
                        setting.waiting().label(),
                        setting.values().all());
        return agrees(name, side, () -> new Verification(workload(), side, setting, operations, Thread::new).run());
    }

    private DynamicTest agrees(String name, Side side, ThrowingSupplier<VerificationResult> compared) {
        return DynamicTest.dynamicTest(name, () -> {
            VerificationResult verdict =
                    assertTimeoutPreemptively(patience(), compared, () -> side.substrate() + " hangs");

            assertInstanceOf(VerificationResult.Agrees.class, verdict, verdict::toString);
        });
    }

    /// Loads every side, and those of the workload itself for longer: what goes wrong once in a thousand operations, or
    /// from the ten thousandth on, no short comparison sees.
    @TestFactory
    default Stream<DynamicTest> everySideIsWhereALoadMustHaveLedIt() {
        Set<String> own = workload().sides().stream().map(Side::substrate).collect(Collectors.toSet());
        return comparable(this)
                .limit(1)
                .flatMap(setting -> sides(this, setting)
                        .flatMap(side -> Stream.of(1, 2)
                                .map(workers -> setting.withWorkers(workers).withWait(leavingItsCore(side)))
                                .filter(opened -> side.rejects(opened).isEmpty())
                                .map(opened -> load(
                                        side,
                                        opened,
                                        own.contains(side.substrate()) ? ownLoadOperations() : loadOperations()))));
    }

    private DynamicTest load(Side side, Setting opened, int operations) {
        return agrees(
                "%s, %d workers, %,d operations of each".formatted(side.substrate(), opened.workers(), operations),
                side,
                () -> new LoadTrial(workload(), side, opened, operations, Thread::new).run());
    }

    /// A second caller of a worker works, or is refused; it does not wait for the replies of the first.
    @TestFactory
    default Stream<DynamicTest> aWorkerThatAsksForItsCallerAgainDoesNotHang() {
        return comparable(this)
                .limit(1)
                .flatMap(setting -> sides(this, setting)
                        .map(side -> DynamicTest.dynamicTest(
                                side.substrate(),
                                () -> assertTimeoutPreemptively(
                                        patience(),
                                        () -> askTwice(side, setting.withWait(leavingItsCore(side))),
                                        () -> side.substrate() + " hangs"))));
    }

    private void askTwice(Side side, Setting setting) {
        Script script = workload().script(setting, 0);
        try (Kernel kernel = side.open(setting)) {
            KernelThreads threads = new KernelThreads(Thread::new);
            kernel.start(threads);
            threads.run(1, worker -> {
                call(kernel.caller(worker), script, setting);
                try {
                    call(kernel.caller(worker), script, setting);
                } catch (IllegalStateException refused) {
                    assertTrue(refused.getMessage().contains("asked"), refused.getMessage());
                }
            });
        }
    }

    private static void call(Caller caller, Script script, Setting setting) {
        Payload payload = setting.payload();
        script.load(0, payload);
        caller.call(script.kind(0), script.a(0), script.b(0), payload);
    }

    @TestFactory
    default Stream<DynamicTest> historiesOfSeveralWorkersAreLinearizable() {
        return comparable(this)
                .flatMap(setting -> sides(this, setting)
                        .flatMap(side -> Stream.of(2, 3)
                                .map(workers -> setting.withWorkers(workers).withWait(leavingItsCore(side)))
                                .filter(opened -> side.rejects(opened).isEmpty())
                                .map(opened -> histories(side, opened))));
    }

    private static WaitStrategy.Kind leavingItsCore(Side side) {
        return side.waits().contains(WaitStrategy.Kind.YIELD) ? WaitStrategy.Kind.YIELD : WaitStrategy.Kind.PARK;
    }

    private DynamicTest histories(Side side, Setting setting) {
        String name = "%s, %d workers, %s"
                .formatted(side.substrate(), setting.workers(), setting.values().all());
        return agrees(name, side, () -> new Histories(workload(), side, setting, 5, Thread::new).run());
    }

    /// Writes messages over: a side that keeps a message, or its buffer, when its handler has returned has somebody
    /// else's.
    @TestFactory
    default Stream<DynamicTest> noSideKeepsAMessageWhoseHandlerHasReturned() {
        OverwritingTransport transport = new OverwritingTransport();
        List<Transport> alone = List.of(transport);
        List<Side> sides = Stream.concat(DerivedSides.of(workload(), alone).stream(), workload().sides(alone).stream())
                .filter(side -> side.substrate().startsWith("messaging:" + transport.name()))
                .toList();
        return comparable(this)
                .flatMap(setting -> Stream.of(1, 2)
                        .map(workers -> setting.withWorkers(workers).withWait(WaitStrategy.Kind.YIELD))
                        .flatMap(opened -> sides.stream()
                                .filter(side -> side.rejects(opened).isEmpty())
                                .map(side -> verification(side, opened, 300))));
    }

    @TestFactory
    default Stream<DynamicTest> ownersThatShareTheStateGiveTheSpecificationsAnswers() {
        return comparable(this)
                .filter(_ -> workload().partitioned())
                .map(setting -> setting.withOwners(2).withWorkers(2).withWait(WaitStrategy.Kind.YIELD))
                .flatMap(setting -> sides(this, setting)
                        .filter(side -> side.servers(setting) == 2)
                        .map(side -> verification(side, setting, 300)));
    }
}
