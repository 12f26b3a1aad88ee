// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.shm.Payload;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.combining.FlatCombining;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Counts;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Map;

/// The specification under flat combining: whoever holds the lock does everybody's operations.
final class CombiningSide extends SharedSide {
    private final Workload workload;

    CombiningSide(Workload workload) {
        super("combining", "the specification under flat combining: the lock's holder serves everybody");
        this.workload = workload;
    }

    @Override
    public Kernel open(Setting setting) {
        return new CombiningKernel(OnFreshThread.specification(workload, setting), setting);
    }

    private static final class CombiningKernel extends SharedKernel {
        private final Specification state;
        private final Setting setting;
        private final FlatCombining combining;

        CombiningKernel(Specification state, Setting setting) {
            RegionLayout layout = new RegionLayout();
            long offset = layout.span("combining", FlatCombining.bytes(setting.workers()));
            super(setting.region(layout));
            this.state = state;
            this.setting = setting;
            this.combining =
                    new FlatCombining(region, offset, state, WaitStrategy.of(setting.waiting(), setting.workers()));
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long a, long b, Payload payload) {
                    return combining.apply(worker, kind, a, b, payload);
                }
            };
        }

        @Override
        public long digest() {
            return state.digest();
        }

        @Override
        public Map<String, Long> counts() {
            return Counts.of(Map.of("combinings", combining.combinings()), List.of(state));
        }
    }
}
