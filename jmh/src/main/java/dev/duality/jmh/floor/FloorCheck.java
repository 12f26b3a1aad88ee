// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.floor;

import dev.duality.jmh.machine.Affinity;
import dev.duality.jmh.machine.ClockCheck;
import dev.duality.jmh.machine.CpuPlan;
import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.Topology;
import dev.duality.results.Floor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/// Measures the floor in this process: each form of the ping-pong in batches, the middle batch counts.
public final class FloorCheck {
    private static final int BATCHES = 9;
    private static final int WARM_UP = 20_000;
    private static final int LEAST_ROUND_TRIPS = 1_000;

    private FloorCheck() {}

    /// Takes about `millis` for all forms together, and some tens of milliseconds for the clock.
    /// @param when at which point of the run
    /// @param emptyMethodNanos what an empty JMH method took, if it was measured
    public static Floor measure(Floor.When when, long millis, OptionalDouble emptyMethodNanos) {
        Affinity affinity = Affinity.ofThisMachine();
        Topology topology = Topology.read(SystemTree.real(), affinity.allowed());
        CpuPlan plan = CpuPlan.of(topology, 0, 1, 1);
        List<Floor.Form> forms = new ArrayList<>();
        long nanosEach = millis * 1_000_000 / PingPong.Form.values().length;
        for (PingPong.Form form : PingPong.Form.values()) {
            forms.add(new Floor.Form(form.words(), roundTripNanos(form, plan, affinity, nanosEach)));
        }
        ClockCheck clock = ClockCheck.ofNanoTime();
        List<Integer> cpus = plan instanceof CpuPlan.Pinned pinned
                ? List.of(pinned.workers().getFirst(), pinned.servers().getFirst())
                : List.of();
        return new Floor(Instant.now(), when, cpus, forms, clock.stepNanos(), clock.costNanos(), emptyMethodNanos);
    }

    private static double roundTripNanos(PingPong.Form form, CpuPlan plan, Affinity affinity, long nanos) {
        PingPong pair = new PingPong(form);
        Thread answering = new Thread(
                () -> {
                    plan.server(0).ifPresent(affinity::pin);
                    pair.answer();
                },
                "floor-answer");
        answering.setDaemon(true);
        double[] means = new double[BATCHES];
        Thread asking = new Thread(
                () -> {
                    plan.worker(0).ifPresent(affinity::pin);
                    ask(pair, nanos, means);
                },
                "floor-ask");
        answering.start();
        asking.start();
        try {
            asking.join();
            answering.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the floor was measured", e);
        }
        Arrays.sort(means);
        return means[BATCHES / 2];
    }

    private static void ask(PingPong pair, long nanos, double[] means) {
        long begin = System.nanoTime();
        pair.roundTrips(WARM_UP);
        double each = Math.max(1, System.nanoTime() - begin) / (double) WARM_UP;
        int count = (int) Math.clamp((double) nanos / BATCHES / each, LEAST_ROUND_TRIPS, 10_000_000);
        for (int batch = 0; batch < BATCHES; batch++) {
            long start = System.nanoTime();
            pair.roundTrips(count);
            means[batch] = (System.nanoTime() - start) / (double) count;
        }
        pair.stop();
    }
}
