// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prefix;

import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.prefix.Namespace;
import dev.duality.workloads.prefix.PrefixWorkload;
import java.util.List;

/// Each client has a table of its own, whose entries are hints; a server that does not have the domain of an entry says
/// so, and then, as for a prefix that it has never heard of, the client asks all servers at once (Welch and Ousterhout,
/// "Prefix Tables", 1986).
final class PrefixProtocol implements Protocol {
    private static final int PAYLOAD_BYTES = 256;

    static final Parameter<Long> RESEND = Parameter.integer(
            "resend",
            "a request is sent again after this, and then after twice as long",
            "ns",
            20_000_000,
            1_000_000,
            1L << 40);

    @Override
    public String name() {
        return "sprite";
    }

    @Override
    public String description() {
        return "a prefix table of hints for each client, redirects, and a broadcast where a hint fails (Welch 1986)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(RESEND);
    }

    @Override
    public int leastNodes() {
        return 5;
    }

    @Override
    public int payloadBytes(Setting setting, int nodes) {
        return PAYLOAD_BYTES;
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        int servers = PrefixWorkload.servers(setting);
        if (nodes <= servers) {
            throw new BadInput("nodes is %d, but with %d servers and a client it must be %d or more; or use servers=%d"
                    .formatted(nodes, servers, servers + 1, Math.max(1, nodes - 1)));
        }
        return new PrefixDeployment(Plan.of(setting, nodes));
    }

    /// The work of the nodes. Servers come first, then the clients, of which the first moves domains.
    /// @param lookups of all clients together
    /// @param moves how often a domain moves
    /// @param resendNanos after which a request is sent again
    record Plan(Namespace namespace, int servers, int clients, long lookups, long moves, long resendNanos, long seed) {
        static Plan of(Setting setting, int nodes) {
            int servers = PrefixWorkload.servers(setting);
            return new Plan(
                    Namespace.of(setting),
                    servers,
                    nodes - servers,
                    setting.get(PrefixWorkload.OPERATIONS),
                    setting.get(PrefixWorkload.MOVES),
                    setting.get(RESEND),
                    setting.seed());
        }

        int domains() {
            return namespace.prefixes().count();
        }

        /// The number of lookups that a client does.
        long share(int client) {
            return JobSplit.share(lookups, client, clients);
        }

        /// The number of moves that have been ordered before a client's lookup: spread evenly over the first one's.
        long movesBefore(int client, long lookup) {
            return client > 0 ? 0 : lookup * (moves + 1) / (share(0) + 1);
        }
    }
}
