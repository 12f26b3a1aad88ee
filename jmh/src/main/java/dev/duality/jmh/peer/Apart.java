// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import dev.duality.shm.Futex;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import java.util.Optional;

/// Which parties of a kernel are in processes of their own: each server, or, where there is no server, each worker but
/// the first, which is in the process that measures.
public final class Apart {
    private Apart() {}

    /// How many processes there are beside the one that measures.
    public static int peers(Side side, Setting setting) {
        return setting.placement() == Placement.THREADS ? 0 : Math.max(side.servers(setting), workers(side, setting));
    }

    /// How many workers are in processes of their own.
    public static int workers(Side side, Setting setting) {
        return setting.placement() == Placement.THREADS || side.servers(setting) > 0 ? 0 : setting.workers() - 1;
    }

    /// Why a side cannot be placed as a setting says, in one line; empty if it can.
    public static Optional<String> refuses(Side side, Setting setting) {
        Placement placement = setting.placement();
        if (placement == Placement.THREADS) {
            return Optional.empty();
        }
        if (placement == Placement.HOSTS) {
            return Optional.of("nothing here carries it between hosts; use --placement threads or processes");
        }
        if (!placement.within(side.reach())) {
            return Optional.of(
                    "its state or its channels are those of one JVM, so it has no other placement than threads; docs/placements.md says what has another");
        }
        if (peers(side, setting) == 0) {
            return Optional.of("it has no server, so with 1 worker nobody is in another process; use --workers 2");
        }
        return setting.waiting() == WaitStrategy.Kind.PARK ? Futex.unavailable() : Optional.empty();
    }
}
