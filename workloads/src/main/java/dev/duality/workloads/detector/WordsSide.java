// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.detector;

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

/// A word for each process, which it alone writes.
final class WordsSide extends SharedSide {
    WordsSide() {
        super("words", "a heartbeat word for each process: a beat is a store, and who asks looks at all of them");
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
        long first = layout.span("beats", (long) setting.workers() * Region.APART);
        return new WordsKernel(setting, memory.apply(layout), first);
    }

    private static final class WordsKernel extends SharedKernel {
        /* A process alone writes its word, and its ticks only grow. Tried by WordsSideStress, WordsSideAskStress and
         * DetectorWorkloadTest.
         *
         *   beat  B1 volatile store of the tick
         *   ask   A1 volatile load of each word in turn: who is suspected   A2 the same again, until A1 or the A2
         *         before gave the same
         *
         * A beat happens at its B1. An ask happens between the last two rounds: ticks only grow, so for the tick of
         * one ask a process that is no longer suspected never is again. If two rounds gave the same, each process was
         * what they say all the time between its two looks, and all of those spans have the moment between the rounds
         * in common. All loads and stores are in one order, so there is such a moment.
         * Nobody waits: each round that differs has one suspect less, so there are at most 65 and one more.
         * Weaker breaks it: with one round a beat that came first may be missed, and a later one seen; with B1 a
         * release two processes that beat and then ask may both suspect each other, and so may A1 as an acquire.
         * Stronger is waste: B1 need not be a read-modify-write, since the word has one writer.
         */
        private final Setting setting;
        private final long first;
        private final int processes;
        private final long timeout;

        WordsKernel(Setting setting, Region region, long first) {
            super(region);
            this.setting = setting;
            this.first = first;
            this.processes = setting.workers();
            this.timeout = DetectorWorkload.timeout(setting);
        }

        private long word(int process) {
            return first + (long) process * Region.APART;
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long tick, long which, Payload payload) {
                    return switch (kind) {
                        case DetectorWorkload.BEAT -> beat(tick, word((int) which));
                        case DetectorWorkload.ASK -> ask(tick, (int) which * DetectorWorkload.GROUP);
                        default -> throw new IllegalArgumentException("a detector has no operation " + kind);
                    };
                }
            };
        }

        private long beat(long tick, long word) {
            long before = region.getPlain(word);
            if (tick > before) {
                region.setVolatile(word, tick); // B1
            }
            return tick - before;
        }

        private long ask(long tick, int from) {
            int end = Math.min(processes, from + DetectorWorkload.GROUP);
            long suspects = round(tick, from, end); // A1
            while (true) {
                long again = round(tick, from, end); // A2
                if (again == suspects) {
                    return suspects;
                }
                suspects = again;
            }
        }

        private long round(long tick, int from, int end) {
            long suspects = 0;
            for (int process = from; process < end; process++) {
                suspects |= LastBeats.suspect(tick, region.getVolatile(word(process)), timeout) << process - from;
            }
            return suspects;
        }

        @Override
        public long digest() {
            long digest = 0;
            for (int process = 0; process < processes; process++) {
                digest = LastBeats.digest(digest, region.getAcquire(word(process)));
            }
            return digest;
        }
    }
}
