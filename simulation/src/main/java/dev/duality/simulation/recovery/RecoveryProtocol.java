// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.recovery;

import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import java.util.List;

/// Sprite's recovery (Welch, "Naming, State Management, and User-Level Extensions in the Sprite Distributed File
/// System", 1990, chapter 6): a server that reboots has forgotten who has which file open; its clients notice by its
/// boot number, and reopen their files one by one with the versions that they have. The last node is the server.
///
/// All of them come at once. Without negative acknowledgements a call for which the server has no process is lost, its
/// client sends it again, gives the server up in the end, and begins anew when it is heard of again; those that have a
/// process keep it busy meanwhile. With them a client knows that the server is there, and comes back later.
final class RecoveryProtocol implements Protocol {
    private static final String ON = "on";
    private static final int MOST_FILES = 1 << 22;

    static final Parameter<Long> OPENS =
            Parameter.integer("opens", "files that each client opens for itself", "files", 20, 1, 10_000);
    static final Parameter<Long> TAKES = Parameter.integer(
            "takes", "files of others that each client opens after its recovery", "files", 2, 0, 10_000);
    static final Parameter<Long> PROCESSES =
            Parameter.integer("processes", "calls that the server can have in hand", "", 8, 1, 10_000);
    static final Parameter<Long> SERVICE = Parameter.integer(
            "service", "how long the server works on a call, one at a time", "us", 5_000, 0, 10_000_000);
    static final Parameter<String> NACK =
            Parameter.oneOf("nack", "whether a server without a free process says so", ON, "off");
    static final Parameter<Long> REBOOT =
            Parameter.integer("reboot", "when the server goes down", "ms", 20_000, 1, 10_000_000);
    static final Parameter<Long> DOWN =
            Parameter.integer("down", "how long it takes to come up again", "ms", 1_000, 0, 10_000_000);
    static final Parameter<Long> PING = Parameter.integer(
            "ping",
            "how often a client that has nothing to do asks whether the server is there",
            "ms",
            30_000,
            1,
            10_000_000);

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public String description() {
        return "a server reboots, its clients reopen files by version, with negative acknowledgements or not (Welch 1990)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(OPENS, TAKES, PROCESSES, SERVICE, NACK, REBOOT, DOWN, PING);
    }

    @Override
    public int payloadBytes(Setting setting, int nodes) {
        return 0;
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        Plan plan = Plan.of(setting, nodes);
        if ((long) plan.clients() * plan.opens() > MOST_FILES) {
            throw new BadInput("%,d clients with %,d files each have more than %,d; lower opens or nodes"
                    .formatted(plan.clients(), plan.opens(), MOST_FILES));
        }
        return new RecoveryDeployment(plan);
    }

    /// The play's parameters.
    /// @param opens files of each client: those of client c are `c * opens` and the next
    /// @param takes files that a client takes over from others
    /// @param pingNanos after which a client that heard nothing asks whether the server is there
    record Plan(int clients, int opens, int takes, Service service, Reboot reboot, long pingNanos, long seed) {
        /// @param processes calls that the server can have in hand
        /// @param callNanos how long a call takes
        /// @param nack whether the server says so when it can have no more in hand
        record Service(int processes, long callNanos, boolean nack) {}

        /// @param atNanos when the server goes down
        /// @param downNanos how long it stays down
        record Reboot(long atNanos, long downNanos) {}

        static Plan of(Setting setting, int nodes) {
            return new Plan(
                    nodes - 1,
                    setting.getInt(OPENS),
                    setting.getInt(TAKES),
                    new Service(
                            setting.getInt(PROCESSES),
                            1_000 * setting.get(SERVICE),
                            setting.get(NACK).equals(ON)),
                    new Reboot(1_000_000 * setting.get(REBOOT), 1_000_000 * setting.get(DOWN)),
                    1_000_000 * setting.get(PING),
                    setting.seed());
        }

        /// The server's address.
        int server() {
            return clients;
        }

        int files() {
            return clients * opens;
        }
    }
}
