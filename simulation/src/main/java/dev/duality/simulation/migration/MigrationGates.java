// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.results.laws.Laws;
import dev.duality.results.laws.Quantity;
import dev.duality.results.laws.Series;
import dev.duality.results.laws.Trend;
import dev.duality.simulation.gate.Constant;
import dev.duality.simulation.gate.Constants;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The figures that were published of processes that move, and how ours are found.
public final class MigrationGates {
    private static final long SEED = 1;
    private static final int HOSTS = 12;
    private static final Tolerance.Range OFF = Tolerance.of("+-2 %");
    private static final Tolerance.Range IDEAL = Tolerance.of("8.0 to 8.5");
    private static final double PAPERS_SPEEDUP = 4.35;
    private static final double PAPERS_SHARE = 0.75; // of each host that is used, up to 4 to 6
    private static final int FEW_HOSTS = 4;
    private static final double LEAST_SERVED = 290; // s of the server's processor
    private static final double MOST_SERVED = 350;
    private static final Tolerance.Range MEASURED = Tolerance.of("+-15 %");
    private static final Tolerance.Range LESS = Tolerance.of("< 0.5");
    private static final Tolerance.Range TIMES = Tolerance.of("+-10 %");
    private static final Tolerance.Range COMPILES = Tolerance.of("<= 1.03");
    private static final Tolerance.Range TYPESETS = Tolerance.of("<= 1.01");
    private static final double PAPERS_CLOCK = 33;
    private static final double PAPERS_FORK = 1.73;
    private static final double PAPERS_COPY = 1.42;

    // what programs of the paper are made of, in milliseconds (Sprite 1987, 1988, 1991)
    private static final double FORK_AT_HOME = 46;
    private static final double FORK_AWAY = 81;
    private static final double PACKET = 2.8 + 1.2; // a kilobyte to another host
    private static final double PIPE_AT_HOME = 2.44 + 0.2; // a kilobyte to the process that serves the network
    private static final double PIPE_AWAY = 5.0 + 0.2;
    private static final double COMPILATION = 10_000;
    private static final double TYPESETTING = 60_000;

    private MigrationGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        13,
                        "Douglis, Ousterhout 1991",
                        "a kernel made on 12 hosts: speedup by its serial part; with a link that recalls and one file server,"
                                + " whose processor works 320 s (290 to 350); what is used of each of 4 hosts, and 12",
                        "8.0 to 8.5; 4.35; 3/4; less than half",
                        Tolerance.several(
                                "%s, %s of Amdahl's; %s, and Karp and Flatt's serial part rises; %s; %s",
                                IDEAL, OFF, MEASURED, MEASURED, LESS),
                        MigrationGates::build),
                new Gate(
                        42,
                        "Douglis, Ousterhout 1991",
                        "times as long away from home: clock; fork; copy to a host; compile; typeset",
                        "33; 1.73; 1.42; 1.03; 1.01",
                        Tolerance.several("in this order; the first three %s; %s; %s", TIMES, COMPILES, TYPESETS),
                        MigrationGates::slowdowns),
                new Gate(
                        43,
                        "Douglis, Ousterhout 1991",
                        "a process that is away, by way of another host: its home dies; that host dies; one dies that it never saw",
                        "killed; alive; alive",
                        Tolerance.EXACT,
                        _ -> dying()));
    }

    private static GateResult build(Constants constants) {
        MigrationFigures.KernelBuild kernel =
                MigrationFigures.KernelBuild.of(constants, constants.get(Constant.SERVED));
        SortedMap<Integer, Double> free = kernel.free(1, HOSTS);
        double amdahl = 1 / (kernel.serial() + (1 - kernel.serial()) / HOSTS);
        double speedup = free.get(1) / free.get(HOSTS);
        SortedMap<Integer, Double> seconds = new TreeMap<>();
        SortedMap<Integer, MigrationFigures.Made> makes = kernel.contended(1, 2, 4, 6, 8, 10, HOSTS);
        makes.forEach((hosts, made) -> seconds.put(hosts, made.seconds()));
        Busy least = Busy.of(constants, LEAST_SERVED / kernel.compileSeconds());
        Busy most = Busy.of(constants, MOST_SERVED / kernel.compileSeconds());
        double contended = seconds.get(1) / seconds.get(HOSTS);
        double few = seconds.get(1) / seconds.get(FEW_HOSTS) / FEW_HOSTS;
        double recalled = 1 / (kernel.serialRecalled() + (1 - kernel.serialRecalled()) / HOSTS);
        Optional<Trend> trend = Laws.of(Series.once("kernel", Quantity.SECONDS, seconds), SEED)
                .trend()
                .given();
        return GateResult.of(
                IDEAL.holds(speedup)
                        && OFF.holds(100 * (speedup / amdahl - 1))
                        && MEASURED.holds(100 * (contended / PAPERS_SPEEDUP - 1))
                        && MEASURED.holds(100 * (few / PAPERS_SHARE - 1))
                        && LESS.holds(contended / HOSTS)
                        && trend.filter(it -> it.direction() == Trend.Direction.RISING)
                                .isPresent(),
                "%.2f, Amdahl's %.2f (recalled %.2f); %.2f (%.2f to %.2f), its processor works %.0f s (%.0f to %.0f), serial part %s; %.2f; %.2f"
                        .formatted(
                                speedup,
                                amdahl,
                                recalled,
                                contended,
                                least.speedup,
                                most.speedup,
                                makes.get(HOSTS).servedSeconds(),
                                least.serverSeconds,
                                most.serverSeconds,
                                trend.map(it -> "%s, %.4f to %.4f"
                                                .formatted(
                                                        it.direction().name().toLowerCase(Locale.ROOT),
                                                        it.first(),
                                                        it.last()))
                                        .orElse("unknown"),
                                few,
                                contended / HOSTS));
    }

    /// A server that works so long, and the speedup that it leaves.
    private record Busy(double speedup, double serverSeconds) {
        static Busy of(Constants constants, double served) {
            SortedMap<Integer, MigrationFigures.Made> made =
                    MigrationFigures.KernelBuild.of(constants, served).contended(1, HOSTS);
            return new Busy(
                    made.get(1).seconds() / made.get(HOSTS).seconds(),
                    made.get(HOSTS).servedSeconds());
        }
    }

    private static GateResult slowdowns(Constants constants) {
        long call = millis(constants.get(Constant.CALL));
        long move = millis(constants.get(Constant.MOVE));
        long kernelCall = millis(constants.get(Constant.KERNEL_CALL));
        double clock = MigrationFigures.slowdown(10_000, kernelCall, kernelCall, true, move, call);
        double fork = MigrationFigures.slowdown(100, millis(FORK_AT_HOME), millis(FORK_AWAY), false, move, call);
        double copy = MigrationFigures.slowdown(
                1_000, millis(PIPE_AT_HOME + PACKET), millis(PIPE_AWAY + PACKET), false, move, call);
        double compile = MigrationFigures.slowdown(1, millis(COMPILATION), millis(COMPILATION), true, move, call);
        double typeset = MigrationFigures.slowdown(1, millis(TYPESETTING), millis(TYPESETTING), true, move, call);
        return GateResult.of(
                clock > fork
                        && fork > copy
                        && copy > compile
                        && compile >= typeset
                        && TIMES.holds(100 * (clock / PAPERS_CLOCK - 1))
                        && TIMES.holds(100 * (fork / PAPERS_FORK - 1))
                        && TIMES.holds(100 * (copy / PAPERS_COPY - 1))
                        && COMPILES.holds(compile)
                        && TYPESETS.holds(typeset),
                "%.1f; %.2f; %.2f; %.3f; %.3f".formatted(clock, fork, copy, compile, typeset));
    }

    private static long millis(double milliseconds) {
        return Math.round(1e6 * milliseconds);
    }

    private static GateResult dying() {
        MigrationFigures.Dying dying = MigrationFigures.dying();
        MigrationFigures.Dying published = new MigrationFigures.Dying(
                MigrationChecker.End.HOME_DIED.label(),
                MigrationChecker.End.EXITED.label(),
                MigrationChecker.End.EXITED.label());
        return GateResult.of(
                Tolerance.EXACT.holds(published.differences(dying)),
                "ended, %s; %s; %s".formatted(dying.homeDied(), dying.passedDied(), dying.otherDied()));
    }
}
