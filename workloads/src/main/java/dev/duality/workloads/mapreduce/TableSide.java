// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.lock.SpinLock;
import dev.duality.workloads.BusyWork;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import java.util.Arrays;
import java.util.function.Function;

/// One table for all, and a cursor that says which chunk is next.
final class TableSide extends SharedSide {
    private static final int SLOT_BYTES = 2 * Long.BYTES;

    private final TextCache texts;

    TableSide(TextCache texts) {
        super("table", "one hash table that all add to, without a lock; chunks are taken from an atomic cursor");
        this.texts = texts;
    }

    /// The counts of a chunk's keys are added one after the other, where an owner adds them at once.
    @Override
    public boolean byParts(Setting setting) {
        return true;
    }

    /// All state is in the region; a slot's key is a place in the text, which is the same in each process.
    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES;
    }

    @Override
    public Kernel open(Setting setting) {
        return open(setting, texts.of(setting), setting::region);
    }

    /// Opens it in memory that the caller gives.
    static Kernel open(Setting setting, Text text, Function<RegionLayout, Region> memory) {
        RegionLayout layout = new RegionLayout();
        Places places = Places.of(layout, text, setting.workers());
        return new TableKernel(setting, text, memory.apply(layout), places);
    }

    /// Offsets of the parts.
    ///
    /// @param worked what the work that one at a time does has led to; the lock's holder's
    /// @param slots a power of two, twice as many as there are keys, or more
    record Places(long cursor, long lock, long worked, long table, int slots) {
        static Places of(RegionLayout layout, Text text, int workers) {
            int slots = Integer.highestOneBit(Math.max(1, 2 * text.distinct() - 1)) * 2;
            return new Places(
                    layout.word("cursor"),
                    layout.span("lock", SpinLock.bytes(workers)),
                    layout.word("worked"),
                    layout.span("table", (long) slots * SLOT_BYTES),
                    slots);
        }
    }

    private static final class TableKernel extends SharedKernel {
        /* All share the cursor and the slots; nobody writes the text. A slot is a key's place in the text, 0 while it is
         * free, and how often the key was there. Tried by TableSideStress and MapReduceWorkloadTest.
         *
         *   step  S1 get and add 1 to the cursor   S2 count the chunk's keys, alone
         *         for each key, from the slot of its hash on:
         *           S3 opaque the slot's key   S4 if it is free, compare-and-set 0 -> the key's place
         *           S5 if the slot's key is this one, get and add to its count; else S3 of the next slot
         *
         * No chunk is taken twice or left out: S1 gives each number once. No count is lost: S5 is a read-modify-write.
         * No key has two slots: it is looked for from the same slot on, keys never leave their slots, so a slot before
         * the key's is not free; and of two that find it free one succeeds at S4, and the other sees who did.
         * There is always a free slot: there are twice as many as keys.
         * Weaker breaks it: with S4 a store, one key may replace another, and its counts go to the wrong one; with S5 a
         * load and a store counts are lost.
         * Stronger is waste: S3 need not acquire, since what the key's place leads to was there before anybody began.
         */
        private final Setting setting;
        private final Text text;
        private final Places places;
        private final long serialSteps;
        private final SpinLock lock;

        TableKernel(Setting setting, Text text, Region region, Places places) {
            super(region);
            this.setting = setting;
            this.text = text;
            this.places = places;
            this.serialSteps = MapReduceWorkload.serialSteps(setting);
            this.lock = new SpinLock(region, places.lock, WaitStrategy.of(setting.waiting(), setting.workers()));
        }

        @Override
        public Caller caller(int worker) {
            KeyCounts own = new KeyCounts(64);
            Pages pages = new Pages();
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long page, long b, Payload payload) {
                    return switch (kind) {
                        case MapReduceWorkload.STEP -> step(worker, own);
                        case MapReduceWorkload.OUTPUT -> pages.read(page, payload, TableKernel.this::output);
                        default -> throw new IllegalArgumentException("a job has no operation " + kind);
                    };
                }
            };
        }

        private long step(int worker, KeyCounts own) {
            long taken = serialSteps == 0 ? region.getAndAdd(places.cursor, 1) : takeAlone(worker); // S1
            int chunk = (int) (taken % text.chunks());
            own.clear();
            int keys = own.addAll(text.job(), text.bytes(), text.start(chunk), text.end(chunk)); // S2
            for (int entry = 0; entry < own.size(); entry++) {
                add(own.hash(entry), word(own.origin(entry), own.length(entry)), own.count(entry));
            }
            return MapReduceWorkload.result(taken, keys);
        }

        /// With work that only one at a time can do.
        private long takeAlone(int worker) {
            lock.lock(worker);
            try {
                region.setPlain(places.worked, BusyWork.take(region.getPlain(places.worked), serialSteps));
                return region.getAndAdd(places.cursor, 1);
            } finally {
                lock.unlock(worker);
            }
        }

        private void add(long hash, long key, long count) {
            int slot = (int) hash & places.slots - 1;
            while (true) {
                long at = places.table + (long) slot * SLOT_BYTES;
                long there = region.getOpaque(at); // S3
                if (there == 0) {
                    there = region.compareAndSet(at, 0, key) ? key : region.getOpaque(at); // S4
                }
                if (there == key || same(there, key)) {
                    region.getAndAdd(at + Long.BYTES, count); // S5
                    return;
                }
                slot = slot + 1 & places.slots - 1;
            }
        }

        private boolean same(long one, long other) {
            return Arrays.equals(
                    text.bytes(),
                    start(one),
                    start(one) + length(one),
                    text.bytes(),
                    start(other),
                    start(other) + length(other));
        }

        /// A key's place in the text, never 0: no key is empty.
        private static long word(int start, int length) {
            return (long) start << Integer.SIZE | length;
        }

        private static int start(long word) {
            return (int) (word >>> Integer.SIZE);
        }

        private static int length(long word) {
            return (int) word;
        }

        /// The counts in the table; nobody adds.
        private KeyCounts tabled() {
            KeyCounts counts = new KeyCounts(64);
            for (int slot = 0; slot < places.slots; slot++) {
                long at = places.table + (long) slot * SLOT_BYTES;
                long key = region.getAcquire(at);
                if (key != 0) {
                    long hash = KeyCounts.hash(text.bytes(), start(key), length(key));
                    counts.add(text.bytes(), start(key), length(key), hash, region.getAcquire(at + Long.BYTES));
                }
            }
            return counts;
        }

        private byte[] output() {
            return tabled().output(text.job());
        }

        @Override
        public long digest() {
            return PlainJob.digest(region.getAcquire(places.cursor)) + tabled().digest();
        }
    }
}
