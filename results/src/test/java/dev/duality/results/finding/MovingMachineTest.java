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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A host that moves two cores between siblings and two chiplets, a thousand runs on it, and what their findings say:
/// of whole runs, with probes, attempts and rounds. `-Dduality.coverage` prints the table.
class MovingMachineTest {
    private static final int RUNS = 1_000;
    private static final int[] ROUNDS = {12, 6};
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
    private Run run(int rounds) {
        regime = random.nextInt(2);
        left = -DWELL_SECONDS * Math.log(1 - random.nextDouble());
        List<CellRecord> records = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
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

    /// The counts of all verdicts that rest on so many rounds.
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
        SortedMap<String, Tally> byBasis = new TreeMap<>();
        for (int rounds : ROUNDS) {
            Tally all = new Tally();
            Tally apart = new Tally();
            for (int i = 0; i < RUNS; i++) {
                add(run(rounds), "%2d rounds, ".formatted(rounds), byBasis, all, apart);
            }
            byBasis.put("%2d rounds, all".formatted(rounds), all);
            byBasis.put("%2d rounds, as two samples".formatted(rounds), apart);
        }
        if (System.getProperty("duality.coverage") != null) {
            print(byBasis);
        }
        for (int rounds : ROUNDS) {
            assertHolds(byBasis, "%2d rounds, all".formatted(rounds), RUNS / 2);
            assertHolds(byBasis, "%2d rounds, as two samples".formatted(rounds), RUNS / 10);
        }
    }

    private static void assertHolds(Map<String, Tally> byBasis, String which, int atLeast) {
        Tally all = byBasis.get(which);
        double covered = 100.0 * all.covered / all.verdicts;
        double wrong = 100.0 * all.wrong / all.verdicts;
        assertTrue(all.verdicts > atLeast, which + ": only " + all.verdicts + " verdicts are sure");
        assertTrue(covered >= 93 && covered <= 97.5, which + ": " + covered + " % of the intervals hold the truth");
        assertTrue(wrong <= 5, which + ": " + wrong + " % of the verdicts are wrong");
    }

    private static void add(Run run, String rounds, Map<String, Tally> byBasis, Tally all, Tally apart) {
        Findings findings = Findings.of(run, _ -> {
            throw new AssertionError("there is no open loop");
        });
        if (findings.workloads().getFirst().verdict() instanceof Verdict.Compared compared) {
            List<Verdict.Pair> pairs = new ArrayList<>(compared.elsewhere());
            pairs.add(compared.headline());
            for (Verdict.Pair pair : pairs) {
                Ratio ratio = pair.gap().ratio();
                if (ratio.confident()) {
                    int where = pair.message().regime().orElseThrow().floorNanos() < 100 ? 0 : 1;
                    double truth = RING.nanos(where) / LOCK.nanos(where);
                    all.add(ratio, truth);
                    if (ratio.basis() instanceof Ratio.Basis.Samples) {
                        apart.add(ratio, truth);
                    }
                    byBasis.computeIfAbsent(rounds + ratio.basis().text(), _ -> new Tally())
                            .add(ratio, truth);
                }
            }
        }
    }

    private static void print(SortedMap<String, Tally> byBasis) {
        System.out.println("rests on                    verdicts  hold the truth  wrong");
        byBasis.forEach((basis, tally) -> System.out.println(line(basis, tally)));
    }

    private static String line(String basis, Tally tally) {
        return "%-26s  %8d  %12.1f %%  %4.1f %%"
                .formatted(
                        basis,
                        tally.verdicts,
                        100.0 * tally.covered / tally.verdicts,
                        100.0 * tally.wrong / tally.verdicts);
    }
}
