// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.results.SubstrateSide;
import java.util.Map;
import java.util.Set;

/// The substrates that a general preset measures a workload on when nobody names one.
final class SubstrateChoice {
    /// Substrates that differ from a major one in the lock alone: one workload shows by how much.
    private static final Set<String> MINOR_LOCKS = Set.of(
            "shm:lock-ticket",
            "shm:lock-mcs",
            "shm:lock-synchronized",
            "shm:lock-reentrant",
            "shm:lock-stamped",
            "shm:bucket-lock-ticket",
            "shm:bucket-lock-mcs",
            "shm:bucket-seqlock",
            "shm:delegation");

    /// A side of one workload alone, which a quick run leaves out.
    private static final String MINOR_SIDE = "shm:seqlock";

    /// Made for processes and hosts: between threads they are measured when they are named, and in `full`.
    private static final Set<String> FAR_TRANSPORTS =
            Set.of("messaging:mpi", "messaging:posix-mq", "messaging:aeron-udp");

    /// A carrier whose messages are new each time, which is a question of its own: it is measured when it is named, and
    /// in `full`.
    private static final String FRESH = "messaging:jctools-spsc-fresh";

    /// Substrates that differ from a major one in the transport alone.
    private static final Set<String> MINOR_TRANSPORTS = Set.of(
            "messaging:jctools-mpsc",
            "messaging:jctools-mpmc",
            "messaging:ring-replicated",
            "messaging:juc-ltq",
            "messaging:juc-ltq-virtual",
            "messaging:juc-lbq",
            "messaging:pipe",
            "messaging:unix-socket",
            "messaging:tcp",
            "messaging:disruptor",
            "messaging:agrona-ring",
            "messaging:aeron-ipc");

    /// The transports that a standard run has in rpc only, besides the minor ones, so that six forks of each cell fit.
    private static final Set<String> HEAVY_TRANSPORTS = Set.of("messaging:juc-abq", "messaging:chronicle");

    /// Messages whose window is worth two rows of each workload in a standard run.
    private static final Set<String> PIPELINED = Set.of("messaging:ring", "messaging:jctools-spsc");

    /// A server in shared memory, which is compared with messages at the same windows.
    private static final String MAILBOX = "shm:mailbox";

    /// The sides that follow from the specification, and are no author's best.
    private static final Set<String> DERIVED = Set.of(
            "shm:lock",
            "shm:combining",
            "shm:mailbox",
            "shm:lock-ticket",
            "shm:lock-mcs",
            "shm:lock-synchronized",
            "shm:lock-reentrant",
            "shm:lock-stamped",
            "shm:delegation");

    /// A pager whose one worker keeps all pages in frames of its own: nothing is shared, so it is no rival of a side on
    /// which two workers meet. It runs where it is named, and beside one worker.
    private static final String ALONE = "messaging:ring-pager-alone";

    /// The workloads where a standard run has no mailbox, and combining only in [#OF_LOCKS]: there they say no more
    /// than elsewhere.
    private static final Set<String> WITHOUT_MAILBOX = Set.of(
            "mutex", "detector", "prefix", "loadboard", "mapreduce", "table", "paging", "migration", "transparency");

    /// The workload that shows what transports differ in: it does least besides.
    static final String OF_TRANSPORTS = "rpc";

    /// The workload that shows what locks differ in.
    static final String OF_LOCKS = "counter";

    /// The sides of a workload of ours that say no more with it than the others do: two forks of each cell must fit
    /// into the time, and seven tenths of it are for load, not for starting JVMs.
    private static final Map<String, Set<String>> LEFT_OUT = Map.of(
            "shm:mailbox", Set.of("counter", "cache", "interrupt"),
            "shm:combining", Set.of("rpc", "cache", "interrupt"),
            "messaging:juc-abq", Set.of("counter", "cache", "interrupt"),
            "messaging:chronicle", Set.of("counter", "cache", "interrupt"));

    private SubstrateChoice() {}

    /// Whether a quick run has it.
    static boolean quick(String workload, String substrate) {
        return !MINOR_LOCKS.contains(substrate)
                && !MINOR_TRANSPORTS.contains(substrate)
                && !FAR_TRANSPORTS.contains(substrate)
                && !FRESH.equals(substrate)
                && !MINOR_SIDE.equals(substrate)
                && !ALONE.equals(substrate)
                && !LEFT_OUT.getOrDefault(substrate, Set.of()).contains(workload);
    }

    /// Whether a standard run has it.
    static boolean standard(String workload, String substrate) {
        if (FAR_TRANSPORTS.contains(substrate) || FRESH.equals(substrate)) {
            return false;
        }
        return switch (substrate) {
            case "shm:combining" -> workload.equals(OF_LOCKS);
            case "shm:mailbox" -> !WITHOUT_MAILBOX.contains(workload);
            default ->
                MINOR_LOCKS.contains(substrate)
                        ? workload.equals(OF_LOCKS)
                        : workload.equals(OF_TRANSPORTS)
                                || !MINOR_TRANSPORTS.contains(substrate) && !HEAVY_TRANSPORTS.contains(substrate);
        };
    }

    /// Whether its window is worth two rows of each workload in a standard run.
    static boolean isPipelined(String substrate) {
        return PIPELINED.contains(substrate) || substrate.equals(MAILBOX);
    }

    /// Whether a standard run has an open loop of it.
    static boolean opens(String workload, String substrate) {
        return PIPELINED.contains(substrate)
                || SubstrateSide.of(substrate) == SubstrateSide.SHM && !DERIVED.contains(substrate)
                || substrate.equals("shm:lock") && workload.equals(OF_TRANSPORTS);
    }

    /// Whether it follows from the specification, and is no author's best.
    static boolean isDerived(String substrate) {
        return DERIVED.contains(substrate);
    }
}
