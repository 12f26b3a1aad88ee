// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.simulation.gate.Constant;
import dev.duality.simulation.gate.Constants;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Figures of this protocol, in virtual time, for what was published of Sprite's processes that move. The same values,
/// the same figures.
public final class MigrationFigures {
    private static final long MILLISECOND = 1_000_000;
    private static final double SECOND = 1e9;
    private static final long SEED = 1;
    private static final int MOVES = 3; // to itself, to host 1 and on to host 2
    private static final int HOSTS_OF_DYING = 4;
    static final int WAITING = 2; // sources that wait for a host
    static final long RESEND_NANOS = 20 * MILLISECOND;
    static final long BEAT_NANOS = 1_000 * MILLISECOND;
    static final long NEVER = Long.MAX_VALUE / 4;

    private MigrationFigures() {}

    /// The result of one make.
    ///
    /// @param seconds it took
    /// @param served the part of them for which the file server worked
    /// @param evictions of processes whose host's owner came back
    public record Made(double seconds, double served, long evictions) {
        /// The seconds that the file server worked.
        public double servedSeconds() {
            return served * seconds;
        }
    }

    /// A kernel is made, on more and more hosts: this project's sources in the place of Sprite's.
    ///
    /// @param buildSeconds on one host
    /// @param dependSeconds of it, finding out what has to be done
    /// @param linkSeconds of it, linking
    /// @param recalledSeconds linking, where other hosts have compiled, too, however many
    /// @param served the part of compiling that is the file server's, not of the build: 0.1688 of 1,896 s are 320 s
    /// @param moveMillis what finding an idle host and beginning there takes
    /// @param callMillis an empty call
    public record KernelBuild(
            double buildSeconds,
            double dependSeconds,
            double linkSeconds,
            double recalledSeconds,
            double served,
            double moveMillis,
            double callMillis) {
        /// As the constants have it, but for the server's part.
        static KernelBuild of(Constants constants, double served) {
            return new KernelBuild(
                    constants.get(Constant.BUILD),
                    constants.get(Constant.DEPEND),
                    constants.get(Constant.LINK),
                    constants.get(Constant.LINK_RECALLED),
                    served,
                    constants.get(Constant.MOVE),
                    constants.get(Constant.CALL));
        }

        /// Of the build on one host, what can be shared.
        public double compileSeconds() {
            return buildSeconds - dependSeconds - linkSeconds;
        }

        /// The part that is not shared, from 0 to 1.
        public double serial() {
            return (dependSeconds + linkSeconds) / buildSeconds;
        }

        /// The part that is not shared when the link recalls what other hosts have written.
        public double serialRecalled() {
            return (dependSeconds + recalledSeconds) / buildSeconds;
        }

        /// Nothing but what is not shared is in the way.
        public SortedMap<Integer, Double> free(int... hosts) {
            SortedMap<Integer, Double> seconds = new TreeMap<>();
            for (int count : hosts) {
                seconds.put(count, made(count, costs(linkSeconds, 0, 0, false), 0, 0, 0).seconds);
            }
            return seconds;
        }

        /// With one file server for all, moves that take time, and a link that recalls.
        public SortedMap<Integer, Made> contended(int... hosts) {
            SortedMap<Integer, Made> made = new TreeMap<>();
            for (int count : hosts) {
                made.put(count, contended(count, 0, false));
            }
            return made;
        }

        /// Likewise, with owners that come and go, or modules that are linked for themselves.
        public Made contended(int hosts, double ownerSeconds, boolean modules) {
            return made(
                    hosts,
                    costs(link(hosts), served, nanos(callMillis / 1e3), modules),
                    nanos(moveMillis / 1e3),
                    nanos(callMillis / 2e3),
                    nanos(ownerSeconds));
        }

        /// Seconds of linking: 65 to 69 were published for whatever is written on others, without their number.
        double link(int hosts) {
            return hosts == 1 ? linkSeconds : recalledSeconds;
        }

        private Make.Costs costs(double link, double servedPart, long callNanos, boolean modules) {
            return new Make.Costs(
                    nanos(dependSeconds), nanos(compileSeconds()), nanos(link), servedPart, callNanos, modules);
        }
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * SECOND);
    }

    private static Made made(int hosts, Make.Costs costs, long moveNanos, long delayNanos, long ownerNanos) {
        Make make = new Make(Units.ofProject(), costs, hosts + WAITING);
        MigrationDeployment deployment = deployment(make, hosts, moveNanos, ownerNanos);
        double seconds = play(deployment, Delay.constant(delayNanos), List.of()) / SECOND;
        long done = deployment.counts().get(MigrationChecker.End.EXITED.label());
        if (done != make.processes()) {
            throw new IllegalStateException("%d of %d processes came to their end".formatted(done, make.processes()));
        }
        return new Made(
                seconds,
                deployment.servedNanos() / SECOND / seconds,
                deployment.counts().get("evictions"));
    }

    private static MigrationDeployment deployment(Program program, int hosts, long moveNanos, long ownerNanos) {
        return new MigrationDeployment(new MigrationProtocol.Plan(
                program,
                hosts,
                1,
                0,
                0,
                new MigrationProtocol.Plan.Times(moveNanos, RESEND_NANOS, ownerNanos, BEAT_NANOS, NEVER),
                SEED));
    }

    /// Gives how long it took, in nanoseconds.
    private static long play(MigrationDeployment deployment, Delay delay, List<Fault> faults) {
        Simulation simulation = new Simulation(
                        deployment.nodes(), Network.PERFECT.withDelay(delay), SEED, Resident.BYTES)
                .restartWith(deployment::restarted)
                .plan(faults);
        simulation.start();
        while (!deployment.finished()) {
            if (!simulation.step()) {
                throw new IllegalStateException("nothing is left to happen, but processes have not ended");
            }
            deployment.violation().ifPresent(line -> {
                throw new IllegalStateException(line);
            });
        }
        return simulation.nanos();
    }

    /// The slowdown of a program that is away from home, of which each round computes, and calls its home's clock or
    /// does not.
    ///
    /// @param homeNanos that a round computes at home
    /// @param awayNanos that a round computes away
    /// @param moveNanos what the move takes
    static double slowdown(
            int rounds, long homeNanos, long awayNanos, boolean calling, long moveNanos, long callNanos) {
        Program home = new Program.Rounds(rounds, homeNanos, calling, 0);
        Program away = new Program.Rounds(rounds, awayNanos, calling, 2);
        Delay delay = Delay.constant(callNanos / 2);
        return (double) play(deployment(away, 2, moveNanos, 0), delay, List.of())
                / play(deployment(home, 2, 0, 0), delay, List.of());
    }

    /// A process that is on host 2, where it came from its home by way of host 1, when a host dies.
    ///
    /// @param homeDied how it ended if that was its home
    /// @param passedDied how it ended if that was the host that it had left
    /// @param otherDied how it ended if that was one that it never saw
    record Dying(String homeDied, String passedDied, String otherDied) {
        /// In how many of the three it ended otherwise.
        int differences(Dying other) {
            return (homeDied.equals(other.homeDied) ? 0 : 1)
                    + (passedDied.equals(other.passedDied) ? 0 : 1)
                    + (otherDied.equals(other.otherDied) ? 0 : 1);
        }
    }

    static Dying dying() {
        return new Dying(withACrashOf(0), withACrashOf(1), withACrashOf(3));
    }

    private static String withACrashOf(int host) {
        Program program = new Program.Rounds(100, 10 * MILLISECOND, true, MOVES);
        MigrationDeployment deployment = deployment(program, HOSTS_OF_DYING, 0, 0);
        play(
                deployment,
                Delay.constant(MILLISECOND),
                List.of(new Fault.Crash(host, 500 * MILLISECOND, 600 * MILLISECOND)));
        if (deployment.counts().get("hops") != 1) {
            throw new IllegalStateException("the process did not move on from host to host: " + deployment.counts());
        }
        return deployment.checker().end(0).map(MigrationChecker.End::label).orElse("never");
    }
}
