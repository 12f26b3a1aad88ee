// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.counter;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.SplitMix64;
import dev.duality.shm.counter.StripedCounter;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import java.util.Optional;

/// A word for each worker: additions that commute need not meet.
final class StripedSide extends SharedSide {
    StripedSide() {
        super("striped", "a word for each worker, summed when somebody asks");
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        return CounterWorkload.fetches(setting)
                ? Optional.of("stripes have no value before an addition; use op=add")
                : Optional.empty();
    }

    /// Whoever adds touches its own stripe; only a sum reads them all, and no script asks for one.
    @Override
    public boolean inPlace(Setting setting) {
        return true;
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // all state is in the region
    }

    @Override
    public Kernel open(Setting setting) {
        RegionLayout layout = new RegionLayout();
        long offset = layout.span("stripes", StripedCounter.bytes(setting.workers()));
        Region region = setting.region(layout);
        return new StripedKernel(setting, region, new StripedCounter(region, offset, setting.workers()));
    }

    private static final class StripedKernel extends SharedKernel {
        private final Setting setting;
        private final StripedCounter counter;

        StripedKernel(Setting setting, Region region, StripedCounter counter) {
            super(region);
            this.setting = setting;
            this.counter = counter;
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long delta, long b, Payload payload) {
                    return switch (kind) {
                        case CounterWorkload.ADD -> {
                            counter.add(worker, delta);
                            yield 0;
                        }
                        case CounterWorkload.GET -> counter.sum();
                        default -> throw new IllegalArgumentException("a striped counter has no operation " + kind);
                    };
                }
            };
        }

        @Override
        public long digest() {
            return SplitMix64.of(counter.sum());
        }
    }
}
