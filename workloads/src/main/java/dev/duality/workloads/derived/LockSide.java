// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.shm.Payload;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.Wait;
import dev.duality.shm.lock.SpinLock;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Map;

/// The specification under one lock: a monitor.
final class LockSide extends SharedSide {
    LockSide(Workload workload) {
        super(workload, "lock", "the specification under one test-and-test-and-set lock");
    }

    @Override
    public Kernel open(Setting setting) {
        return new LockKernel(Apart.specification(workload, setting), setting);
    }

    private static final class LockKernel extends SharedKernel {
        private final Specification state;
        private final Setting setting;
        private final SpinLock lock;

        LockKernel(Specification state, Setting setting) {
            RegionLayout layout = new RegionLayout();
            long word = layout.span("lock", SpinLock.BYTES);
            super(setting.region(layout));
            this.state = state;
            this.setting = setting;
            this.lock = new SpinLock(region, word, Wait.of(setting.waiting(), setting.workers()));
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long a, long b, Payload payload) {
                    lock.lock(worker);
                    try {
                        return state.apply(kind, a, b, payload);
                    } finally {
                        lock.unlock();
                    }
                }
            };
        }

        @Override
        public long digest() {
            return state.digest();
        }

        @Override
        public Map<String, Long> counts() {
            return Counts.of(Map.of("lock misses", lock.misses()), List.of(state));
        }
    }
}
