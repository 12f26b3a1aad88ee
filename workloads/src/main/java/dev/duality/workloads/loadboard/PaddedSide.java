// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.loadboard;

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
import java.util.function.Function;

/// A word for each host, apart from the others, which one worker alone writes.
final class PaddedSide extends SharedSide {
    PaddedSide() {
        super(
                "padded",
                "a word for each host, apart from the others: an update is a store, and a query looks at one by one");
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
        long first = layout.span("records", (long) LoadboardWorkload.hosts(setting.values()) * Region.APART);
        return new PaddedKernel(setting, memory.apply(layout), first);
    }

    private static final class PaddedKernel extends SharedKernel {
        /* One worker alone writes a host's word: its load in the low bits, above them how many spells it has begun, the
         * first not counted. Tried by PaddedSideStress, PaddedSideAskStress and LoadboardWorkloadTest.
         *
         *   update  U1 plain load   U2 volatile store of the load, and of one spell more if it becomes idle
         *   query   Q1 volatile load of each word in turn, until one is idle   Q2 the same again, until the round before
         *           found as many spells
         *
         * An update happens at its U2. A query that picks a host happens when it has looked at that one. A query that
         * picks nobody happens between its last two rounds: in both all were busy, and since spells only grow and their
         * sums are the same, so are those of each host. So each was busy all the time between its two looks, and all of
         * those times have the moment between the rounds in common. All loads and stores are in one order, so there are
         * such moments. U1 is of one's own.
         * A query goes on only if some host has become idle meanwhile: somebody always gets on.
         * Weaker breaks it: with one round a host that becomes idle behind the query's back is missed, while another one
         * that was idle until then is busy when its turn comes; with U2 a release two workers that say that they are
         * busy, and then ask, may both be given the other; and so may Q1 as an acquire.
         * Stronger is waste: U2 need not be a read-modify-write, since the word has one writer.
         */
        private static final int LOAD_BITS = 16;
        private static final long LOAD = (1L << LOAD_BITS) - 1;

        private final Setting setting;
        private final long first;
        private final int hosts;

        PaddedKernel(Setting setting, Region region, long first) {
            super(region);
            this.setting = setting;
            this.first = first;
            this.hosts = LoadboardWorkload.hosts(setting.values());
        }

        private long word(int host) {
            return first + (long) host * Region.APART;
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long a, long host, Payload payload) {
                    return switch (kind) {
                        case LoadboardWorkload.UPDATE -> update(a, word((int) host));
                        case LoadboardWorkload.QUERY -> query((int) host);
                        default -> throw new IllegalArgumentException("a load board has no operation " + kind);
                    };
                }
            };
        }

        private long update(long load, long word) {
            long value = region.getPlain(word); // U1
            long before = value & LOAD;
            long spells = value >>> LOAD_BITS;
            if (load == LoadboardWorkload.IDLE && before != LoadboardWorkload.IDLE) {
                spells++;
            }
            region.setVolatile(word, spells << LOAD_BITS | load); // U2
            return before;
        }

        private long query(int from) {
            long before = -1; // no sum of spells
            while (true) {
                long spells = 0;
                int host = from;
                for (int i = 0; i < hosts; i++) {
                    long value = region.getVolatile(word(host)); // Q1, Q2
                    if ((value & LOAD) == LoadboardWorkload.IDLE) {
                        return host;
                    }
                    spells += value >>> LOAD_BITS;
                    host = host + 1 == hosts ? 0 : host + 1;
                }
                if (spells == before) {
                    return LoadboardWorkload.NOBODY;
                }
                before = spells;
            }
        }

        @Override
        public long digest() {
            long digest = 0;
            for (int host = 0; host < hosts; host++) {
                digest = LoadTable.digest(digest, region.getAcquire(word(host)) & LOAD);
            }
            return digest;
        }
    }
}
