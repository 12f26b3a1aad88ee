// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.floor;

import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.doctor.ClockCheck;
import dev.duality.jmh.machine.doctor.MachineCheck;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.machine.placement.CpuPlan;
import dev.duality.jmh.machine.placement.Topology;
import dev.duality.results.Floor;
import dev.duality.results.Machine;
import dev.duality.results.Stalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Measures the floor in this process. The forms of the ping-pong take turns, each for about a millisecond, so that
/// whatever moves during the look moves under all of them; of each form the middle batch counts.
public final class FloorCheck {
    private static final long BATCH_NANOS = 1_000_000;
    private static final long WARM_UP_NANOS = 20_000_000; // of each form
    private static final int FIRST_BATCH = 100;

    /// Round trips before each batch that do not count: whoever comes to answer is interpreted until it has gone round
    /// for a while.
    private static final int UNTIMED = 3_000;

    /// The time that they take, about, in nanoseconds.
    private static final long UNTIMED_NANOS = 500_000;

    private static final int LARGEST_BATCH = 1_000_000;
    private static final long IDLE_NANOS = 500_000_000;

    private FloorCheck() {}

    /// The reason why there is no floor to measure here, in one line; empty if there is one.
    public static Optional<String> unavailable() {
        return unavailable(MachineCheck.read(Affinity.ofThisMachine()).usableCores());
    }

    static Optional<String> unavailable(int cores) {
        return cores >= 2
                ? Optional.empty()
                : Optional.of("one core: no cache line can move between two threads, so there is no floor to measure");
    }

    /// Takes about `millis` for all forms together, half a second for the idle watch, and some tens of milliseconds for
    /// the clock.
    /// @param when at which point of the run
    /// @param emptyMethodNanos what an empty JMH method took, if it was measured
    /// @throws IllegalStateException if there are not two cores; see [#unavailable()]
    public static Floor measure(Floor.When when, long millis, OptionalDouble emptyMethodNanos) {
        Affinity affinity = Affinity.ofThisMachine();
        Machine machine = MachineCheck.read(affinity);
        unavailable(machine.usableCores()).ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        Topology topology = Topology.read(SystemTree.real(), affinity.allowed());
        CpuPair pair = CpuPair.of(CpuPlan.of(topology, 0, 1, 1), topology, 0, affinity)
                .orElseGet(() -> CpuPair.anywhere(affinity));
        List<Floor.Form> forms = forms(pair, millis * 1_000_000);
        ClockCheck clock = ClockCheck.ofNanoTime();
        return new Floor(
                Instant.now(),
                when,
                pair.cpus(),
                forms,
                clock.stepNanos(),
                clock.costNanos(),
                Optional.of(idle(pair, Math.min(IDLE_NANOS, millis * 2_000_000))),
                emptyMethodNanos);
    }

    private static List<Floor.Form> forms(CpuPair pair, long nanos) {
        List<Contest> contests =
                Arrays.stream(PingPong.Form.values()).map(Contest::new).toList();
        int turns = (int) Math.max(1, nanos / contests.size() / (BATCH_NANOS + UNTIMED_NANOS));
        pair.run(
                () -> {
                    contests.forEach(contest -> contest.warmUp(Math.min(WARM_UP_NANOS, nanos)));
                    for (int attempt = 0; attempt < turns; attempt++) {
                        contests.forEach(Contest::batch);
                    }
                },
                () -> {
                    for (int attempt = 0; attempt <= turns; attempt++) { // the warm-up is one, too
                        contests.forEach(contest -> contest.line.answer());
                    }
                });
        return contests.stream()
                .map(contest -> new Floor.Form(contest.form.text(), contest.middle()))
                .toList();
    }

    /// The stalls of threads that only read the clock, on these two CPUs.
    private static Stalls idle(CpuPair pair, long nanos) {
        StallClock[] clocks = new StallClock[2];
        pair.run(() -> clocks[0] = watch(nanos), () -> clocks[1] = watch(nanos));
        return StallClock.sum(Arrays.asList(clocks));
    }

    private static StallClock watch(long nanos) {
        StallClock clock = new StallClock();
        long end = clock.read() + nanos;
        while (clock.read() - end < 0) {
            Thread.onSpinWait();
        }
        return clock;
    }

    /// One form on its way, for the asking thread.
    private static final class Contest {
        private final PingPong.Form form;
        private final PingPong line;
        private final List<Double> means = new ArrayList<>();
        private int count = FIRST_BATCH; // of round trips in the next batch

        Contest(PingPong.Form form) {
            this.form = form;
            this.line = new PingPong(form);
        }

        void warmUp(long nanos) {
            long begin = System.nanoTime();
            do {
                line.roundTrips(FIRST_BATCH);
            } while (System.nanoTime() - begin < nanos);
            line.stop();
        }

        /// As many round trips as take about a millisecond, by what the last batch took.
        void batch() {
            line.roundTrips(UNTIMED);
            long begin = System.nanoTime();
            line.roundTrips(count);
            double mean = Math.max(1, System.nanoTime() - begin) / (double) count;
            line.stop();
            means.add(mean);
            count = (int) Math.clamp(BATCH_NANOS / mean, FIRST_BATCH, LARGEST_BATCH);
        }

        double middle() {
            double[] sorted =
                    means.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }
}
