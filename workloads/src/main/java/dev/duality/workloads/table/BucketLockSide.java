// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.lock.Lock;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// A lock for each bucket, so that workers meet only where their keys do. All that can go wrong between threads is the
/// lock's.
final class BucketLockSide extends SharedSide {
    private final BucketLock kind;

    BucketLockSide(BucketLock kind) {
        super(kind.algorithm(), kind.description());
        this.kind = kind;
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        return Guarded.rejects(setting, kind.bytes(setting.workers()));
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // all state is in the region, and to fill it again changes nothing
    }

    @Override
    public Kernel open(Setting setting) {
        return new BucketLockKernel(setting, kind, Guarded.of(setting, kind.bytes(setting.workers())));
    }

    private static final class BucketLockKernel extends SharedKernel {
        private final Setting setting;
        private final Keys keys;
        private final Buckets buckets;
        private final Lock[] locks; // of each bucket

        BucketLockKernel(Setting setting, BucketLock kind, Guarded at) {
            super(setting.region(at.layout()));
            this.setting = setting;
            this.keys = at.keys();
            this.buckets = new Buckets(region, at.buckets(), keys, setting.payloadBytes());
            this.locks = new Lock[keys.buckets()];
            WaitStrategy[] waits = WaitStrategy.of(setting.waiting(), setting.workers());
            Arrays.setAll(locks, bucket -> kind.lock(region, at.guard(bucket), waits));
            buckets.warm();
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long key, long b, Payload payload) {
                    if (kind == TableWorkload.PUT) {
                        TableWorkload.requireLength(payload, setting.payloadBytes());
                    }
                    int bucket = keys.bucket(key);
                    Lock lock = locks[bucket];
                    lock.lock(worker);
                    try {
                        return apply(kind, bucket, key, payload);
                    } finally {
                        lock.unlock(worker);
                    }
                }
            };
        }

        private long apply(int kind, int bucket, long key, Payload payload) {
            return switch (kind) {
                case TableWorkload.GET -> buckets.get(bucket, key, payload);
                case TableWorkload.PUT -> {
                    long result = buckets.put(bucket, key, payload);
                    payload.length(0);
                    yield result;
                }
                case TableWorkload.REMOVE -> {
                    long result = buckets.remove(bucket, key, payload);
                    payload.length(0);
                    yield result;
                }
                default -> throw new IllegalArgumentException("a table has no operation " + kind);
            };
        }

        @Override
        public long digest() {
            return buckets.digest();
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of(
                    "lock misses", Arrays.stream(locks).mapToLong(Lock::misses).sum());
        }
    }
}
