// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.lock.SpinLock;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import java.util.Map;
import java.util.function.Function;

/// A process stays where it is, and a word of its own says which worker has it.
final class HandoverSide extends SharedSide {
    HandoverSide() {
        super(
                "handover",
                "a word for each process says who has it: a move is a store, and the loads behind it fetch the rest");
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // all state is in the region, and to begin it again changes nothing
    }

    @Override
    public Kernel open(Setting setting) {
        return open(setting, setting::region);
    }

    /// Opens it in memory that the caller gives.
    static Kernel open(Setting setting, Function<RegionLayout, Region> memory) {
        ImageGeometry geometry = ImageGeometry.of(setting.values());
        int processes = setting.getInt(MigrationWorkload.PROCESSES);
        RegionLayout layout = new RegionLayout();
        long owners = layout.span("owners", processes * SpinLock.bytes(setting.workers()));
        long moves = layout.span("moves", (long) setting.workers() * Region.APART);
        long records = layout.span("processes", ProcessRecords.bytes(processes, geometry));
        Region region = memory.apply(layout);
        return new HandoverKernel(
                setting, region, owners, moves, new ProcessRecords(region, records, processes, geometry));
    }

    private static final class HandoverKernel extends SharedKernel {
        /* Who has a process, by the word of its SpinLock, alone touches its image, its clock and its children; whoever
         * likes adds to the signals that wait for it. Tried by HandoverSideStress, HandoverSideMoveStress and
         * MigrationWorkloadTest.
         *
         *   visit   V1 lock   V2 exchange the waiting signals for 0   V3 plain loads and stores of the process   V4 unlock
         *   signal  S1 add 1 to the waiting signals
         *
         * A process moves with one word: V4 is a release and V1 an acquire of it, so the V3 of the one happen-before
         * those of the next, wherever that runs. What moves its lines is their first loads.
         * No signal is lost or taken twice: V2 and S1 are read-modify-writes of one word.
         * Weaker breaks it: with V2 a load and a store, an S1 between them is overwritten.
         * Stronger is waste: nothing else is decided by the waiting signals, and V1 and V4 order the rest.
         */
        private final Setting setting;
        private final SpinLock[] owners;
        private final long moves;
        private final ProcessRecords records;
        private final Visit visit;

        HandoverKernel(Setting setting, Region region, long owners, long moves, ProcessRecords records) {
            super(region);
            this.setting = setting;
            this.owners = new SpinLock[records.count()];
            this.moves = moves;
            this.records = records;
            this.visit = new Visit(setting);
            WaitStrategy[] waits = WaitStrategy.of(setting.waiting(), setting.workers());
            for (int process = 0; process < this.owners.length; process++) {
                long offset = owners + process * SpinLock.bytes(setting.workers());
                this.owners[process] = new SpinLock(region, offset, waits);
            }
            records.begin();
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long a, long b, Payload payload) {
                    payload.length(0);
                    int process = (int) a;
                    return switch (kind) {
                        case MigrationWorkload.VISIT -> visit(worker, process, b);
                        case MigrationWorkload.SIGNAL -> {
                            region.getAndAdd(records.pending(process), 1); // S1
                            yield Image.pid(process);
                        }
                        case MigrationWorkload.STATUS -> status(worker, process, b);
                        default -> throw new IllegalArgumentException("a process has no operation " + kind);
                    };
                }
            };
        }

        private long visit(int worker, int process, long draw) {
            owners[process].lock(worker); // V1
            long before = records.host(process, worker + 1L);
            if (before != worker + 1L) {
                long own = moves + (long) worker * Region.APART;
                region.setPlain(own, region.getPlain(own) + 1);
            }
            Image image = records.image(process);
            image.take(region.getAndSet(records.pending(process), 0)); // V2
            long answers = visit.run(image, process, draw, records); // V3
            owners[process].unlock(worker); // V4
            return answers;
        }

        private long status(int worker, int process, long which) {
            owners[process].lock(worker);
            long answer = records.status(process, which);
            owners[process].unlock(worker);
            return answer;
        }

        @Override
        public long digest() {
            return records.digest(Processes.beginning(setting));
        }

        @Override
        public Map<String, Long> counts() {
            long moved = 0;
            for (int worker = 0; worker < setting.workers(); worker++) {
                moved += region.getPlain(moves + (long) worker * Region.APART);
            }
            long waits = 0;
            for (SpinLock owner : owners) {
                waits += owner.misses();
            }
            return Map.of("moves", moved, "waits", waits);
        }
    }
}
