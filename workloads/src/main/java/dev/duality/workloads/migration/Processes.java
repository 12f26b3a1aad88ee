// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;

/// All processes at one place, as a sequential object: they make their calls, and nothing moves.
final class Processes implements Specification {
    private final Region region;
    private final ProcessRecords records;
    private final Visit visit;
    private final ProcessRecords beginning;

    Processes(Setting setting) {
        ImageGeometry geometry = ImageGeometry.of(setting.values());
        int processes = setting.getInt(MigrationWorkload.PROCESSES);
        region = Region.allocate(ProcessRecords.bytes(processes, geometry));
        records = new ProcessRecords(region, 0, processes, geometry);
        records.begin();
        visit = new Visit(setting);
        beginning = beginning(setting);
    }

    /// Processes that nobody will touch.
    static ProcessRecords beginning(Setting setting) {
        ImageGeometry geometry = ImageGeometry.of(setting.values());
        int processes = setting.getInt(MigrationWorkload.PROCESSES);
        ProcessRecords records =
                new ProcessRecords(Region.allocate(ProcessRecords.bytes(processes, geometry)), 0, processes, geometry);
        records.begin();
        return records;
    }

    @Override
    public long apply(int kind, long a, long b, Payload payload) {
        payload.length(0);
        int process = (int) a;
        return switch (kind) {
            case MigrationWorkload.VISIT -> {
                take(process);
                yield visit.run(records.image(process), process, b, records);
            }
            case MigrationWorkload.SIGNAL -> {
                long word = records.pending(process);
                region.setPlain(word, region.getPlain(word) + 1);
                yield Image.pid(process);
            }
            case MigrationWorkload.STATUS -> records.status(process, b);
            default -> throw new IllegalArgumentException("a process has no operation " + kind);
        };
    }

    private void take(int process) {
        long word = records.pending(process);
        records.image(process).take(region.getPlain(word));
        region.setPlain(word, 0);
    }

    @Override
    public long digest() {
        return records.digest(beginning);
    }
}
