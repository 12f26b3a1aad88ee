// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.lines;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import java.util.Optional;
import java.util.function.Function;

/// The processor's atomic addition, line after line.
final class AtomicAddsSide extends SharedSide {
    AtomicAddsSide() {
        super("lockfree", "one atomic add per line, without a lock");
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        return LinesWorkload.reads(setting) == 0
                ? Optional.empty()
                : Optional.of("a read of all lines at once takes more than an atomic add for each; use shm:seqlock");
    }

    /// An owner, or a lock, changes all lines at once.
    @Override
    public boolean byParts(Setting setting) {
        return LinesWorkload.lines(setting) > 1;
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // all state is in the region
    }

    @Override
    public Kernel open(Setting setting) {
        return open(setting, setting::region);
    }

    /// Opens it in memory that the caller gives.
    static Kernel open(Setting setting, Function<RegionLayout, Region> memory) {
        RegionLayout layout = new RegionLayout();
        long first = layout.span("lines", (long) LinesWorkload.lines(setting) * Region.APART);
        return new AtomicAddsKernel(setting, memory.apply(layout), first);
    }

    private static final class AtomicAddsKernel extends SharedKernel {
        /* Each word is everybody's. Tried by AtomicAddsSideStress and LinesWorkloadTest.
         *
         *   add   A1 get and add 1 to the first line: the answer   A2 add 1 to each other line, in their order
         *   look  L1 acquire a line
         *
         * Nothing is lost: each step is one atomic addition, so when all operations have ended every line has got 1
         * from each.
         * An operation happens at its A1: that word gives each operation another value before, in the order of the
         * A1s, and a look at it the number of those that have happened. An operation that began after another's end
         * has its A1 after the other's.
         * A look at another line may come before the A2 of an operation that has happened; see LinesWorkload.
         * Weaker breaks it: A1 or A2 as a load and a store would lose additions.
         * Stronger is waste: all steps of an operation as one would need a lock, and nobody looks in between.
         */
        private final Setting setting;
        private final long first;
        private final long end;

        AtomicAddsKernel(Setting setting, Region region, long first) {
            super(region);
            this.setting = setting;
            this.first = first;
            this.end = first + (long) LinesWorkload.lines(setting) * Region.APART;
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long line, long b, Payload payload) {
                    return switch (kind) {
                        case LinesWorkload.ADD -> add();
                        case LinesWorkload.GET -> region.getAcquire(first + line * Region.APART); // L1
                        default -> throw new IllegalArgumentException("lines have no operation " + kind);
                    };
                }
            };
        }

        private long add() {
            long before = region.getAndAdd(first, 1); // A1
            for (long word = first + Region.APART; word < end; word += Region.APART) {
                region.getAndAdd(word, 1); // A2
            }
            return before;
        }

        @Override
        public long digest() {
            long digest = 0;
            for (long word = first; word < end; word += Region.APART) {
                digest = PlainLines.digest(digest, region.getAcquire(word));
            }
            return digest;
        }
    }
}
