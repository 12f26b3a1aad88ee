// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.monitor;

import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.FaultKind;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A lock at a server, as Sprite's file locks are: who finds it held is told so and goes to sleep, and is woken by a
/// message (`REMOTE_WAKEUP`). The wake-up may overtake the answer, and comes before the sleep as often as not; a
/// [WaitToken] keeps it. The last node is the server.
final class MonitorProtocol implements Protocol {
    static final Parameter<Long> ENTRIES =
            Parameter.integer("entries", "how often each process enters", "entries", 100, 1, 1_000_000);
    static final Parameter<Long> INSIDE =
            Parameter.integer("inside", "how long a process stays inside", "ns", 500_000, 0, 1_000_000_000);
    static final Parameter<Long> OUTSIDE =
            Parameter.integer("outside", "how long it stays outside", "ns", 100_000, 0, 1_000_000_000);
    static final Parameter<Long> STEP = Parameter.integer(
            "step", "how long it takes to fall asleep once it was told to wait", "ns", 20_000, 0, 1_000_000_000);
    static final Parameter<String> WAKE = Parameter.oneOf("wake", "who is woken when the lock is left", Wake.words());

    @Override
    public String name() {
        return "monitor";
    }

    @Override
    public String description() {
        return "a lock at a server; who must wait sleeps, and is woken by a message (Sprite's remote wait)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(ENTRIES, INSIDE, OUTSIDE, STEP, WAKE);
    }

    @Override
    public int payloadBytes(Setting setting, int nodes) {
        return 0;
    }

    /// Wake-ups that come twice, late or out of turn do no harm; one that is lost does.
    @Override
    public Set<FaultKind> withstands() {
        return EnumSet.of(FaultKind.DUPLICATION, FaultKind.REORDERING, FaultKind.PAUSE);
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        return new MonitorDeployment(Plan.of(setting, nodes), Wake.of(setting.get(WAKE)), WaitToken::new);
    }

    /// The work of the processes.
    /// @param entries of each
    record Plan(int clients, long entries, long insideNanos, long outsideNanos, long stepNanos) {
        static Plan of(Setting setting, int nodes) {
            return new Plan(
                    nodes - 1, setting.get(ENTRIES), setting.get(INSIDE), setting.get(OUTSIDE), setting.get(STEP));
        }

        /// The server's address.
        int server() {
            return clients;
        }
    }
}
