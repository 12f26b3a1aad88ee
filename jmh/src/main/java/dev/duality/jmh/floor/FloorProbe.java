// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.floor;

import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.doctor.MachineCheck;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.machine.placement.CpuPlan;
import dev.duality.jmh.machine.placement.Topology;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// A short look at the floor between two loads of one fork, on the cell's own CPUs, while no kernel is open: is this
/// still the machine that it was before the load? The two forms of the ping-pong that are the quickest, one near and
/// one far, take turns, each with the same line each time, so that nothing but the machine differs between two probes.
/// No form that pauses: two threads that pause fall into step with each other, in one of several ways, and the probe
/// then reads different times on a machine that stays. For one thread at a time.
public final class FloorProbe {
    private static final int SAMPLES = 2; // of each form
    private static final long SAMPLE_NANOS = 3_000_000;

    /// Of each form, until the ping-pong is compiled, and then until the CPUs are awake.
    private static final long FIRST_WARM_UP_NANOS = 20_000_000;

    private static final long WARM_UP_NANOS = 1_000_000;

    /// Long enough for the clock's step not to count, short enough for an interruption to spoil one of many.
    private static final int BATCH = 64;

    private static final int MOST_BATCHES = 4_096;

    private final Optional<CpuPair> pair;
    private final List<PingPong> lines =
            List.of(new PingPong(PingPong.Form.ONE_WORD), new PingPong(PingPong.Form.TWO_WORDS));
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
    /// @return the round trip of one line in nanoseconds, the lowest sample of any form; empty where two threads cannot
    ///     run at once, or nobody knows where they run
    public OptionalDouble nanos() {
        if (pair.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] least = {Double.MAX_VALUE};
        long warmUpNanos = warm ? WARM_UP_NANOS : FIRST_WARM_UP_NANOS;
        pair.get()
                .run(
                        () -> turns().forEach(line -> least[0] = Math.min(least[0], ask(line, warmUpNanos))),
                        () -> turns().forEach(PingPong::answer));
        warm = true;
        return OptionalDouble.of(least[0]);
    }

    private Stream<PingPong> turns() {
        return Collections.nCopies(SAMPLES, lines).stream().flatMap(List::stream);
    }

    private static double ask(PingPong line, long warmUpNanos) {
        try {
            long begin = System.nanoTime();
            do {
                line.roundTrips(BATCH);
            } while (System.nanoTime() - begin < warmUpNanos);
            return sample(line);
        } finally {
            line.stop();
        }
    }

    /// The middle one of many batches.
    private static double sample(PingPong line) {
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
