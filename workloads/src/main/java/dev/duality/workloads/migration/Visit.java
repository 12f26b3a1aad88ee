// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import dev.duality.shm.SplitMix64;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;

/// The calls of a process on the host that it has come to. Which calls those are follows from a number that comes with
/// the visit, by the mixture of Sprite's 106 kernel calls: 91 local, 11 forwarded home, 4 joint.
final class Visit {
    private static final long KINDS = 106;
    private static final long LOCAL = 91;
    private static final long FORWARDED = 11;
    private static final int LONGEST_READ = 4096;

    private final ImageGeometry geometry;
    private final long calls;
    private final long local; // of KINDS
    private final long forwarded;
    private final boolean touching;

    Visit(Setting setting) {
        Values values = setting.values();
        geometry = ImageGeometry.of(values);
        calls = values.get(MigrationWorkload.CALLS);
        touching = values.get(MigrationWorkload.TOUCH).equals(MigrationWorkload.ALL);
        switch (values.get(MigrationWorkload.MIX)) {
            case MigrationWorkload.LOCAL -> {
                local = KINDS;
                forwarded = 0;
            }
            case MigrationWorkload.FORWARDED -> {
                local = 0;
                forwarded = KINDS;
            }
            case MigrationWorkload.JOINT -> {
                local = 0;
                forwarded = 0;
            }
            default -> {
                local = LOCAL;
                forwarded = FORWARDED;
            }
        }
    }

    /// Makes all calls of a visit. Gives the sum of what they answered.
    /// @param draw what the calls are drawn from
    long run(Image image, int process, long draw, Home home) {
        long answers = touching ? image.touchAll() : 0;
        for (long call = 1; call <= calls; call++) {
            long drawn = SplitMix64.of(draw, call);
            long kind = (drawn >>> 40) % KINDS;
            if (kind < local) {
                answers += local(image, drawn);
            } else if (kind < local + forwarded) {
                answers += image.told(home.tick(process));
            } else {
                image.forked();
                answers += home.fork(process);
            }
        }
        return answers;
    }

    /// Asks who it is, reads, or changes a line of a page; who has no stream, or no page, asks who it is.
    private long local(Image image, long drawn) {
        int number = (int) (drawn >>> 8 & 0x7FFF);
        return switch ((int) (drawn & 3)) {
            case 0, 1 ->
                geometry.files() == 0
                        ? image.pid()
                        : image.read(number % geometry.files(), 1 + (drawn >>> 24) % LONGEST_READ);
            case 2 ->
                geometry.pages() == 0
                        ? image.pid()
                        : image.touch(number % geometry.pages(), (int) ((drawn >>> 24) % Image.lines()));
            default -> image.pid();
        };
    }
}
