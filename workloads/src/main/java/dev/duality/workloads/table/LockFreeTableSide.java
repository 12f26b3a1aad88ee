// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Counts;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import java.util.Map;
import java.util.stream.IntStream;

/// One table in shared memory that all workers search and change in place, without a lock.
final class LockFreeTableSide extends SharedSide {
    LockFreeTableSide() {
        super("lockfree", "an array of slots for each bucket, changed by one compare-and-set each, without a lock");
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // all state is in the region, and to fill it again changes nothing
    }

    @Override
    public Kernel open(Setting setting) {
        Keys keys = TableWorkload.keys(setting);
        return new LockFreeKernel(setting, keys, new TableLayout(keys, setting.workers(), setting.payloadBytes()));
    }

    private static final class LockFreeKernel extends SharedKernel {
        private final Setting setting;
        private final TableLayout at;
        private final LockFreeTable table;

        LockFreeKernel(Setting setting, Keys keys, TableLayout at) {
            super(setting.region(at.layout));
            this.setting = setting;
            this.at = at;
            this.table = new LockFreeTable(region, keys, at);
            TableHoldings first = new TableHoldings(region, at, 0);
            Payload value = setting.payload();
            for (int number = 0; number < keys.count(); number++) {
                if (Keys.isWarm(number)) {
                    value.stamp(keys.first(keys.key(number)), setting.payloadBytes());
                    table.put(first, keys.key(number), value);
                }
            }
        }

        @Override
        public Caller caller(int worker) {
            TableHoldings mine = new TableHoldings(region, at, worker);
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long key, long b, Payload payload) {
                    return switch (kind) {
                        case TableWorkload.GET -> table.get(mine, key, payload);
                        case TableWorkload.PUT -> {
                            long result = table.put(mine, key, payload);
                            payload.length(0);
                            yield result;
                        }
                        case TableWorkload.REMOVE -> {
                            payload.length(0);
                            yield table.remove(mine, key);
                        }
                        default -> throw new IllegalArgumentException("a table has no operation " + kind);
                    };
                }
            };
        }

        @Override
        public long digest() {
            return table.digest();
        }

        @Override
        public Map<String, Long> counts() {
            return Counts.sum(IntStream.range(0, setting.workers())
                    .mapToObj(worker -> new TableHoldings(region, at, worker).counts())
                    .toList());
        }
    }
}
