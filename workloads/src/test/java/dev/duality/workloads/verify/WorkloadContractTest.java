// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.duality.shm.Payload;
import dev.duality.shm.contract.Trial;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Sum;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The kit, tried on workloads that are broken in one way each, and on one that is not. They are registered with a
/// class loader of their own.
final class WorkloadContractTest {
    private static final String SERVICE = "META-INF/services/" + Workload.class.getName();
    private static final String LOAD = "everySideIsWhereALoadMustHaveLedIt";
    private static final String SIDES = "everySideGivesTheSpecificationsAnswers";

    @TempDir
    private Path folder;

    /// @param loader knows the workload, and no other
    private record Kit(Workload workload, ClassLoader loader, Duration patience) implements WorkloadContract {
        @Override
        public List<Map<String, String>> samples() {
            return List.of(Map.of());
        }

        @Override
        public long operations(Map<String, String> sample) {
            return Sum.OPERATIONS;
        }
    }

    /// A class loader in which one workload is registered, and the transports that there are.
    private ClassLoader loader(String name) throws IOException {
        URL registered =
                Files.writeString(folder.resolve("registered"), name).toUri().toURL();
        return new ClassLoader(getClass().getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String resource) throws IOException {
                return resource.equals(SERVICE)
                        ? Collections.enumeration(List.of(registered))
                        : super.getResources(resource);
            }
        };
    }

    private Kit kit(Workload workload, Duration patience) throws IOException {
        return new Kit(workload, loader(workload.getClass().getName()), patience);
    }

    @Test
    void aWorkloadThatKeepsItsContractPasses() throws IOException {
        assertEquals(Map.of(), Trial.failures(kit(new Sum(), Duration.ofMinutes(1))));
    }

    @Test
    void aWorkloadThatIsNotRegisteredIsCaught() throws IOException {
        Kit kit = new Kit(new Sum(), loader(Other.class.getName()), Duration.ofMinutes(1));
        String failure = Trial.failure(kit, "isFoundByItsName").orElseThrow();
        assertTrue(failure.contains("there is no workload 'sum'"), failure);
    }

    /// @param by the check that has to notice
    /// @param saying a part of what it says
    private DynamicTest caught(Workload workload, String by, String saying) {
        return dynamicTest(workload.getClass().getSimpleName(), () -> {
            String failure = Trial.failure(kit(workload, Duration.ofMillis(500)), by)
                    .orElseThrow(() -> new AssertionError(by + " did not notice"));
            assertTrue(failure.contains(saying), failure);
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsBrokenIsCaughtByName() {
        return Stream.of(
                caught(new WrongSide(), SIDES, "operation #7 "),
                caught(new HangingSide(), SIDES, "shm:broken hangs"),
                caught(new ThrowingSide(), SIDES, "it failed: java.lang.ArithmeticException"),
                caught(new LosingSide(), SIDES, "after all workers the state's digest"),
                caught(new Strict(), SIDES, "not as it should be"),
                caught(new OtherScriptEachTime(), "scriptsAreTheSameForTheSameSeed", ""),
                caught(new WholeJobForEach(), "sharesOfTheWorkersAddUpToTheJob", "2 workers"),
                caught(new OtherStateEachTime(), "twoSpecificationsAgree", ""),
                caught(
                        new OnlyOnce(),
                        "aSecondPassChangesTheStateAsOftenAsTheFirstOrTheWorkloadSaysWhyNot",
                        "200 of 200 operations change the state, and when the script is gone through again 0;"),
                caught(
                        new IdleTheSecondTime(),
                        SIDES,
                        "operation #0 kind 0 (0, 0) with 128 bytes, the second time, gave"),
                caught(new IdleAfterAWhile(), LOAD, "; operation 1,500 of one worker"),
                caught(new RacyOnceInAThousand(), LOAD, "of 2 workers the state's digest is"),
                caught(
                        new NotApart(),
                        "theStateComesApartIfTheWorkloadSaysSo",
                        "comes apart (partitioned), and it does"),
                caught(new Boastful(), "sharesOfTheWorkersAddUpToTheJob", "what operations says"),
                caught(new AskedTwice(), "aWorkerThatAsksForItsCallerAgainDoesNotHang", "shm:broken hangs"),
                caught(new Miscounted(), "passesGoneThroughAtOnceAreAsGoodAsOneOperationAfterTheOther", "2 passes"),
                caught(
                        new UntoldTwins.Silent(),
                        "somethingIsSaidOfWhatSeveralWorkersLeave",
                        "neither commutes nor invariant"),
                caught(new UntoldTwins.Wordy(), "isDescribedInOneLineAndSoAreItsParameters", "for ever."),
                caught(new UntoldTwins.BadStart(), "initialValuesAreWithinTheirBounds", "0"));
    }

    /// Another workload.
    public static final class Other extends Sum {
        @Override
        public String name() {
            return "other";
        }
    }

    /// A sum with one side more, that is wrong.
    abstract static class WithSide extends Sum {
        private final BrokenSide.Fault fault;

        WithSide(BrokenSide.Fault fault) {
            this.fault = fault;
        }

        @Override
        public final List<Side> sides() {
            return List.of(new BrokenSide(fault));
        }
    }

    public static final class WrongSide extends WithSide {
        public WrongSide() {
            super(operation -> operation.apply() + (operation.number() == 7 ? 1 : 0));
        }
    }

    public static final class HangingSide extends WithSide {
        public HangingSide() {
            super(operation -> {
                if (operation.number() == 7) {
                    forEver();
                }
                return operation.apply();
            });
        }
    }

    public static final class ThrowingSide extends WithSide {
        public ThrowingSide() {
            super(operation -> {
                throw new ArithmeticException("the side's own");
            });
        }
    }

    public static final class LosingSide extends WithSide {
        public LosingSide() {
            super(operation -> operation.workers() > 1 && operation.number() == 100
                    ? operation.a() + operation.b()
                    : operation.apply());
        }
    }

    public static final class Strict extends Sum {
        @Override
        public Optional<String> violation(FinalState finalState) {
            return Optional.of("not as it should be");
        }
    }

    public static final class OtherScriptEachTime extends Sum {
        private final AtomicLong number = new AtomicLong();

        @Override
        public Script script(Setting setting, int worker) {
            Script.Builder script = Script.builder();
            script.add(ADD, worker, number.incrementAndGet(), BYTES, 1);
            return script.build();
        }
    }

    public static final class WholeJobForEach extends Sum {
        @Override
        public Script script(Setting setting, int worker) {
            return super.script(setting.withWorkers(1), 0);
        }
    }

    public static final class OtherStateEachTime extends Sum {
        private final AtomicLong number = new AtomicLong();

        @Override
        public Specification specification(Setting setting) {
            Specification state = super.specification(setting);
            long mine = number.incrementAndGet();
            return new Specification() {
                @Override
                public long apply(int kind, long a, long b, Payload payload) {
                    return state.apply(kind, a, b, payload) + mine;
                }

                @Override
                public long digest() {
                    return state.digest();
                }
            };
        }
    }

    /// Keeps the largest.
    public static class OnlyOnce extends Sum {
        @Override
        public Specification specification(Setting setting) {
            return new Specification() {
                private long most = -1;

                @Override
                public long apply(int kind, long a, long b, Payload payload) {
                    most = Math.max(most, b);
                    return most;
                }

                @Override
                public long digest() {
                    return most;
                }
            };
        }

        @Override
        public Optional<String> violation(FinalState finalState) {
            return Optional.empty();
        }
    }

    /// Keeps the largest, and says so.
    public static final class OnlyOnceAndSaysSo extends OnlyOnce {
        @Override
        public Optional<String> settles(Setting setting) {
            return Optional.of("the largest is there after one pass");
        }
    }

    @Test
    void aWorkloadThatSettlesAndSaysWhyPasses() throws IOException {
        Kit kit = kit(new OnlyOnceAndSaysSo(), Duration.ofMinutes(1));
        String name = "aSecondPassChangesTheStateAsOftenAsTheFirstOrTheWorkloadSaysWhyNot";

        assertEquals(Optional.empty(), Trial.failure(kit, name));
    }

    public static final class IdleTheSecondTime extends WithSide {
        public IdleTheSecondTime() {
            super(operation -> operation.number() >= Sum.OPERATIONS ? operation.a() : operation.apply());
        }
    }

    /// Stops working, and repeats its last answer.
    public static final class IdleAfterAWhile extends WithSide {
        public IdleAfterAWhile() {
            super(new BrokenSide.Fault() {
                private long last;

                @Override
                public long apply(BrokenSide.Operation operation) {
                    if (operation.number() < 1_500) {
                        last = operation.apply();
                    }
                    return last;
                }
            });
        }
    }

    public static final class RacyOnceInAThousand extends WithSide {
        public RacyOnceInAThousand() {
            super(operation -> {
                if (operation.workers() > 1 && operation.number() % 1_000 == 999) {
                    operation.payload().stamp(operation.number(), BYTES);
                    return operation.a() + operation.b();
                }
                return operation.apply();
            });
        }
    }

    /// Answers with the sum of all, and says that each worker has a state of its own.
    public static final class NotApart extends Sum {
        @Override
        public boolean partitioned() {
            return true;
        }

        @Override
        public int partition(int kind, long a, long b) {
            return (int) a;
        }
    }

    public static final class Boastful extends Sum {
        @Override
        public long operations(Setting setting) {
            return OPERATIONS + 1;
        }
    }

    /// Its second caller waits for ever.
    public static final class AskedTwice extends WithSide {
        public AskedTwice() {
            super(new BrokenSide.Fault() {
                @Override
                public long apply(BrokenSide.Operation operation) {
                    return operation.apply();
                }

                @Override
                public void ask(int times) {
                    if (times > 1) {
                        forEver();
                    }
                }
            });
        }
    }

    private static void forEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Twenty-five sides differ from such a specification, and none of them is wrong.
    @Test
    void aSpecificationThatIsNotDeterministicIsToldOfOnce() throws IOException {
        assertEquals(
                Set.of("twoSpecificationsAgree"),
                Trial.failures(kit(new OtherStateEachTime(), Duration.ofMinutes(1)))
                        .keySet());
    }

    public static final class Miscounted extends Sum {
        @Override
        public Specification specification(Setting setting) {
            Specification state = super.specification(setting);
            return new Specification() {
                @Override
                public long apply(int kind, long a, long b, Payload payload) {
                    return state.apply(kind, a, b, payload);
                }

                @Override
                public OptionalLong passes(Script script, long count) {
                    return OptionalLong.of(count);
                }

                @Override
                public long digest() {
                    return state.digest();
                }
            };
        }
    }
}
