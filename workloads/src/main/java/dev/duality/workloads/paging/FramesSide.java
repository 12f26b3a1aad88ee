// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import dev.duality.workloads.cache.policy.Policy;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The work of a pager and its clients in memory that all workers share: as many frames, as few of them dirty, and
/// backing pages in memory.
final class FramesSide extends SharedSide {
    private final PagingWorkload workload;

    FramesSide(PagingWorkload workload) {
        super(
                "frames",
                "frames that all workers share, by loads and stores; who faults takes a lock, and brings the page himself");
        this.workload = workload;
    }

    /// A hit of the clock sets a bit, and takes no lock; and each worker pins a page.
    @Override
    public Optional<String> rejects(Setting setting) {
        if (PagingWorkload.policy(setting) != Policy.CLOCK) {
            return Optional.of("a touch of a page that is there takes no lock, so it sets a bit for the clock and moves"
                    + " no page in an order; use policy=clock");
        }
        int frames = PagingWorkload.frames(setting);
        return frames >= setting.workers()
                ? Optional.empty()
                : Optional.of("frames is %d, but %d workers pin one each; use frames=%d"
                        .formatted(frames, setting.workers(), setting.workers()));
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // what is stored is in the region; code is the same in each opening
    }

    @Override
    public Kernel open(Setting setting) {
        return open(setting, setting::region);
    }

    /// Opens it in memory that the caller gives.
    FramesKernel open(Setting setting, Function<RegionLayout, Region> memory) {
        Segments segments = workload.segments(setting);
        SharedFrames.Size size = new SharedFrames.Size(
                segments.pages(), PagingWorkload.frames(setting), Segments.PAGE_BYTES, setting.workers());
        return new FramesKernel(setting, segments, memory.apply(SharedFrames.layout(size)), size);
    }

    static final class FramesKernel extends SharedKernel {
        private final Setting setting;
        private final Segments segments;
        private final SharedFrames frames;

        FramesKernel(Setting setting, Segments segments, Region region, SharedFrames.Size size) {
            super(region);
            this.setting = setting;
            this.segments = segments;
            this.frames = new SharedFrames(
                    region, 0, size, code(segments), WaitStrategy.of(setting.waiting(), setting.workers()));
        }

        private static byte[][] code(Segments segments) {
            byte[][] code = new byte[segments.pages(Segments.CODE)][Segments.PAGE_BYTES];
            for (int page = 0; page < code.length; page++) {
                long first = segments.address(page);
                for (int word = 0; word < Segments.PAGE_WORDS; word++) {
                    PagerNode.WORD.set(code[page], word * Long.BYTES, Segments.initial(first + word));
                }
            }
            return code;
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long value, long address, Payload payload) {
                    int page = segments.page(address);
                    return switch (kind) {
                        case PagingWorkload.LOAD -> frames.load(worker, page, Segments.word(address));
                        case PagingWorkload.STORE -> {
                            frames.store(worker, page, Segments.word(address), value);
                            yield value;
                        }
                        default -> throw new IllegalArgumentException("a paged memory has no operation " + kind);
                    };
                }
            };
        }

        /// The frames, for who looks at them while nobody works.
        SharedFrames frames() {
            return frames;
        }

        @Override
        public long digest() {
            return PageWords.digest(segments, address -> frames.word(segments.page(address), Segments.word(address)));
        }

        @Override
        public Map<String, Long> counts() {
            return frames.counts();
        }
    }
}
