// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.floor;

import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.doctor.MachineCheck;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.machine.placement.CpuPlan;
import dev.duality.jmh.machine.placement.Topology;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/// A short look at the floor between two loads of one fork, on the cell's own CPUs, while no kernel is open: is this
/// still the machine that it was before the load? One form of the ping-pong, and the same line each time, so that
/// nothing but the machine differs between two probes. For one thread at a time.
public final class FloorProbe {
    private static final int SAMPLES = 2;
    private static final long SAMPLE_NANOS = 5_000_000;

    /// Until the ping-pong is compiled, and then until the CPUs are awake.
    private static final long FIRST_WARM_UP_NANOS = 40_000_000;

    private static final long WARM_UP_NANOS = 1_000_000;

    /// Long enough for the clock's step not to count, short enough for an interruption to spoil one of many.
    private static final int BATCH = 64;

    private static final int MOST_BATCHES = 4_096;

    private final Optional<CpuPair> pair;
    private final PingPong line = new PingPong(PingPong.Form.ONE_WORD_PAUSE);
    private boolean warm;

    private FloorProbe(Optional<CpuPair> pair) {
        this.pair = pair;
    }

    /// @param plan where the cell's threads run
    /// @param topology the allowed CPUs only
    /// @param quotaCores CPU time that a control group grants, in cores; 0 for no limit
    public static FloorProbe of(CpuPlan plan, Topology topology, double quotaCores, Affinity affinity) {
        return new FloorProbe(CpuPair.of(plan, topology, quotaCores, affinity));
    }

    /// Between the best pair of this machine's CPUs.
    public static FloorProbe ofThisMachine() {
        Affinity affinity = Affinity.ofThisMachine();
        Topology topology = Topology.read(SystemTree.real(), affinity.allowed());
        double quotaCores = MachineCheck.read(affinity).quotaCores();
        return of(CpuPlan.of(topology, quotaCores, 1, 1), topology, quotaCores, affinity);
    }

    /// Takes some milliseconds, the first time some tens of them.
    /// @return the round trip of one line in nanoseconds, the lower of two samples; empty where two threads cannot run
    /// at once, or nobody knows where they run
    public OptionalDouble nanos() {
        if (pair.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] least = new double[1];
        long warmUpNanos = warm ? WARM_UP_NANOS : FIRST_WARM_UP_NANOS;
        pair.get().run(() -> least[0] = ask(warmUpNanos), line::answer);
        warm = true;
        return OptionalDouble.of(least[0]);
    }

    private double ask(long warmUpNanos) {
        try {
            long begin = System.nanoTime();
            do {
                line.roundTrips(BATCH);
            } while (System.nanoTime() - begin < warmUpNanos);
            double least = Double.MAX_VALUE;
            for (int i = 0; i < SAMPLES; i++) {
                least = Math.min(least, sample());
            }
            return least;
        } finally {
            line.stop();
        }
    }

    /// The middle one of many batches.
    private double sample() {
        double[] means = new double[MOST_BATCHES];
        int count = 0;
        long begin = System.nanoTime();
        long before = begin;
        do {
            line.roundTrips(BATCH);
            long now = System.nanoTime();
            means[count++] = Math.max(1, now - before) / (double) BATCH;
            before = now;
        } while (before - begin < SAMPLE_NANOS && count < MOST_BATCHES);
        Arrays.sort(means, 0, count);
        return means[count / 2];
    }
}
