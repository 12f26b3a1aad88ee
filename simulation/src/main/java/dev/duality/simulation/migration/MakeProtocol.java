// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.simulation.gate.Constant;
import dev.duality.simulation.gate.Constants;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.FaultKind;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sprite's `pmake`: the sources of this project are compiled, each by a process that moves to an idle host, and linked
/// at home (Douglis and Ousterhout, 1991; Douglis' thesis, 1990). The last node is the file server. Of the workload's
/// values it uses none: its times are those of [Constants].
final class MakeProtocol implements Protocol {
    private static final long MILLISECOND = 1_000_000;
    private static final double SECOND = 1e9;
    private static final String MODULES = "modules";
    private static final Constants PUBLISHED = new Constants(Map.of());
    private static final double SELECT_MILLIS = 36; // of what a move takes: a server gives an idle host (Sprite 1991)

    static final Parameter<Long> UNITS = Parameter.integer(
            "units", "how many of the project's sources are compiled; all if there are no more", "", 10_000, 1, 60_000);
    static final Parameter<String> LINKS = Parameter.oneOf(
            "links",
            "what is linked: the whole, or each module, too, before those that refer to it are compiled",
            "whole",
            MODULES);
    static final Parameter<Double> SERVED = Parameter.decimal(
            "served",
            "the part of compiling, 1,896 s on one host, that is the file server's",
            "",
            PUBLISHED.get(Constant.SERVED),
            0,
            0.9);
    static final Parameter<Long> OWNER = Parameter.integer(
            "owner", "an owner comes, or goes, on average after this; never if 0", "s", 0, 0, 100_000);
    static final Parameter<Long> PERIOD = Parameter.integer(
            "period",
            "with board=file, between two updates of a host whose load has not changed",
            "ms",
            Math.round(1_000 * PUBLISHED.get(Constant.UPDATE_PERIOD)),
            100,
            10_000_000);
    static final Parameter<Long> POLL = Parameter.integer(
            "poll", "with board=file, who has found no idle host looks again after this", "ms", 1_000, 10, 10_000_000);
    static final Parameter<Long> HURRY =
            Parameter.integer("hurry", "how many times faster processes and the server are", "", 1, 1, 1_000_000);

    @Override
    public String name() {
        return "pmake";
    }

    @Override
    public String description() {
        return "this project's sources are compiled on idle hosts and linked at home, over one file server (Douglis 1990)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(UNITS, LINKS, SERVED, OWNER, HURRY, BoardForm.BOARD, BoardForm.RECORD, PERIOD, POLL);
    }

    @Override
    public int payloadBytes(Setting setting, int nodes) {
        return Math.max(Resident.BYTES, BoardForm.payloadBytes(setting.values()));
    }

    /// A process that has died with its host is not begun anew: `pmake` stops there, too.
    @Override
    public Set<FaultKind> withstands() {
        return EnumSet.complementOf(EnumSet.of(FaultKind.CRASH));
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        return new MigrationDeployment(plan(setting, nodes - 1));
    }

    static MigrationProtocol.Plan plan(Setting setting, int hosts) {
        Values values = setting.values();
        double hurry = values.get(HURRY);
        MigrationFigures.KernelBuild kernel = MigrationFigures.KernelBuild.of(PUBLISHED, values.get(SERVED));
        Make.Costs costs = new Make.Costs(
                Math.round(kernel.dependSeconds() * SECOND / hurry),
                Math.round(kernel.compileSeconds() * SECOND / hurry),
                Math.round(kernel.link(hosts) * SECOND / hurry),
                kernel.served(),
                0, // the network of the play takes what it takes
                values.get(LINKS).equals(MODULES));
        BoardForm board = BoardForm.of(
                values,
                Math.max(MILLISECOND, Math.round(values.get(PERIOD) * MILLISECOND / hurry)),
                Math.max(MILLISECOND, Math.round(values.get(POLL) * MILLISECOND / hurry)),
                hurry);
        double moveMillis = kernel.moveMillis() - (board instanceof BoardForm.InFile ? SELECT_MILLIS : 0);
        Units units = Units.ofProject().some(values.getInt(UNITS));
        return new MigrationProtocol.Plan(
                new Make(units, costs, hosts + MigrationFigures.WAITING),
                hosts,
                1,
                0,
                0,
                new MigrationProtocol.Plan.Times(
                        Math.round(moveMillis * MILLISECOND / hurry),
                        MigrationFigures.RESEND_NANOS,
                        Math.round(values.get(OWNER) * SECOND / hurry),
                        MigrationFigures.BEAT_NANOS,
                        MigrationFigures.NEVER),
                setting.seed(),
                board);
    }
}
