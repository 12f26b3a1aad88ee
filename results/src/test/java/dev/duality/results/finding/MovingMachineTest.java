// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.ClosedLoop;
import dev.duality.results.FloorProbes;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A host that moves two cores between siblings and two chiplets, a thousand runs on it, and what their findings say:
/// of
/// whole runs, with probes, attempts and rounds. `-Dduality.coverage` prints the table.
class MovingMachineTest {
    private static final int RUNS = 1_000;
    private static final int ROUNDS = 16;
    private static final double DWELL_SECONDS = 20; // on average, exponential
    private static final double LOAD_SECONDS = 1.5;
    private static final double BETWEEN_SECONDS = 2; // a JVM starts, verifies, warms up
    private static final int ATTEMPTS = 3;

    private static final double BETWEEN_JVMS = 0.03; // deviation of the logarithm
    private static final double OF_A_PROBE = 0.01;

    private static final double[] FLOOR = {43, 385}; // near, far
    private static final Kernel LOCK = new Kernel(Samples.cell("counter", "shm:lock", 2, 0), 91, 465);
    private static final Kernel RING = new Kernel(Samples.cell("counter", "messaging:ring", 1, 1), 137, 465);
    private static final List<Kernel> KERNELS = List.of(LOCK, RING);

    /// @param near nanoseconds per operation of all its workers together
    private record Kernel(Cell cell, double near, double far) {
        double nanos(int regime) {
            return regime == 0 ? near : far;
        }
    }

    private final Random random = new Random(15);
    private int regime;
    private double left; // seconds until the host moves

    /// Lets time pass.
    /// @return which share of it was near
    private double pass(double seconds) {
        double near = 0;
        double rest = seconds;
        while (rest > left) {
            near += regime == 0 ? left : 0;
            rest -= left;
            regime = 1 - regime;
            left = -DWELL_SECONDS * Math.log(1 - random.nextDouble());
        }
        left -= rest;
        return (near + (regime == 0 ? rest : 0)) / seconds;
    }

    private double probe() {
        return FLOOR[regime] * Math.exp(OF_A_PROBE * random.nextGaussian());
    }

    private CellRecord fork(Kernel kernel, int round, int attempt) {
        pass(BETWEEN_SECONDS);
        double before = probe();
        double near = pass(LOAD_SECONDS);
        double nanos = (near * kernel.near + (1 - near) * kernel.far) * Math.exp(BETWEEN_JVMS * random.nextGaussian());
        ClosedLoop loop = Samples.closed(
                1e9 / nanos, kernel.cell.workers(), Samples.usage(), Optional.of(new FloorProbes(before, probe())));
        return new CellRecord(
                kernel.cell.id(), round, attempt, Samples.START, Samples.START, Samples.measured(loop), List.of());
    }

    private static boolean moved(CellRecord record) {
        return ((dev.duality.results.Outcome.Measured) record.outcome())
                .closed()
                .orElseThrow()
                .probes()
                .orElseThrow()
                .moved();
    }

    /// As the plan has it: rivals take turns, and what moved is done again at the end of its round, at most twice.
    private Run run() {
        regime = random.nextInt(2);
        left = -DWELL_SECONDS * Math.log(1 - random.nextDouble());
        List<CellRecord> records = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            List<Kernel> again = KERNELS;
            for (int attempt = 1; attempt <= ATTEMPTS && !again.isEmpty(); attempt++) {
                List<Kernel> moved = new ArrayList<>();
                for (Kernel kernel : again) {
                    CellRecord record = fork(kernel, round, attempt);
                    records.add(record);
                    if (moved(record)) {
                        moved.add(kernel);
                    }
                }
                again = moved;
            }
        }
        Run plain = Samples.run(2, KERNELS.stream().map(Kernel::cell).toList());
        return new Run(
                plain.schema(),
                plain.id(),
                plain.started(),
                plain.finished(),
                plain.status(),
                plain.command(),
                plain.preset(),
                plain.seed(),
                plain.commit(),
                plain.machine(),
                plain.jvm(),
                plain.plan(),
                plain.floors(),
                records);
    }

    /// What came of all verdicts that rest on so many rounds.
    private static final class Tally {
        private int verdicts;
        private int covered;
        private int wrong;

        void add(Ratio ratio, double truth) {
            verdicts++;
            covered += ratio.interval().orElseThrow().contains(truth) ? 1 : 0;
            Ratio.Direction right = truth > 1 ? Ratio.Direction.GREATER : Ratio.Direction.NO_DIFFERENCE;
            wrong += ratio.direction() == right ? 0 : 1;
        }
    }

    @Test
    void intervalsHoldTheTruthOfTheirRegimeAndVerdictsAreSeldomWrong() {
        SortedMap<Integer, Tally> byRounds = new TreeMap<>();
        Tally all = new Tally();
        for (int i = 0; i < RUNS; i++) {
            Findings findings = Findings.of(run(), _ -> {
                throw new AssertionError("there is no open loop");
            });
            if (findings.workloads().getFirst().verdict() instanceof Verdict.Compared compared) {
                List<Verdict.Pair> pairs = new ArrayList<>(compared.elsewhere());
                pairs.add(compared.headline());
                for (Verdict.Pair pair : pairs) {
                    Ratio ratio = pair.gap().ratio();
                    int where = pair.message().regime().orElseThrow().floorNanos() < 100 ? 0 : 1;
                    if (ratio.confident()) {
                        double truth = RING.nanos(where) / LOCK.nanos(where);
                        all.add(ratio, truth);
                        byRounds.computeIfAbsent(ratio.forks(), _ -> new Tally())
                                .add(ratio, truth);
                    }
                }
            }
        }
        if (System.getProperty("duality.coverage") != null) {
            print(byRounds, all);
        }
        double covered = 100.0 * all.covered / all.verdicts;
        double wrong = 100.0 * all.wrong / all.verdicts;
        assertTrue(all.verdicts > RUNS, "only " + all.verdicts + " verdicts rest on enough rounds");
        assertTrue(covered >= 93 && covered <= 97, covered + " % of the intervals hold the truth");
        assertTrue(wrong <= 5, wrong + " % of the verdicts are wrong");
    }

    private static void print(SortedMap<Integer, Tally> byRounds, Tally all) {
        System.out.println("rounds  verdicts  hold the truth  wrong");
        byRounds.forEach((rounds, tally) -> System.out.println(line(String.valueOf(rounds), tally)));
        System.out.println(line("all", all));
    }

    private static String line(String rounds, Tally tally) {
        return "%6s  %8d  %12.1f %%  %4.1f %%"
                .formatted(
                        rounds,
                        tally.verdicts,
                        100.0 * tally.covered / tally.verdicts,
                        100.0 * tally.wrong / tally.verdicts);
    }
}
