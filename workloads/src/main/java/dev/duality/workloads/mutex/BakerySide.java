// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mutex;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.lock.BakeryLock;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import java.util.Map;

/// The two words behind the bakery lock. All that can go wrong between threads is [BakeryLock]'s: the words are its
/// holder's.
final class BakerySide extends SharedSide {
    BakerySide() {
        super("bakery", "Lamport's bakery lock: loads and stores only, first come, first served");
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // all state is in the region
    }

    @Override
    public Kernel open(Setting setting) {
        return new BakeryKernel(setting);
    }

    private static final class BakeryKernel extends SharedKernel {
        private final Setting setting;
        private final long entries;
        private final long work;
        private final BakeryLock lock;

        BakeryKernel(Setting setting) {
            RegionLayout layout = new RegionLayout();
            long bakery = layout.span("bakery", BakeryLock.bytes(setting.workers()));
            long words = layout.span("words", 2 * Long.BYTES);
            super(setting.region(layout));
            this.setting = setting;
            this.entries = words;
            this.work = words + Long.BYTES;
            this.lock = new BakeryLock(region, bakery, WaitStrategy.of(setting.waiting(), setting.workers()));
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long steps, long b, Payload payload) {
                    if (kind != MutexWorkload.ENTER) {
                        throw new IllegalArgumentException("a critical section has no operation " + kind);
                    }
                    return enter(worker, steps);
                }
            };
        }

        private long enter(int worker, long steps) {
            lock.lock(worker);
            long before = region.getPlain(entries);
            long worked = TwoWords.worked(before, region.getPlain(work), steps);
            region.setPlain(entries, before + 1);
            region.setPlain(work, worked);
            lock.unlock(worker);
            return before;
        }

        @Override
        public long digest() {
            return TwoWords.digest(region.getPlain(entries), region.getPlain(work));
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of("lock misses", lock.misses());
        }
    }
}
