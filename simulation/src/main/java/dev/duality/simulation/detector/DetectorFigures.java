// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

import dev.duality.simulation.detector.HeartbeatProtocol.Plan;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeFaults;
import dev.duality.simulation.network.Simulation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Figures of this implementation for what is said of failure detectors, in virtual time.
public final class DetectorFigures {
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000 * MILLISECOND;
    private static final long INTERVAL_NANOS = 10 * MILLISECOND;
    private static final int SEEDS = 20;
    private static final int VICTIM = 1;

    /// 1 ms at the median, a long tail, and one beat in twenty is lost.
    private static final Network NETWORK =
            Network.PERFECT.withDelay(Delay.logNormal(MILLISECOND, 1)).withLoss(0.05);

    private static final List<Integer> PHIS = List.of(1, 2, 3, 4, 5, 6, 8, 10);
    private static final List<Integer> TIMEOUTS = List.of(12, 14, 17, 20, 25, 32, 40, 50);

    private DetectorFigures() {}

    /// Whether an observer can tell a process that stands still from one that has crashed.
    ///
    /// @param runs how often both were played, each with a seed of its own
    /// @param alike in how many of them the observer had written the same bytes when the pause was over
    /// @param apart in how many of them it had not some time later: the one process went on, and the other did not
    /// @param bytes how many bytes were compared, all runs together
    public record Corollary(int runs, int alike, int apart, long bytes) {}

    /// The cost and the gain of a patience.
    ///
    /// @param patience `phi` or `fixed`
    /// @param threshold of φ, or milliseconds
    /// @param falseSuspicions of a process that was there, all runs together
    /// @param detectionNanos from a crash to the suspicion that stayed, mean of all runs
    /// @param runs how many there were, the same beats for every threshold
    public record TradeOff(String patience, int threshold, long falseSuspicions, long detectionNanos, int runs) {}

    /// Whether processes that began again were seen to have done so.
    ///
    /// @param firstBeats how many beats came that were the first one of a later life
    /// @param seen how many of them showed the observer a restart
    /// @param violation what was seen that must not be; empty if all was right
    public record Restarts(long firstBeats, long seen, Optional<String> violation) {}

    /// One process is paused in the one play, crashes in the other, and crashes and begins again in the third.
    public static Corollary corollary() {
        int alike = 0;
        int apart = 0;
        long bytes = 0;
        long begin = 5 * SECOND;
        long end = 8 * SECOND;
        for (int seed = 0; seed < SEEDS; seed++) {
            Plan plan = plan(4, seed, seed % 2 == 0 ? phi(8) : fixed(50));
            Fault pause = new Fault.Pause(VICTIM, begin, end);
            Fault crash = new Fault.Crash(VICTIM, begin, Long.MAX_VALUE);
            Fault restart = new Fault.Crash(VICTIM, begin, end);
            byte[] paused = log(plan, pause, end);
            byte[] dead = log(plan, crash, end);
            byte[] restarted = log(plan, restart, end);
            bytes += paused.length;
            alike += Arrays.equals(paused, dead) && Arrays.equals(paused, restarted) ? 1 : 0;
            byte[] wentOn = log(plan, pause, 2 * end);
            byte[] beganAgain = log(plan, restart, 2 * end);
            byte[] stayedAway = log(plan, crash, 2 * end);
            apart += Arrays.equals(wentOn, beganAgain) || Arrays.equals(wentOn, stayedAway) ? 0 : 1;
        }
        return new Corollary(SEEDS, alike, apart, bytes);
    }

    /// The log of an observer until some moment, if one thing goes wrong.
    static byte[] log(Plan plan, Fault fault, long untilNanos) {
        StringBuilder text = new StringBuilder();
        HeartbeatDeployment deployment = new HeartbeatDeployment(plan, (nanos, what, process, boot, beat) -> {
            if (nanos < untilNanos) {
                text.append(nanos).append(' ').append(what).append(' ').append(process);
                text.append(' ').append(boot).append('.').append(beat).append('\n');
            }
        });
        play(deployment, simulation(deployment, plan, NETWORK).plan(List.of(fault)), untilNanos);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Eight thresholds of each kind, lowest first.
    public static List<TradeOff> tradeOffs() {
        List<TradeOff> all = new ArrayList<>();
        PHIS.forEach(threshold -> all.add(tradeOff("phi", threshold, phi(threshold))));
        TIMEOUTS.forEach(threshold -> all.add(tradeOff("fixed", threshold, fixed(threshold))));
        return all;
    }

    private static TradeOff tradeOff(String name, int threshold, Plan.Patiences patience) {
        long crash = 60 * SECOND;
        long end = 65 * SECOND;
        long suspicions = 0;
        long detection = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Plan plan = plan(2, seed, patience);
            long[] before = new long[1]; // how many suspicions there were
            long[] last = new long[1]; // when the last one was
            HeartbeatDeployment deployment = new HeartbeatDeployment(plan, (nanos, what, _, _, _) -> {
                if (what == ObserverLog.What.SUSPECTS) {
                    before[0] += nanos < crash ? 1 : 0;
                    last[0] = nanos;
                }
            });
            Fault fault = new Fault.Crash(VICTIM, crash, Long.MAX_VALUE);
            play(deployment, simulation(deployment, plan, NETWORK).plan(List.of(fault)), end);
            suspicions += before[0];
            detection += Math.max(0, last[0] - crash); // 0 if it was suspected already, by chance
        }
        return new TradeOff(name, threshold, suspicions, detection / SEEDS, SEEDS);
    }

    /// Eight processes crash a hundred times in a minute, and begin again; a tenth of the beats is lost, and many are
    /// doubled or overtaken.
    public static Restarts restarts() {
        Plan plan = plan(9, 0, phi(8));
        HeartbeatDeployment deployment = new HeartbeatDeployment(plan, ObserverLog.NONE);
        List<Fault> crashes = new NodeFaults(100, 0, 0, 60 * SECOND, SECOND)
                .draw(plan.seed(), plan.nodes() - 1).stream()
                        .map(DetectorFigures::ofProcess)
                        .toList();
        Network network = NETWORK.withLoss(0.1).withDuplication(0.05).withReordering(0.2);
        play(deployment, simulation(deployment, plan, network).plan(crashes), 65 * SECOND);
        DetectorChecker checker = deployment.checker();
        return new Restarts(checker.firstBeats(), checker.restarts(), checker.violation());
    }

    /// The same fault of the process behind: the observer itself stays.
    private static Fault ofProcess(Fault fault) {
        return fault instanceof Fault.Crash(int node, long nanos, long restart)
                ? new Fault.Crash(node + 1, nanos, restart)
                : fault;
    }

    static Plan.Patiences phi(int threshold) {
        return () -> new Patience.Phi(threshold, 1_000, MILLISECOND, 0, INTERVAL_NANOS);
    }

    static Plan.Patiences fixed(int milliseconds) {
        return () -> new Patience.Fixed(milliseconds * MILLISECOND);
    }

    static Plan plan(int nodes, long seed, Plan.Patiences patience) {
        return new Plan(nodes, INTERVAL_NANOS, Long.MAX_VALUE / 16, seed, patience);
    }

    private static Simulation simulation(HeartbeatDeployment deployment, Plan plan, Network network) {
        return new Simulation(deployment.nodes(), network, plan.seed(), 0).restartWith(deployment::restarted);
    }

    private static void play(HeartbeatDeployment deployment, Simulation simulation, long untilNanos) {
        simulation.start();
        while (simulation.nanos() < untilNanos && deployment.violation().isEmpty() && simulation.step()) {
            // the observer writes its diary
        }
    }
}
