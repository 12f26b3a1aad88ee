// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.counter;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import java.util.function.Function;

/// One word, and the processor's atomic addition. Tried by WordSideStress.
final class WordSide extends SharedSide {
    WordSide() {
        super("lockfree", "one shared word and the processor's atomic add");
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // all state is in the region
    }

    @Override
    public Kernel open(Setting setting) {
        return open(setting, setting::region);
    }

    /// Opens it in memory that the caller gives.
    static Kernel open(Setting setting, Function<RegionLayout, Region> memory) {
        RegionLayout layout = new RegionLayout();
        long word = layout.word("counter");
        return new WordKernel(setting, memory.apply(layout), word);
    }

    private static final class WordKernel extends SharedKernel {
        private final Setting setting;
        private final long word;

        WordKernel(Setting setting, Region region, long word) {
            super(region);
            this.setting = setting;
            this.word = word;
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long delta, long b, Payload payload) {
                    return switch (kind) {
                        case CounterWorkload.ADD -> {
                            region.getAndAdd(word, delta);
                            yield 0;
                        }
                        case CounterWorkload.FETCH_AND_ADD -> region.getAndAdd(word, delta);
                        case CounterWorkload.GET -> region.getAcquire(word);
                        default -> throw new IllegalArgumentException("a counter has no operation " + kind);
                    };
                }
            };
        }

        @Override
        public long digest() {
            return SplitMix64.of(region.getAcquire(word));
        }
    }
}
