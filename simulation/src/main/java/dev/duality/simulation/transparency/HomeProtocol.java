// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.transparency;

import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.transparency.Handling;
import dev.duality.workloads.transparency.SystemCall;
import dev.duality.workloads.transparency.TransparencyWorkload;
import java.util.List;

/// Calls of programs away from home, as Sprite handles them (Douglis and Ousterhout, "Transparent Process Migration",
/// 1991): those of files by the host, signals by the home, and waits by both. Beside it the two ends: all calls where
/// the program is, and all at the home. The last node is the home of all programs; each other node is a host with one
/// program.
///
/// A call is sent again until it is answered, and done at most once: the home keeps its last answer to each host. A
/// call carries the boot number that the host knows; a home that has rebooted since refuses it, and so the host learns
/// that what the home held is gone. A home that is slow or cannot be reached is waited for.
final class HomeProtocol implements Protocol {
    static final String SPRITE = "sprite";
    static final String HERE = "here";
    static final String HOME = "home";

    static final Parameter<String> HANDLED = Parameter.oneOf(
            "handled",
            "where calls are: as in sprite, all here where the program is, or all at home",
            SPRITE,
            HERE,
            HOME);
    static final Parameter<Long> SERVICE = Parameter.integer(
            "service", "how long the host, and the home, work on a call that they handle", "us", 92, 0, 10_000_000);
    static final Parameter<Long> RETRY =
            Parameter.integer("retry", "when a call that was not answered is sent again", "ms", 100, 1, 10_000_000);

    private static final long MOST_TRANSCRIPT_BYTES = 64 << 20; // of all programs
    private static final long LINE_BYTES = 80;
    private static final long MOST_FILE_BYTES = 128 << 20; // of all programs, and of the checker
    private static final long FILES_BYTES_PER_PIECE_BYTE = 4L * 32; // 32 pieces here, at home, and twice in the checker

    private final TransparencyWorkload workload;

    HomeProtocol(TransparencyWorkload workload) {
        this.workload = workload;
    }

    @Override
    public String name() {
        return "home";
    }

    @Override
    public String description() {
        return "programs away from home: calls are handled by the host, by the home or by both (Douglis, Ousterhout 1991)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(HANDLED, SERVICE, RETRY);
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        Plan plan = Plan.of(setting, nodes);
        long most = MOST_TRANSCRIPT_BYTES / (LINE_BYTES + 2L * setting.payloadBytes());
        if (setting.get(TransparencyWorkload.OPERATIONS) > most) {
            throw new BadInput(
                    "operations is %d, but what programs get is written down: with piece=%d there are %d calls at most; lower operations or piece"
                            .formatted(setting.get(TransparencyWorkload.OPERATIONS), setting.payloadBytes(), most));
        }
        if (plan.hosts() > MOST_FILE_BYTES / (FILES_BYTES_PER_PIECE_BYTE * setting.payloadBytes())) {
            throw new BadInput("%d hosts have files of more than %d MiB with piece=%d; lower nodes or piece"
                    .formatted(plan.hosts(), MOST_FILE_BYTES >> 20, setting.payloadBytes()));
        }
        return new HomeDeployment(setting, plan, host -> workload.script(setting, host, plan.hosts()));
    }

    /// The play's parameters.
    record Plan(int hosts, String handled, long serviceNanos, long retryNanos) {
        static Plan of(Setting setting, int nodes) {
            return new Plan(
                    nodes - 1, setting.get(HANDLED), 1_000 * setting.get(SERVICE), 1_000_000 * setting.get(RETRY));
        }

        /// The home's address.
        int home() {
            return hosts;
        }

        /// Whether the home has a part in a call.
        boolean isAtHome(SystemCall call) {
            return switch (handled) {
                case HERE -> false;
                case HOME -> true;
                default -> call.handling() != Handling.LOCAL;
            };
        }

        /// Whether the host has a part in a call, beside passing it on.
        boolean isHere(SystemCall call) {
            return !isAtHome(call) || handled.equals(SPRITE) && call.handling() == Handling.COOPERATING;
        }
    }
}
