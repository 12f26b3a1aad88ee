// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Transport;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Sum;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.derived.DerivedSides;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Timeout(120) // to hang is the one thing that a verification must not do
final class VerificationTest {
    private final Workload sum = new Sum();
    private final Setting setting = Setting.of(sum, Values.of(sum, Map.of())).withWait(WaitStrategy.Kind.YIELD);

    private static VerificationResult verdict(Workload workload, Side side, Setting setting) {
        return new Verification(workload, side, setting, Sum.OPERATIONS, Thread::new).run();
    }

    private String difference(int workers, BrokenSide.Fault fault) {
        VerificationResult verdict = verdict(sum, new BrokenSide(fault), setting.withWorkers(workers));
        return assertInstanceOf(VerificationResult.Differs.class, verdict).difference();
    }

    private String failure(int workers, BrokenSide.Fault fault) {
        VerificationResult verdict = verdict(sum, new BrokenSide(fault), setting.withWorkers(workers));
        return assertInstanceOf(VerificationResult.Failed.class, verdict).reason();
    }

    private static void assertStarts(String start, String difference) {
        assertTrue(difference.startsWith(start), difference);
    }

    @Test
    void aSideThatGivesTheSpecificationsAnswersAgrees() {
        Side right = new BrokenSide(BrokenSide.Operation::apply);

        assertEquals(new VerificationResult.Agrees(200), verdict(sum, right, setting));
        assertEquals(new VerificationResult.Agrees(400), verdict(sum, right, setting.withWorkers(3)));
    }

    @Test
    void aWrongResultIsFoundAndTheFirstOneNamed() {
        String difference = difference(1, operation -> operation.apply() + (operation.number() >= 7 ? 1 : 0));

        assertStarts("operation #7 kind 0 (0, 7) with 128 bytes gave 8 with 128 bytes", difference);
        assertTrue(difference.contains("the specification 7 with"), difference);
    }

    @Test
    void aCorruptedPayloadIsFound() {
        assertStarts("operation #9 ", difference(1, operation -> {
            long result = operation.apply();
            operation.payload().bytes()[100] ^= (byte) (operation.number() == 9 ? 1 : 0);
            return result;
        }));
    }

    @Test
    void aPayloadOfAnotherLengthIsFound() {
        assertStarts("operation #0 ", difference(1, operation -> {
            long result = operation.apply();
            operation.payload().length(Sum.BYTES - 1);
            return result;
        }));
    }

    @Test
    void aStateThatEndsUpDifferentIsFound() {
        assertStarts("after 200 operations the state's digest is ", difference(1, operation -> {
            long result = operation.apply();
            if (operation.number() == Sum.OPERATIONS - 1) {
                Payload more = new Payload(Sum.BYTES);
                more.stamp(1, Sum.BYTES);
                operation.state().apply(Sum.ADD, 0, 0, more);
            }
            return result;
        }));
    }

    @Test
    void anUpdateThatIsLostUnderSeveralWorkersIsFound() {
        assertStarts(
                "after all workers the state's digest is ",
                difference(
                        2,
                        operation -> operation.workers() == 2 && operation.number() == 100
                                ? operation.a() + operation.b()
                                : operation.apply()));
    }

    @Test
    void aViolationOfTheWorkloadsOwnInvariantsIsFound() {
        Workload strict = new Sum() {
            @Override
            public Optional<String> violation(FinalState finalState) {
                return Optional.of("%d scripts, results of %d"
                        .formatted(
                                finalState.scripts().size(),
                                finalState.results().size()));
            }
        };

        assertEquals(
                new VerificationResult.Differs("with 3 workers: 3 scripts, results of 3"),
                verdict(strict, new BrokenSide(BrokenSide.Operation::apply), setting.withWorkers(3)));
    }

    private static long breaksUnder(int workers, BrokenSide.Operation operation) {
        if (operation.workers() == workers && operation.number() == 50) {
            throw new IllegalStateException("the caller broke");
        }
        return operation.apply();
    }

    @Test
    void aWorkerThatThrowsIsReported() {
        assertEquals(
                "it failed: java.lang.IllegalStateException: the caller broke",
                failure(1, operation -> breaksUnder(1, operation)));
        assertEquals(
                "it failed: java.lang.IllegalStateException: the caller broke",
                failure(3, operation -> breaksUnder(3, operation)));
    }

    /// A sum in so many cells, the last of which no script asks for.
    private static class Cells extends Sum {
        @Override
        public Specification specification(Setting setting) {
            Specification sum = super.specification(setting);
            return new Specification() {
                private final long[] cells = new long[8];

                @Override
                public long apply(int kind, long a, long b, Payload payload) {
                    cells[(int) (a >> 32)]++;
                    return sum.apply(kind, a, b, payload);
                }

                @Override
                public long digest() {
                    return sum.digest();
                }
            };
        }
    }

    /// The side is told of in the words of what it promises, and Java's stand behind.
    @Test
    void aSpecificationThatThrowsByAnAlteredOperandAloneIsToldWithTheWorkloadAndTheOperation() {
        Workload cells = new Cells();
        for (int workers : List.of(1, 2)) {
            Setting asked = setting.withWorkers(workers);
            Specification state = cells.specification(asked);
            Side altering = new BrokenSide(operation -> operation.workers() == workers && operation.number() == 20
                    ? state.apply(operation.kind(), 9L << 32, operation.b(), operation.payload())
                    : operation.apply());

            String line = assertInstanceOf(VerificationResult.Failed.class, verdict(cells, altering, asked))
                    .reason();

            assertStarts(
                    (workers == 1
                                    ? "the specification of %s was handed an operation that nobody asked for, and threw java.lang."
                                    : "the specification of %s threw java.lang.")
                            .formatted(cells.name()),
                    line);
            assertTrue(line.contains(" when worker 0 asked for operation #"), line);
            assertTrue(
                    line.endsWith(
                            workers == 1
                                    ? "alone, by the same script, it throws nothing: the side has altered the operation"
                                    : "one worker after the other, it throws nothing: the side has altered an operation,"
                                            + " has let two in at once, or has taken an order that the specification does not stand"),
                    line);
        }
    }

    /// Invariants may ask for what is in no script; that a specification throws at it is nobody's altering.
    @Test
    void aSpecificationThatThrowsWhenTheInvariantsAskIsNotLaidToTheSide() {
        Workload cells = new Cells() {
            @Override
            public Optional<String> violation(FinalState finalState) {
                finalState.ask(0, 9L << 32, 0);
                return Optional.empty();
            }
        };
        Setting asked = setting.withWorkers(2);
        Specification state = cells.specification(asked);
        Side side = new BrokenSide(operation -> operation.a() >> 32 == 9
                ? state.apply(operation.kind(), operation.a(), operation.b(), operation.payload())
                : operation.apply());

        String line = assertInstanceOf(VerificationResult.Failed.class, verdict(cells, side, asked))
                .reason();

        assertFalse(line.contains("the side has"), line);
    }

    /// Opens sides of the sum whose state throws after a while.
    private static final class Breaking extends Sum {
        private final int workers;

        Breaking(int workers) {
            this.workers = workers;
        }

        @Override
        public Specification specification(Setting setting) {
            Specification state = super.specification(setting);
            return setting.workers() == workers ? breaking(state) : state;
        }

        private static Specification breaking(Specification state) {
            return new Specification() {
                private int number;

                @Override
                public long apply(int kind, long a, long b, Payload payload) {
                    if (number++ == 5) {
                        throw new IllegalStateException("the state broke");
                    }
                    return state.apply(kind, a, b, payload);
                }

                @Override
                public long digest() {
                    return state.digest();
                }
            };
        }

        Stream<Side> sides(ClassLoader loader) {
            List<Transport> transports = Catalog.load(loader).transports();
            return DerivedSides.of(this, transports).stream()
                    .filter(side -> side.unavailable().isEmpty());
        }
    }

    @TestFactory
    Stream<DynamicTest> aStateThatThrowsIsReportedAndNobodyWaitsForIt() {
        return Stream.of(1, 3)
                .flatMap(workers -> new Breaking(workers)
                        .sides(getClass().getClassLoader())
                        .flatMap(side -> WaitStrategy.Kind.here().stream()
                                .filter(wait ->
                                        side.rejects(setting.withWait(wait)).isEmpty())
                                .map(wait -> DynamicTest.dynamicTest(
                                        "%s, %d workers, %s".formatted(side.substrate(), workers, wait.label()),
                                        () -> assertEquals(
                                                new VerificationResult.Failed(
                                                        "it failed: java.lang.IllegalStateException: the state broke"),
                                                new Verification(
                                                                sum,
                                                                side,
                                                                setting.withWait(wait)
                                                                        .withWorkers(workers),
                                                                10,
                                                                Thread::new)
                                                        .run())))));
    }

    @Test
    void noMoreOperationsAreComparedThanAskedFor() {
        Side late = new BrokenSide(operation -> operation.apply() + (operation.number() >= 20 ? 1 : 0));

        assertEquals(new VerificationResult.Agrees(20), new Verification(sum, late, setting, 20, Thread::new).run());
    }
}
