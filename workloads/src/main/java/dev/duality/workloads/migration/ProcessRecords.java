// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;

/// All processes in one region, each with its image and with what its home keeps: its clock, its children, and the
/// signals that wait for it.
///
/// - **Threads:** of a process's words but [#pending], the one that has it.
final class ProcessRecords implements Home {
    private static final long CLOCK = 0;
    private static final long CHILDREN = 8;
    private static final long HOST = 16;
    private static final long PENDING = Region.APART; // others write it at any time
    private static final long IMAGE = 2L * Region.APART;

    private final Region region;
    private final long first;
    private final long stride;
    private final Image[] images;

    /// The bytes that the processes take.
    static long bytes(int processes, ImageGeometry geometry) {
        return processes * (IMAGE + geometry.memoryBytes());
    }

    /// Processes that have not done anything.
    /// @param first where they begin, a multiple of [Region#APART]
    ProcessRecords(Region region, long first, int processes, ImageGeometry geometry) {
        RegionLayout.requireApart(first);
        this.region = region;
        this.first = first;
        this.stride = IMAGE + geometry.memoryBytes();
        this.images = new Image[processes];
        for (int process = 0; process < processes; process++) {
            images[process] = new Image(region, first + process * stride + IMAGE, geometry);
        }
    }

    void begin() {
        for (int process = 0; process < images.length; process++) {
            images[process].begin(process);
        }
    }

    int count() {
        return images.length;
    }

    Image image(int process) {
        return images[process];
    }

    /// The offset of the number of signals that wait for a process.
    long pending(int process) {
        return first + process * stride + PENDING;
    }

    /// Notes who has a process.
    /// @return who had it before, 0 for nobody
    long host(int process, long host) {
        long word = first + process * stride + HOST;
        long before = region.getPlain(word);
        region.setPlain(word, host);
        return before;
    }

    @Override
    public long tick(int process) {
        return increment(process, CLOCK);
    }

    @Override
    public long fork(int process) {
        return increment(process, CHILDREN);
    }

    private long increment(int process, long at) {
        long word = first + process * stride + at;
        long before = region.getPlain(word);
        region.setPlain(word, before + 1);
        return before;
    }

    /// The answer to an operation of kind [MigrationWorkload#STATUS].
    long status(int process, long which) {
        Image image = images[process];
        if (which == MigrationWorkload.IDENTITY) {
            return image.identity();
        }
        if (which == MigrationWorkload.SIGNALS) {
            return signals(process);
        }
        if (which == MigrationWorkload.CHILDREN) {
            return image.children() - region.getPlain(first + process * stride + CHILDREN);
        }
        return image.position((int) (which - MigrationWorkload.POSITION));
    }

    private long signals(int process) {
        return images[process].signals() + region.getVolatile(pending(process));
    }

    /// The sum of the processes' digests, less those that they began with: that of those that nobody touched is 0.
    long digest(ProcessRecords beginning) {
        long digest = 0;
        for (int process = 0; process < images.length; process++) {
            digest += digest(process) - beginning.digest(process);
        }
        return digest;
    }

    private long digest(int process) {
        return images[process].digest(signals(process));
    }
}
