// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Sum;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Workloads of strangers that nothing can be compared with.
class SpecificationCheckTest {
    private static final int MOST = 20_000;

    private static String difference(Workload workload) {
        Setting setting = Setting.of(workload, Values.of(workload, Map.of())).withWorkers(2);
        return new SpecificationCheck(workload, setting, MOST).difference().orElse("nothing is wrong");
    }

    private static void assertSays(String part, Workload workload) {
        String said = difference(workload);
        assertTrue(said.contains(part), said);
    }

    @TestFactory
    Stream<DynamicTest> whatIsThereIsRight() {
        return Catalog.load(SpecificationCheckTest.class.getClassLoader()).workloads().stream()
                .flatMap(workload -> IntStream.of(1, 2, 5)
                        .mapToObj(workers -> Setting.of(workload, Values.of(workload, Map.of()))
                                .withWorkers(workers))
                        .map(setting -> DynamicTest.dynamicTest(
                                workload.name() + ", " + setting.workers() + " workers",
                                () -> assertEquals(
                                        Optional.empty(),
                                        new SpecificationCheck(workload, setting, 2_000).difference()))));
    }

    /// A sum whose state is asked through something.
    private abstract static class Changed extends Sum {
        abstract long changed(long result);

        @Override
        public Specification specification(Setting setting) {
            Specification state = super.specification(setting);
            return new Specification() {
                @Override
                public long apply(int kind, long a, long b, Payload payload) {
                    return changed(state.apply(kind, a, b, payload));
                }

                @Override
                public long digest() {
                    return state.digest();
                }
            };
        }
    }

    @Test
    void aSpecificationThatSharesSomethingWithOthersIsNotDeterministic() {
        AtomicLong all = new AtomicLong();
        assertSays("the specification is not deterministic: operation #0 kind 0 (0, 0)", new Changed() {
            @Override
            long changed(long result) {
                return all.incrementAndGet();
            }
        });
    }

    @Test
    void aSpecificationThatFailsIsToldOfWithItsOperation() {
        assertSays(
                "the specification failed at operation #0 kind 0 (0, 0) with 128 bytes of worker 0: java.lang.Ill",
                new Changed() {
                    @Override
                    long changed(long result) {
                        throw new IllegalStateException("full");
                    }
                });
    }

    @Test
    void aScriptThatDrawsLotsIsToldOf() {
        AtomicLong lots = new AtomicLong();
        assertSays("the script of worker 0 is another when it is asked for again, #0 kind 0 (0, 1)", new Sum() {
            @Override
            public Script script(Setting setting, int worker) {
                return Script.builder().add(ADD, worker, lots.incrementAndGet()).build();
            }
        });
    }

    @Test
    void aJobThatEachWorkerDoesWholeIsToldOf() {
        assertSays("the scripts of 2 workers have 400 operations together, but that of one alone has 200", new Sum() {
            @Override
            public Script script(Setting setting, int worker) {
                return super.script(setting.withWorkers(1), 0);
            }
        });
    }

    @Test
    void aStateThatIsSaidToComeApartAndDoesNotIsToldOf() {
        assertSays(
                "the workload says that its state comes apart (partitioned), and it does not: ",
                new WorkloadContractTest.NotApart());
    }

    @Test
    void aStateThatIsShownByItsDigestAloneIsFoundToo() {
        assertSays("(partitioned), and it does not: after the same operations the digest is ", new Silent());
    }

    /// Its digest is of the whole sum, and of no part.
    private static final class Silent extends Sum {
        @Override
        public boolean partitioned() {
            return true;
        }

        @Override
        public int partition(int kind, long a, long b) {
            return (int) b;
        }

        @Override
        public Specification specification(Setting setting) {
            Specification state = super.specification(setting);
            return new Specification() {
                @Override
                public long apply(int kind, long a, long b, Payload payload) {
                    state.apply(kind, a, b, payload);
                    payload.length(0);
                    return 0;
                }

                @Override
                public long digest() {
                    return state.digest();
                }
            };
        }
    }
}
