// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedSide;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/// The backing files mapped, each once: a touch is a load or a store, and which pages have frames is the kernel's
/// affair. As long as it has memory, a page faults once.
final class MappedSide extends SharedSide {
    private final PagingWorkload workload;

    MappedSide(PagingWorkload workload) {
        super(
                "mapped",
                "the backing files mapped: a touch is a load or a store, in as many frames as the kernel gives");
        this.workload = workload;
    }

    /// A load and a store wait for nobody.
    @Override
    public Set<WaitStrategy.Kind> waits() {
        return EnumSet.noneOf(WaitStrategy.Kind.class);
    }

    /// The kernel keeps all pages of the files, however few frames were asked for.
    @Override
    public boolean withoutBound(Setting setting) {
        return true;
    }

    @Override
    public Kernel open(Setting setting) {
        return new MappedKernel(setting, workload.segments(setting));
    }

    private static final class MappedKernel implements Kernel {
        /* A word is written whole, by one store, and read by one load. Tried by PagingWorkloadTest.
         *
         *   load   L1 volatile load    store   S1 volatile store
         *
         * Each operation happens at its one step, and all of those are in one order.
         * Weaker breaks it: with S1 a release, two workers that each store and then load the other's word may both
         * find the old one, though both stores had returned.
         * Stronger is waste: a store need not know what was there.
         */
        private final Setting setting;
        private final Segments segments;
        private final BackingFiles files;
        private final Region[] regions; // by segment

        MappedKernel(Setting setting, Segments segments) {
            this.setting = setting;
            this.segments = segments;
            this.files = new BackingFiles(segments, setting.options());
            this.regions = new Region[segments.count()];
            for (int segment = 0; segment < regions.length; segment++) {
                regions[segment] =
                        Region.map(files.path(segment), (long) segments.pages(segment) * Segments.PAGE_BYTES);
            }
        }

        @Override
        public void start(ThreadFactory factory) {}

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long value, long address, Payload payload) {
                    Region region = regions[Segments.segment(address)];
                    return switch (kind) {
                        case PagingWorkload.LOAD -> region.getVolatile(Segments.offset(address)); // L1
                        case PagingWorkload.STORE -> {
                            region.setVolatile(Segments.offset(address), value); // S1
                            yield value;
                        }
                        default -> throw new IllegalArgumentException("a paged memory has no operation " + kind);
                    };
                }
            };
        }

        @Override
        public long digest() {
            return PageWords.digest(
                    segments, address -> regions[Segments.segment(address)].getVolatile(Segments.offset(address)));
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of();
        }

        @Override
        public void close() {
            for (Region region : regions) {
                region.close();
            }
            files.close();
        }
    }
}
