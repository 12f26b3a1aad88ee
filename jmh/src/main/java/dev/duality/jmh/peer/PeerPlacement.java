// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.mpi.Mpi;
import dev.duality.shm.Eventfd;
import dev.duality.shm.Futex;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The parties of a kernel that are in processes of their own: each server, or, where there is no server, each worker
/// but the first, which is in the process that measures.
public final class PeerPlacement {
    private PeerPlacement() {}

    /// The number of processes beside the one that measures.
    public static int peers(Side side, Setting setting) {
        return setting.placement() == Placement.THREADS ? 0 : Math.max(side.servers(setting), workers(side, setting));
    }

    /// The number of workers in processes of their own.
    public static int workers(Side side, Setting setting) {
        return setting.placement() == Placement.THREADS || side.servers(setting) > 0 ? 0 : setting.workers() - 1;
    }

    /// Whether it is made for hosts: such a side is measured wherever a run places parties there, so that others can be
    /// compared with it.
    public static boolean isForHosts(Side side) {
        return side.reach() == Contract.Reach.RANKS;
    }

    /// The reason why a side cannot cross hosts. One that keeps all that its parties share in regions does by a window;
    /// messages need a transport that does.
    private static Optional<String> rejectsHosts(Side side, Setting setting, List<Transport> known) {
        boolean windows = side.sharesMemory() && Placement.PROCESSES.within(side.reach());
        if (!windows && !Placement.HOSTS.within(side.reach())) {
            return Optional.of("it does not reach another host; use %sa side of shm: whose state is in words"
                    .formatted(thatReach(Placement.HOSTS, known)));
        }
        if (peers(side, setting) == 0) {
            return Optional.of("it has no server, so with 1 worker nobody is on another host; use --workers 2");
        }
        if (setting.waiting().kind().sleeps()) {
            return Optional.of("no host wakes a thread of another that sleeps; use another --wait than "
                    + setting.waiting().kind().label());
        }
        return Mpi.unavailable();
    }

    /// The messages that can be placed so, such as `messaging:pipe, messaging:ring, `, in front of ` or ...`.
    private static String thatReach(Placement placement, List<Transport> known) {
        String names = known.stream()
                .filter(transport -> placement.within(transport.contract().reach()))
                .map(transport -> "messaging:" + transport.name())
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : names + ", or ";
    }

    /// The reason why a side cannot be placed as a setting says, in one line; empty if it can.
    /// @param known transports of which those are named that could; none where nobody chooses any more
    public static Optional<String> rejects(Side side, Setting setting, List<Transport> known) {
        Placement placement = setting.placement();
        if (placement == Placement.THREADS) {
            return setting.waiting().kind() == WaitStrategy.Kind.EVENTFD ? Eventfd.unavailable() : Optional.empty();
        }
        if (placement == Placement.HOSTS) {
            return rejectsHosts(side, setting, known);
        }
        if (isForHosts(side)) {
            return Optional.of("its ends are ranks of one job; use --placement hosts, with this host in --hosts");
        }
        if (!placement.within(side.reach())) {
            return Optional.of(
                    "--placement processes needs state or channels that several processes see, and it has those of one JVM;"
                            + " leave --placement out, or take %sa side of shm: whose state is in words (docs/placements.md)"
                                    .formatted(thatReach(placement, known)));
        }
        if (peers(side, setting) == 0) {
            return Optional.of("it has no server, so with 1 worker nobody is in another process; use --workers 2");
        }
        return switch (setting.waiting().kind()) {
            case PARK -> Futex.unavailable();
            case EVENTFD -> Eventfd.unavailableBetweenProcesses();
            case SPIN, PAUSE, YIELD, BACKOFF -> Optional.empty();
        };
    }
}
