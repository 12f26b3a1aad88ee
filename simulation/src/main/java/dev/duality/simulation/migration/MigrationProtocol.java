// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.migration.MigrationWorkload;
import java.util.List;

/// Hosts whose processes move to idle ones, and are evicted when an owner comes back; each process's home keeps its
/// identity, its clock and its signals, and says where it runs (Douglis and Ousterhout, "Transparent Process
/// Migration", 1991). The last node is the file server. Of the workload's values it uses how many processes, pages and
/// operations there are, and which share of them are signals.
final class MigrationProtocol implements Protocol {
    private static final long MILLISECOND = 1_000_000;
    private static final int PAGE_BYTES = 4096;

    static final Parameter<Long> RESEND = Parameter.integer(
            "resend",
            "what is not answered is asked again after this, and then after twice as long",
            "ns",
            20 * MILLISECOND,
            MILLISECOND,
            1L << 40);
    static final Parameter<Long> OWNER = Parameter.integer(
            "owner", "an owner comes, or goes, on average after this; never if 0", "ms", 300, 0, 100_000_000);
    static final Parameter<Long> BEAT = Parameter.integer(
            "beat",
            "hosts and homes look for each other as often as this",
            "ns",
            200 * MILLISECOND,
            10 * MILLISECOND,
            1L << 44);
    static final Parameter<Long> PATIENCE = Parameter.integer(
            "patience",
            "a home that was not heard for this long is taken for dead",
            "ns",
            30_000 * MILLISECOND,
            MILLISECOND,
            1L << 50);
    static final Parameter<Long> ROOM = Parameter.integer(
            "room",
            "a host with this many processes is busy, and it takes no more of others",
            "processes",
            MigrationWorkload.MOST_PROCESSES,
            1,
            MigrationWorkload.MOST_PROCESSES);

    @Override
    public String name() {
        return "sprite";
    }

    @Override
    public String description() {
        return "a home keeps a process's identity and says where it runs; owners who come back evict (Douglis 1991)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(RESEND, OWNER, BEAT, PATIENCE, ROOM, BoardForm.BOARD, BoardForm.RECORD);
    }

    @Override
    public int leastNodes() {
        return 3;
    }

    @Override
    public int payloadBytes(Setting setting, int nodes) {
        int resident = Resident.BYTES + setting.getInt(MigrationWorkload.PAGES) * PAGE_BYTES;
        return Math.max(resident, BoardForm.payloadBytes(setting.values()));
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        return new MigrationDeployment(Plan.of(setting, nodes));
    }

    /// The work of the nodes.
    /// @param room a host is idle while its owner is away and it has fewer processes than this; it takes no more of
    /// others
    /// @param signals of all hosts together
    /// @param pagesBytes that go along with a process that is evicted
    /// @param board where the loads of hosts are
    record Plan(
            Program program,
            int hosts,
            int room,
            long signals,
            int pagesBytes,
            Times times,
            long seed,
            BoardForm board) {
        /// With a server that has the loads.
        Plan(Program program, int hosts, int room, long signals, int pagesBytes, Times times, long seed) {
            this(program, hosts, room, signals, pagesBytes, times, seed, new BoardForm.Served());
        }

        /// @param moveNanos what a process that has come computes less, until it has begun
        /// @param resendNanos after which a request is sent again
        /// @param ownerNanos between two comings and goings of a host's owner, on average; 0 for never
        /// @param beatNanos between two signs of life of a process to its home
        /// @param patienceNanos after which a home that gave no sign is taken for dead
        record Times(long moveNanos, long resendNanos, long ownerNanos, long beatNanos, long patienceNanos) {}

        static Plan of(Setting setting, int nodes) {
            Values values = setting.values();
            int processes = values.getInt(MigrationWorkload.PROCESSES);
            long operations = values.get(MigrationWorkload.OPERATIONS);
            long signals = operations * values.get(MigrationWorkload.SENT) / 100;
            int steps = Math.toIntExact(Math.max(1, (operations - signals) / processes));
            return new Plan(
                    new Program.Drawn(processes, nodes - 1, steps, setting.seed()),
                    nodes - 1,
                    Math.min(processes, values.getInt(ROOM)),
                    signals,
                    values.getInt(MigrationWorkload.PAGES) * PAGE_BYTES,
                    new Times(
                            0,
                            values.get(RESEND),
                            values.get(OWNER) * MILLISECOND,
                            values.get(BEAT),
                            values.get(PATIENCE)),
                    setting.seed(),
                    BoardForm.of(values, values.get(BEAT), values.get(RESEND), 1));
        }

        int server() {
            return hosts;
        }

        /// The number of signals that a host sends.
        long signals(int host) {
            return signals < hosts ? (host < signals ? 1 : 0) : JobSplit.share(signals, host, hosts);
        }
    }
}
