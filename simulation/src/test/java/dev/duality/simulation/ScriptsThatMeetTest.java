// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.memory.MemoryExploration;
import dev.duality.simulation.memory.MemoryScenario;
import dev.duality.simulation.memory.SideScenario;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Workers that add to one of many sums each, at random: the first operations of two scripts hardly ever come to one
/// word, and a lost update shows only where they do.
class ScriptsThatMeetTest {
    private static final Parameter<Long> SUMS = Parameter.integer("sums", "how many", "sums", 64, 1, 1 << 10);
    private static final MemoryExploration.Budget BUDGET = new MemoryExploration.Budget(2, 500, 2_000, 1);

    /// @param apart whether each worker has sums of its own
    private record Sums(boolean apart) implements Workload {
        @Override
        public String name() {
            return "sums";
        }

        @Override
        public String description() {
            return "sums that are added to";
        }

        @Override
        public List<Parameter<?>> parameters() {
            return List.of(SUMS);
        }

        @Override
        public Specification specification(Setting setting) {
            long[] sums = new long[setting.getInt(SUMS)];
            return new Specification() {
                @Override
                public long apply(int kind, long a, long b, Payload payload) {
                    return sums[(int) a]++;
                }

                @Override
                public long digest() {
                    long digest = 0;
                    for (int i = 0; i < sums.length; i++) {
                        digest += SplitMix64.of(i, sums[i]);
                    }
                    return digest;
                }
            };
        }

        @Override
        public Script script(Setting setting, int worker) {
            SplittableRandom random = new SplittableRandom(SplitMix64.of(setting.seed(), worker));
            Script.Builder script = Script.builder();
            for (int i = 0; i < 1_000; i++) {
                int sum = random.nextInt(setting.getInt(SUMS));
                script.add(0, apart ? sum / 2 * 2 + worker : sum, 0);
            }
            return script.build();
        }
    }

    /// Each sum is a word on a line of its own.
    private static final class Words extends SharedSide {
        private final boolean atomic;

        Words(boolean atomic) {
            super("words", "a word for each sum");
            this.atomic = atomic;
        }

        @Override
        public Kernel open(Setting setting) {
            RegionLayout layout = new RegionLayout();
            int sums = setting.getInt(SUMS);
            long[] words = new long[sums];
            for (int i = 0; i < sums; i++) {
                words[i] = layout.word("sum " + i);
            }
            return new SharedKernel(setting.region(layout)) {
                @Override
                public Caller caller(int worker) {
                    return new DirectCaller(setting) {
                        @Override
                        public long call(int kind, long a, long b, Payload payload) {
                            return add(region, words[(int) a]);
                        }
                    };
                }

                @Override
                public long digest() {
                    long digest = 0;
                    for (int i = 0; i < sums; i++) {
                        digest += SplitMix64.of(i, region.getAcquire(words[i]));
                    }
                    return digest;
                }
            };
        }

        private long add(Region region, long word) {
            if (atomic) {
                return region.getAndAdd(word, 1);
            }
            long before = region.getAcquire(word);
            region.setRelease(word, before + 1);
            return before;
        }
    }

    private static SideScenario scenario(boolean apart, boolean atomic) {
        Workload workload = SideScenario.witnessed(new Sums(apart));
        Setting setting = Setting.of(workload, Values.of(workload, Map.of())).withWorkers(2);
        return SideScenario.ofScript(workload, new Words(atomic), setting, 2);
    }

    @Test
    void aLostUpdateOfOneOfManySumsIsFoundByOperationsThatMeet() {
        SideScenario racy = scenario(false, false);

        assertTrue(MemoryExploration.meet(racy, 1));
        assertTrue(new MemoryExploration(racy, Optional.empty())
                .explore(BUDGET)
                .failure()
                .isPresent());
        assertEquals(
                Optional.empty(),
                new MemoryExploration(scenario(false, true), Optional.empty())
                        .explore(BUDGET)
                        .failure());
    }

    @Test
    void whereWorkersHaveWordsOfTheirOwnNothingMeets() {
        SideScenario apart = scenario(true, false);

        assertEquals(Optional.empty(), MemoryExploration.unseen(apart));
        assertFalse(MemoryExploration.meet(apart, 20));
    }

    /// Such as a pager of a quarter of a megabyte: a stack trace ended the command, and what came behind it.
    @Test
    void whatIsTooLargeToBeOpenedIsUnseen() {
        MemoryScenario large = new MemoryScenario() {
            @Override
            public String name() {
                return "large";
            }

            @Override
            public Trial open(Consumer<Runnable> servers) {
                Region region = Region.allocate(1 << 20);
                for (long offset = 0; offset < 1 << 20; offset += Long.BYTES) {
                    region.setPlain(offset, 1);
                }
                throw new AssertionError("it was opened");
            }
        };

        assertTrue(
                MemoryExploration.unseen(large).orElseThrow().contains("100,000"),
                () -> MemoryExploration.unseen(large).toString());
        assertFalse(MemoryExploration.meet(large, 1));
    }
}
