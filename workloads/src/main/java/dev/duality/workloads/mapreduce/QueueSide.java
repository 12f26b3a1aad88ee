// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.ForwardingKernel;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import java.util.Optional;
import java.util.Set;

/// Chunks come by queue from the first owner; workers count their keys, and send each owner its partition of them.
final class QueueSide implements Side {
    private final TextCache texts;
    private final Side owners;

    /// @param owners the derived side of [Reducers] over a transport
    QueueSide(TextCache texts, Side owners) {
        this.texts = texts;
        this.owners = owners;
    }

    @Override
    public String substrate() {
        return owners.substrate();
    }

    @Override
    public String description() {
        return owners.description();
    }

    @Override
    public Contract contract() {
        return owners.contract();
    }

    @Override
    public Optional<String> unavailable() {
        return owners.unavailable();
    }

    @Override
    public Set<WaitStrategy.Kind> waits() {
        return owners.waits();
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        return setting.window() > 1
                ? Optional.of("a step is several messages, one after the other; use window 1")
                : owners.rejects(setting);
    }

    @Override
    public int servers(Setting setting) {
        return owners.servers(setting);
    }

    @Override
    public int lineTransfers() {
        return owners.lineTransfers();
    }

    /// Mappers and owners meet in channels only, and the text is each process's own.
    @Override
    public Contract.Reach reach() {
        return owners.reach();
    }

    @Override
    public Kernel open(Setting setting) {
        Text text = texts.of(setting);
        return new ForwardingKernel(owners.open(setting), caller -> new Mapper(setting, text.job(), caller));
    }

    /// A worker: maps what it is handed, and sends it on.
    private static final class Mapper extends DirectCaller {
        private final Job job;
        private final Caller owners;
        private final int[] keys; // for each owner a number that leads to it
        private final KeyCounts own = new KeyCounts(64);
        private final Pages pages = new Pages();

        Mapper(Setting setting, Job job, Caller owners) {
            super(setting);
            this.job = job;
            this.owners = owners;
            this.keys = new int[setting.owners()];
            for (int owner = 0; owner < keys.length; owner++) {
                while (JobSplit.owner(keys[owner], keys.length) != owner) {
                    keys[owner]++;
                }
            }
        }

        @Override
        public long call(int kind, long page, long b, Payload payload) {
            return switch (kind) {
                case MapReduceWorkload.STEP -> step(payload);
                case MapReduceWorkload.OUTPUT ->
                    pages.read(page, payload, () -> output(new Payload(payload.capacity())));
                default -> throw new IllegalArgumentException("a job has no operation " + kind);
            };
        }

        private long step(Payload payload) {
            payload.length(0);
            long taken = owners.call(Reducer.NEXT, keys[0], 0, payload);
            own.clear();
            int found = own.addAll(job, payload.bytes(), 0, payload.length());
            for (int owner = 0; owner < keys.length; owner++) {
                payload.length(0);
                for (int entry = 0; entry < own.size(); entry++) {
                    if (keys.length == 1 || JobSplit.owner((int) own.hash(entry), keys.length) == owner) {
                        write(entry, owner, payload);
                    }
                }
                send(owner, payload);
            }
            return MapReduceWorkload.result(taken, found);
        }

        private void write(int entry, int owner, Payload payload) {
            if (!own.write(entry, payload)) {
                send(owner, payload);
                own.write(entry, payload);
            }
        }

        private void send(int owner, Payload payload) {
            if (payload.length() > 0) {
                owners.call(Reducer.ADD, keys[owner], 0, payload);
            }
            payload.length(0);
        }

        private byte[] output(Payload payload) {
            KeyCounts all = new KeyCounts(64);
            for (int key : keys) {
                long from = 0;
                long records;
                do {
                    payload.length(0);
                    records = owners.call(Reducer.LIST, key, from, payload);
                    all.addRecords(payload.bytes(), 0, payload.length());
                    from += records;
                } while (records > 0);
            }
            return all.output(job);
        }
    }
}
