// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.shm.Payload;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
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
import java.util.Optional;
import java.util.Set;

/// The specification under one lock: a monitor.
final class LockSide extends SharedSide {
    private final Workload workload;
    private final Locking locking;

    LockSide(Workload workload, Locking locking) {
        super(locking.algorithm(), locking.description());
        this.workload = workload;
        this.locking = locking;
    }

    @Override
    public Set<WaitStrategy.Kind> waits() {
        return locking.waits();
    }

    /// A lock that sleeps is not measured beside those that spin.
    @Override
    public Optional<String> rejects(Setting setting) {
        return locking.waits(setting.waiting())
                ? Optional.empty()
                : Optional.of(
                        "it waits as the JDK does, spinning a little and then sleeping, which is park and not %s; use --wait park"
                                .formatted(setting.waiting().label()));
    }

    @Override
    public Kernel open(Setting setting) {
        return new LockKernel(OnFreshThread.specification(workload, setting), locking, setting);
    }

    private static final class LockKernel extends SharedKernel {
        private final Specification state;
        private final Setting setting;
        private final Guard guard;

        LockKernel(Specification state, Locking locking, Setting setting) {
            RegionLayout layout = new RegionLayout();
            long offset = layout.span("lock", locking.bytes(setting.workers()));
            super(setting.region(layout));
            this.state = state;
            this.setting = setting;
            this.guard = locking.guard(state, region, offset, WaitStrategy.of(setting.waiting(), setting.workers()));
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long a, long b, Payload payload) {
                    return guard.apply(worker, kind, a, b, payload);
                }
            };
        }

        @Override
        public long digest() {
            return state.digest();
        }

        @Override
        public Map<String, Long> counts() {
            return Counts.of(guard.counts(), List.of(state));
        }
    }
}
