// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.lines;

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

/// The lines as one record with a version: one worker at a time adds, and who only reads writes nothing. All that can
/// go wrong between threads is [SeqLock]'s.
final class SeqLockSide extends SharedSide {
    SeqLockSide() {
        super("seqlock", "one record with a version: one adds at a time, and who reads writes nothing");
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // all state is in the region
    }

    @Override
    public Kernel open(Setting setting) {
        return new SeqLockKernel(setting);
    }

    private static final class SeqLockKernel extends SharedKernel {
        private final Setting setting;
        private final int lines;
        private final SeqLock record;

        SeqLockKernel(Setting setting) {
            RegionLayout layout = new RegionLayout();
            int lines = LinesWorkload.lines(setting);
            long offset = layout.span("lines", SeqLock.bytes(lines, Region.APART));
            super(setting.region(layout));
            this.setting = setting;
            this.lines = lines;
            WaitStrategy[] waits = WaitStrategy.of(setting.waiting(), setting.workers());
            this.record = new SeqLock(region, offset, lines, Region.APART, waits);
        }

        @Override
        public Caller caller(int worker) {
            long[] seen = new long[lines]; // made by the worker's own thread, in that thread's memory
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long line, long b, Payload payload) {
                    return switch (kind) {
                        case LinesWorkload.ADD -> add(worker);
                        case LinesWorkload.GET -> {
                            record.read(worker, seen);
                            yield seen[(int) line];
                        }
                        case LinesWorkload.READ -> {
                            record.read(worker, seen);
                            long sum = 0;
                            for (long value : seen) {
                                sum += value;
                            }
                            yield sum;
                        }
                        default -> throw new IllegalArgumentException("lines have no operation " + kind);
                    };
                }
            };
        }

        private long add(int worker) {
            record.begin(worker);
            long before = record.get(0);
            for (int line = 0; line < lines; line++) {
                record.set(line, record.get(line) + 1);
            }
            record.end();
            return before;
        }

        @Override
        public long digest() {
            long digest = 0;
            for (int line = 0; line < lines; line++) {
                digest = PlainLines.digest(digest, record.get(line));
            }
            return digest;
        }
    }
}
