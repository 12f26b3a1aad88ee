// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Counts;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import dev.duality.workloads.cache.policy.Policy;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// One cache in shared memory that all workers read and fill in place, without a lock.
final class LockFreeSide extends SharedSide {
    private static final long MOST_BYTES = 4L << 30;

    private final CacheWorkload workload;

    LockFreeSide(CacheWorkload workload) {
        super("lockfree", "one shared cache that workers read and fill in place");
        this.workload = workload;
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        int capacity = CacheWorkload.capacity(setting);
        Optional<String> reason = rejects(CacheWorkload.policy(setting));
        if (reason.isPresent()) {
            return reason.map(why -> why + "; use policy=clock, sieve or s3-fifo");
        }
        if (setting.owners() > 1) {
            return Optional.of("it is one cache, and %d owners are as many; use 1 owner".formatted(setting.owners()));
        }
        if (capacity < 2 * setting.workers()) {
            return Optional.of("capacity is %d blocks, but %d workers need at least 2 each"
                    .formatted(capacity, setting.workers()));
        }
        long bytes = geometry(setting).layout.bytes();
        return bytes <= MOST_BYTES
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "its region would have %,d MiB, but may have %,d; lower capacity or payload, or give a trace"
                                + " with fewer blocks",
                        bytes >> 20,
                        MOST_BYTES >> 20));
    }

    /// The reason why a policy is not had in place.
    private static Optional<String> rejects(Policy policy) {
        return switch (policy) { // no default: a new policy does not compile until it is told
            case CLOCK, SIEVE, S3_FIFO -> Optional.empty();
            case LRU ->
                Optional.of("LRU moves a block to the front of one list at every hit, which all workers would have to"
                        + " change together");
        };
    }

    private Geometry geometry(Setting setting) {
        return new Geometry(
                workload.blocks(setting).count(),
                CacheWorkload.capacity(setting),
                setting.workers(),
                setting.payloadBytes(),
                CacheWorkload.policy(setting));
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // all state is in the region
    }

    @Override
    public Kernel open(Setting setting) {
        return new LockFreeKernel(setting, workload.blocks(setting), geometry(setting));
    }

    private static final class LockFreeKernel extends SharedKernel {
        private final Setting setting;
        private final Blocks blocks;
        private final Geometry geometry;
        private final LockFreeCache cache;

        LockFreeKernel(Setting setting, Blocks blocks, Geometry geometry) {
            super(setting.region(geometry.layout));
            this.setting = setting;
            this.blocks = blocks;
            this.geometry = geometry;
            this.cache = new LockFreeCache(region, geometry);
        }

        @Override
        public Caller caller(int worker) {
            Holdings mine = new Holdings(region, geometry, worker);
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long file, long block, Payload payload) {
                    int id = blocks.id(file, block);
                    return switch (kind) {
                        case CacheWorkload.READ -> cache.read(mine, id, payload);
                        case CacheWorkload.WRITE -> {
                            long result = cache.write(mine, id, payload);
                            payload.length(0);
                            yield result;
                        }
                        default -> throw new IllegalArgumentException("a cache has no operation " + kind);
                    };
                }
            };
        }

        @Override
        public long digest() {
            return cache.digest();
        }

        @Override
        public Map<String, Long> counts() {
            return Counts.sum(IntStream.range(0, setting.workers())
                    .mapToObj(worker -> new Holdings(region, geometry, worker).counts())
                    .toList());
        }
    }
}
