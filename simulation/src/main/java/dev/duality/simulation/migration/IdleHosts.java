// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.shm.Payload;
import dev.duality.workloads.Specification;
import dev.duality.workloads.loadboard.LoadboardWorkload;

/// The knowledge of who is idle: a board as the workload `loadboard` specifies it, whose hosts are idle until something
/// else is said of them, and whose queries begin behind the host that was given last. For one thread.
final class IdleHosts {
    static final long IDLE = LoadboardWorkload.IDLE;
    static final long BUSY = 1;

    private final Specification board;
    private final Payload none = new Payload(0);
    private final int hosts;
    private int first;

    /// @param first the host that a query looks at first, as long as none was given
    IdleHosts(int hosts, int first) {
        this.board = LoadboardWorkload.board(hosts);
        this.hosts = hosts;
        this.first = first % hosts;
    }

    void update(int host, long load) {
        board.apply(LoadboardWorkload.UPDATE, load, host, none);
    }

    /// Gives an idle host, and leaves it idle.
    /// @return [MigrationKinds#NOBODY] if none is
    long query() {
        long host = board.apply(LoadboardWorkload.QUERY, 0, first, none);
        if (host != MigrationKinds.NOBODY) {
            first = (int) (host + 1) % hosts;
        }
        return host;
    }
}
