// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.load.KernelFixture;
import dev.duality.jmh.load.LoadShape;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Figure;
import dev.duality.results.FixedJob;
import dev.duality.results.FloorProbes;
import dev.duality.results.Usage;
import dev.duality.workloads.ShownCount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkMainTest {
    private static final List<ShownCount> SHOWN =
            List.of(new ShownCount("hits", "hit ratio", true), new ShownCount("waits", "waits", false));

    private static Usage counted(double hits, double waits) {
        return Usage.unknown(1)
                .withFigures(List.of(
                        Figure.shown("hit ratio", hits, "%"),
                        Figure.perOp("polls", hits),
                        Figure.shown("waits", waits, "%")));
    }

    /// The counts are verified, and what each worker did adds up to all that was done.
    @Test
    void aClosedLoopOfTwoWorkersSaysHowTheySharedItAndOneOfOneDoesNot() throws InterruptedException {
        ClosedLoop two = closed("counter", "shm:lock", 2, true);
        Map<String, Double> figures = figures(two);

        double all = figures.get(Figure.OF_WORKER + 1) + figures.get(Figure.OF_WORKER + 2);
        assertEquals(two.opsPerSecond() * two.usage().seconds(), all, all / 2);
        assertTrue(figures.get(Figure.JAIN) >= 0.5 && figures.get(Figure.JAIN) <= 1, figures::toString);
        assertTrue(figures.get(Figure.LONGEST_WAIT) > 0, figures::toString);
        assertTrue(figures.containsKey(Figure.ALONE), figures::toString);
        Map<String, Double> ofOne = figures(closed("counter", "shm:lock", 1, true));
        assertFalse(ofOne.containsKey(Figure.JAIN), ofOne::toString);
    }

    /// The clock would be read in loops of several workers and not of one, and so cost them of their speedup.
    @Test
    void aClosedLoopReadsItsClockByBatchesOnlyWhereThatIsAskedFor() throws InterruptedException {
        Map<String, Double> figures = figures(closed("counter", "shm:lock", 2, false));

        assertTrue(figures.containsKey(Figure.JAIN), figures::toString);
        assertTrue(figures.containsKey(Figure.OF_WORKER + 2), figures::toString);
        assertFalse(figures.containsKey(Figure.LONGEST_WAIT), figures::toString);
        assertFalse(figures.containsKey(Figure.ALONE), figures::toString);
    }

    private static Map<String, Double> figures(ClosedLoop loop) {
        return loop.usage().figures().stream().collect(Collectors.toMap(Figure::name, Figure::value));
    }

    private static ClosedLoop closed(String workload, String on, int workers, boolean byBatch)
            throws InterruptedException {
        try (Forker forker = new Forker(System.getProperty("java.class.path"), List.of(), Forker.Patience.LONG)) {
            ForkReport report = forker.run(new ForkOrder.Kernel(
                            CellSpec.of(
                                    Map.of("workload", workload, "on", on, "workers", "" + workers, "wait", "yield")),
                            100,
                            new ClosedLoad.Times(0, 50, 1, 150, byBatch),
                            new ForkOrder.Open(LoadShape.STEADY, List.of(), List.of(), 1, 0),
                            0))
                    .report();
            return ((ForkReport.Measured) report).attempts().getFirst().closed().orElseThrow();
        }
    }

    private static ClosedLoad.Result closed(double opsPerSecond) {
        return new ClosedLoad.Result(
                new ClosedLoop(
                        opsPerSecond, 1, List.of(), List.of(1.0), Optional.empty(), Optional.empty(), Usage.unknown(1)),
                1);
    }

    private static <T> List<Probes.Tried<T>> tried(List<T> loads) {
        return loads.stream()
                .map(load -> new Probes.Tried<>(load, Optional.of(new FloorProbes(43, 44))))
                .toList();
    }

    /// An attempt without a load, such as of jobs that would take too long, is none.
    @Test
    void anAttemptHasTheLoadsThatWereDoneAsOften() {
        FixedJob job = new FixedJob(10, 3, 1, Optional.empty(), counted(40, 8));
        List<ForkReport.Attempt> attempts = ForkMain.attempts(
                SHOWN,
                tried(List.of(closed(10), closed(20))),
                UnaryOperator.identity(),
                List.of(),
                tried(List.of(Optional.of(job), Optional.of(job), Optional.of(job), Optional.<FixedJob>empty())));

        assertEquals(3, attempts.size());
        assertEquals(10, attempts.get(0).closed().orElseThrow().opsPerSecond());
        assertEquals(20, attempts.get(1).closed().orElseThrow().opsPerSecond());
        assertTrue(attempts.get(2).closed().isEmpty());
        assertTrue(attempts.stream().allMatch(attempt -> attempt.job().isPresent()));
        assertEquals(
                Optional.of(new FloorProbes(43, 44)),
                attempts.get(2).job().orElseThrow().probes());
        assertEquals(
                List.of(Path.of("a", "jmh.json"), Path.of("a", "jmh.attempt3.json")),
                List.of(
                        ForkReport.Attempt.jmhJson(Path.of("a", "jmh.json"), 1),
                        ForkReport.Attempt.jmhJson(Path.of("a", "jmh.json"), 3)));
    }

    /// A fork does a closed loop again in its own JVM, by JMH a second time.
    @Test
    void aJvmMeasuresAClosedLoopTwiceAndKeepsBothResultsOfJmh(@TempDir Path folder) {
        try (KernelFixture fixture = KernelFixture.of(
                CellSpec.of(Map.of("workload", "counter", "on", "messaging:ring", "workers", "1", "wait", "yield")))) {
            for (int number = 1; number <= 2; number++) {
                Path json = ForkReport.Attempt.jmhJson(folder.resolve("jmh.json"), number);
                ClosedLoad.Result result =
                        ClosedLoad.run(fixture, 100, new ClosedLoad.Times(1, 20, 2, 30, false), json, () -> {});
                assertTrue(result.loop().opsPerSecond() > 0);
                assertEquals(2, result.loop().iterations().size());
                assertTrue(Files.isRegularFile(json), json::toString);
            }
        }
    }

    @Test
    void aReasonIsALineInWhichNothingCommandsATerminalOrTurnsTheText() {
        assertEquals(
                "no such file: ?[31m ?lla",
                new ForkReport.Failed(" no such file:\r\n\t\u001b[31m \u202Ella\n").reason());
        assertEquals("it did not say why", new ForkReport.Failed(" \n").reason());
    }

    @Test
    void aFigureOfTheFirstPassIsTheJobsAndTheOthersAreTheLoopsOwn() {
        ClosedLoop loop =
                new ClosedLoop(1, 1, List.of(), List.of(1.0), Optional.empty(), Optional.empty(), counted(99, 7));
        FixedJob job = new FixedJob(10, 3, 1, Optional.empty(), counted(40, 8));

        assertEquals(
                List.of(Figure.shown("hit ratio", 40, "%"), Figure.perOp("polls", 99), Figure.shown("waits", 7, "%")),
                ForkMain.withFirstPass(SHOWN, Optional.of(job), loop).usage().figures());
        assertEquals(loop, ForkMain.withFirstPass(SHOWN, Optional.empty(), loop));
    }
}
