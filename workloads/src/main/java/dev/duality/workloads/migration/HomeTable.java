// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.workloads.GuardedSpecification;
import dev.duality.workloads.Setting;
import java.util.Arrays;
import java.util.Map;

/// The homes of processes: each is here, or away on a worker's host; whoever asks for one that is away
/// waits at its home until it is back.
final class HomeTable implements GuardedSpecification {
    /// Sends process `a` to who asks, as the reply's payload, once it is here.
    static final int TAKE = 0;

    /// Process `a` is back: the payload.
    static final int GIVE = 1;

    /// A tick of the clock of process `a`. Gives what it was before.
    static final int TICK = 2;

    /// The home's part of a fork of process `a`. Gives how many children it had before.
    static final int FORK = 3;

    /// A signal for process `a`.
    static final int SIGNAL = 4;

    /// Tells of process `a` what [MigrationWorkload#STATUS] does, once it is here.
    static final int STATUS = 5;

    private final Region region;
    private final ProcessRecords records;
    private final ProcessRecords beginning;
    private final boolean[] away;
    private long moves;
    private long waits;

    HomeTable(Setting setting) {
        ImageGeometry geometry = ImageGeometry.of(setting.values());
        int processes = setting.getInt(MigrationWorkload.PROCESSES);
        region = Region.allocate(ProcessRecords.bytes(processes, geometry));
        records = new ProcessRecords(region, 0, processes, geometry);
        records.begin();
        beginning = Processes.beginning(setting);
        away = new boolean[processes];
    }

    @Override
    public boolean admits(int kind, long a, long b) {
        return !away[(int) a] || kind != TAKE && kind != STATUS;
    }

    @Override
    public void parked(int kind) {
        waits++;
    }

    @Override
    public long apply(int kind, long a, long b, Payload payload) {
        int process = (int) a;
        if (!admits(kind, a, b)) {
            throw new IllegalStateException("process %d is away; wait until it is back".formatted(process));
        }
        if (kind == GIVE) {
            records.image(process).deencapsulate(payload);
            away[process] = false;
        }
        payload.length(0);
        return switch (kind) {
            case TAKE -> take(process, payload);
            case GIVE -> 0;
            case TICK -> records.tick(process);
            case FORK -> records.fork(process);
            case SIGNAL -> {
                long word = records.pending(process);
                region.setPlain(word, region.getPlain(word) + 1);
                yield Image.pid(process);
            }
            case STATUS -> records.status(process, b);
            default -> throw new IllegalArgumentException("a home has no operation " + kind);
        };
    }

    private long take(int process, Payload payload) {
        away[process] = true;
        moves++;
        long word = records.pending(process);
        Image image = records.image(process);
        image.take(region.getPlain(word));
        region.setPlain(word, 0);
        image.encapsulate(payload);
        return 0;
    }

    /// The digest. Where processes are is part of the state only while some are away.
    @Override
    public long digest() {
        return records.digest(beginning) + Arrays.hashCode(away) - Arrays.hashCode(new boolean[away.length]);
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of("moves", moves, "waits", waits);
    }
}
