// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.record.SeqLock;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A version for each bucket: one worker at a time changes it, and who gets a value writes nothing, and gets it again
/// if the bucket was changed meanwhile. All that can go wrong between threads is [SeqLock]'s.
final class BucketSeqLockSide extends SharedSide {
    private static final int NO_WORDS = 0; // what is guarded lies in the buckets

    BucketSeqLockSide() {
        super(
                "bucket-seqlock",
                "for each bucket a version: one changes it at a time, and who gets a value writes nothing");
    }

    /// The layout of the table, and behind it a line of each worker, for the number of its gets that were repeated.
    private record Places(Guarded table, long retries) {
        static Places of(Setting setting) {
            Guarded table = Guarded.of(setting, SeqLock.bytes(NO_WORDS, Region.APART));
            return new Places(table, table.layout().span("retries", (long) setting.workers() * Region.APART));
        }

        RegionLayout layout() {
            return table.layout();
        }
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        return Guarded.rejects(setting, SeqLock.bytes(NO_WORDS, Region.APART));
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // all state is in the region, and to fill it again changes nothing
    }

    @Override
    public Kernel open(Setting setting) {
        return open(setting, setting::region);
    }

    /// Opens it in memory that the caller gives.
    static Kernel open(Setting setting, Function<RegionLayout, Region> memory) {
        Places at = Places.of(setting);
        SeqLockKernel kernel = new SeqLockKernel(setting, at, memory.apply(at.layout()));
        kernel.buckets.warm();
        return kernel;
    }

    /// Another view of memory in which one has been opened.
    static Kernel view(Setting setting, Region region) {
        return new SeqLockKernel(setting, Places.of(setting), region);
    }

    private static final class SeqLockKernel extends SharedKernel {
        private final Setting setting;
        private final Keys keys;
        private final Buckets buckets;
        private final SeqLock[] versions; // of each bucket
        private final WaitStrategy[] waits;
        private final long retries;

        SeqLockKernel(Setting setting, Places at, Region region) {
            super(region);
            Guarded table = at.table();
            this.setting = setting;
            this.keys = table.keys();
            this.buckets = new Buckets(region, table.buckets(), keys, setting.payloadBytes());
            this.retries = at.retries();
            this.versions = new SeqLock[keys.buckets()];
            this.waits = WaitStrategy.of(setting.waiting(), setting.workers());
            Arrays.setAll(versions, bucket -> new SeqLock(region, table.guard(bucket), NO_WORDS, Region.APART, waits));
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long key, long b, Payload payload) {
                    return switch (kind) {
                        case TableWorkload.GET -> get(worker, key, payload);
                        case TableWorkload.PUT -> put(worker, key, payload);
                        case TableWorkload.REMOVE -> remove(worker, key, payload);
                        default -> throw new IllegalArgumentException("a table has no operation " + kind);
                    };
                }
            };
        }

        private long get(int worker, long key, Payload payload) {
            int bucket = keys.bucket(key);
            SeqLock version = versions[bucket];
            for (int attempt = 0; ; attempt++) {
                long before = version.version();
                if (SeqLock.isAtRest(before)) {
                    long stamp = buckets.get(bucket, key, payload);
                    if (version.isStill(before)) {
                        return stamp;
                    }
                }
                countRetry(worker);
                waits[worker].idle(attempt);
            }
        }

        /// The line is the worker's own, and nobody writes it but who waits anyway.
        private void countRetry(int worker) {
            long own = retries + (long) worker * Region.APART;
            region.setPlain(own, region.getPlain(own) + 1);
        }

        private long put(int worker, long key, Payload payload) {
            TableWorkload.requireLength(payload, setting.payloadBytes());
            int bucket = keys.bucket(key);
            versions[bucket].begin(worker);
            long result = buckets.put(bucket, key, payload);
            versions[bucket].end();
            payload.length(0);
            return result;
        }

        private long remove(int worker, long key, Payload payload) {
            int bucket = keys.bucket(key);
            versions[bucket].begin(worker);
            long result = buckets.remove(bucket, key, payload);
            versions[bucket].end();
            payload.length(0);
            return result;
        }

        @Override
        public long digest() {
            return buckets.digest();
        }

        @Override
        public Map<String, Long> counts() {
            long repeated = 0;
            for (int worker = 0; worker < setting.workers(); worker++) {
                repeated += region.getPlain(retries + (long) worker * Region.APART);
            }
            return Map.of("validation retries", repeated);
        }
    }
}
