// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.interrupt.InterruptWorkload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The curves of receive livelock in virtual time: what goes out by what comes in. The same parameters, the same curve.
public final class LivelockFigures {
    private static final int STEP = 250; // packets a second, from one point of a curve to the next
    private static final int MOST = 14_000; // packets a second, about what 10 Mb/s of small packets are
    private static final long SEED = 1996;

    private final InterruptWorkload workload = new InterruptWorkload();
    private final Map<String, String> given;

    /// @param given values of the protocol's parameters, such as `arrival` and `forward`; the initial ones for the rest
    public LivelockFigures(Map<String, String> given) {
        this.given = Map.copyOf(given);
    }

    /// The packets that go out when so many come in, both a second, and the number of those that were dropped in that
    /// second.
    public record Point(int in, double out, long dropped) {}

    /// @param handling `inline`, `no-quota`, `quota` or `feedback`
    /// @param processNanos what a user process does for each packet; 0 if there is none
    public List<Point> curve(String handling, long processNanos) {
        List<Point> points = new ArrayList<>();
        for (int in = STEP; in <= MOST; in += STEP) {
            points.add(point(handling, processNanos, in));
        }
        return points;
    }

    private Point point(String handling, long processNanos, int in) {
        Map<String, String> all = new LinkedHashMap<>(given);
        all.put("handling", handling);
        all.put("process", Long.toString(processNanos));
        Setting setting = Setting.of(workload, Values.of(workload, new LivelockProtocol().parameters(), all));
        LivelockDeployment deployment = new LivelockDeployment(Router.of(setting), 3, 2L * in, in, SEED);
        Simulation simulation = new Simulation(deployment.nodes(), Network.PERFECT, SEED, 0);
        simulation.start();
        long second = 1_000_000_000;
        while (simulation.nanos() < second / 2 && simulation.step()) {
            // until it is steady
        }
        long before = deployment.delivered();
        long droppedBefore = deployment.dropped();
        long since = simulation.nanos();
        while (simulation.nanos() < since + second && simulation.step()) {
            // one second
        }
        deployment.violation().ifPresent(line -> {
            throw new IllegalStateException(line);
        });
        double out = (deployment.delivered() - before) * 1e9 / (simulation.nanos() - since);
        return new Point(in, out, deployment.dropped() - droppedBefore);
    }

    /// The highest rate up to which nothing is lost, in packets a second: the paper's MLFRR.
    public static int lossFree(List<Point> curve) {
        int best = 0;
        for (Point point : curve) {
            if (point.dropped > 0) {
                break;
            }
            best = point.in;
        }
        return best;
    }

    /// The most that goes out, in packets a second.
    public static double peak(List<Point> curve) {
        return curve.stream().mapToDouble(Point::out).max().orElse(0);
    }

    /// The output at some input as a share of the curve's peak.
    public double shareOfPeak(List<Point> curve, String handling, long processNanos, int in) {
        return point(handling, processNanos, in).out / peak(curve);
    }
}
