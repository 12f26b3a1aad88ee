// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.duality.shm.Payload;
import dev.duality.shm.contract.Trial;
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
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Mistakes that show seldom, or late, under the kit as a stranger has it: each is named by the check for it, once.
final class DisguisedMistakesTest {
    private static final String LOAD = "everySideIsWhereALoadMustHaveLedIt";
    private static final String SIDES = "everySideGivesTheSpecificationsAnswersWhateverTheWait";
    private static final String STATES = "twoSpecificationsAgree";

    @TempDir
    private Path folder;

    private record Kit(Workload workload, ClassLoader loader) implements WorkloadContract {
        @Override
        public List<Map<String, String>> samples() {
            return List.of(Map.of());
        }

        @Override
        public long operations(Map<String, String> sample) {
            return Sum.OPERATIONS;
        }
    }

    private ClassLoader loader(String name) throws IOException {
        URL registered =
                Files.writeString(folder.resolve("registered"), name).toUri().toURL();
        return new ClassLoader(getClass().getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String resource) throws IOException {
                return resource.equals("META-INF/services/" + Workload.class.getName())
                        ? Collections.enumeration(List.of(registered))
                        : super.getResources(resource);
            }
        };
    }

    /// @param saying a part of what is said
    private DynamicTest side(Workload workload, String saying) {
        return dynamicTest(workload.getClass().getSimpleName(), () -> {
            String failure =
                    Trial.failure(kit(workload), LOAD).orElseThrow(() -> new AssertionError(LOAD + " did not notice"));
            assertTrue(failure.contains(saying), failure);
        });
    }

    /// No side is blamed.
    private DynamicTest specification(Workload workload) {
        return dynamicTest(workload.getClass().getSimpleName(), () -> {
            Map<String, String> failures = new TreeMap<>();
            for (String check : List.of(STATES, SIDES, LOAD)) {
                Trial.failure(kit(workload), check).ifPresent(failure -> failures.put(check, failure));
            }
            assertEquals(Set.of(STATES), failures.keySet(), failures::toString);
            assertTrue(
                    failures.get(STATES).contains("the specification is not deterministic: operation #"),
                    failures::toString);
        });
    }

    private Kit kit(Workload workload) throws IOException {
        return new Kit(workload, loader(workload.getClass().getName()));
    }

    @TestFactory
    Stream<DynamicTest> whatShowsSeldomOrLateIsCaughtByName() {
        return Stream.of(
                side(new RepeatsAfterTenThousand(), "; operation 10,000 of one worker"),
                side(new LosesOneInTenThousand(), "of 2 workers the state's digest is"),
                specification(new LotsOnceInAThousand()),
                specification(new LotsFromTheNineThousandthOn()),
                specification(new ReadsTheClock()));
    }

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

    public static final class RepeatsAfterTenThousand extends WithSide {
        public RepeatsAfterTenThousand() {
            super(new BrokenSide.Fault() {
                private long last;

                @Override
                public long apply(BrokenSide.Operation operation) {
                    if (operation.number() < 10_000) {
                        last = operation.apply();
                    }
                    return last;
                }
            });
        }
    }

    /// All that a second worker does is gone, and its answer is right.
    public static final class LosesOneInTenThousand extends WithSide {
        public LosesOneInTenThousand() {
            super(operation -> {
                if (operation.workers() > 1 && operation.number() % 10_000 == 9_999) {
                    operation.payload().stamp(operation.number(), BYTES);
                    return operation.a() + operation.b();
                }
                return operation.apply();
            });
        }
    }

    /// A sum whose answers are changed by something besides its state.
    abstract static class Drawn extends Sum {
        abstract boolean draws(long operation);

        @Override
        public Specification specification(Setting setting) {
            Specification state = super.specification(setting);
            return new Specification() {
                private long operations;

                @Override
                public long apply(int kind, long a, long b, Payload payload) {
                    return state.apply(kind, a, b, payload) + (draws(operations++) ? 1 : 0);
                }

                @Override
                public long digest() {
                    return state.digest();
                }
            };
        }
    }

    public static final class LotsOnceInAThousand extends Drawn {
        private static final AtomicLong ALL = new AtomicLong();

        @Override
        boolean draws(long operation) {
            return ALL.incrementAndGet() % 1_001 == 0;
        }
    }

    public static final class LotsFromTheNineThousandthOn extends Drawn {
        private static final AtomicLong ALL = new AtomicLong();

        @Override
        boolean draws(long operation) {
            return operation > 9_000 && ALL.incrementAndGet() % 2 == 0;
        }
    }

    public static final class ReadsTheClock extends Drawn {
        @Override
        boolean draws(long operation) {
            return System.nanoTime() % 64 == 0;
        }
    }
}
