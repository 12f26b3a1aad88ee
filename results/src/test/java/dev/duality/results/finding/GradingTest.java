// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Contract;
import dev.duality.results.Jvm;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.RowClass;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class GradingTest {
    private static final Cell MAILBOX = Samples.cell("rpc", "shm:mailbox", 1, 1);
    private static final List<Integer> PINNED = List.of(0, 1);

    @Test
    void pinnedAndQuietWithEnoughCoresIsA() {
        assertEquals(Grade.best(), grade(2, MAILBOX, PINNED, Samples.usage()));
    }

    @Test
    void notPinnedIsB() {
        assertGrade(Grade.Letter.B, "threads not pinned", grade(2, MAILBOX, List.of(), Samples.usage()));
    }

    @Test
    void aRunThatWasProfiledIsBAndSaysByWhat() {
        Run plain = floors(MAILBOX);
        Run profiled = new Run(
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
                        new Jvm("25", "unknown", "unknown", List.of("-Xmx1g", Jvm.PROFILER + "async:event=cpu")),
                        plain.plan(),
                        plain.floors(),
                        plain.records())
                .with(Samples.record(MAILBOX, 1, closed(MAILBOX, PINNED, 3e6, Samples.usage())));

        assertEquals(new Grade(Grade.Letter.B, List.of("profiled: async:event=cpu")), grade(profiled));
    }

    @Test
    void aRowWhoseMessagesLieOnADiskIsBAndSaysOnWhich() {
        Cell disk = new Cell(
                MAILBOX.id(),
                MAILBOX.workload(),
                MAILBOX.substrate(),
                MAILBOX.rowClass(),
                MAILBOX.workers(),
                MAILBOX.servers(),
                MAILBOX.oversubscribed(),
                MAILBOX.waits(),
                MAILBOX.payloadBytes(),
                MAILBOX.window(),
                MAILBOX.params(),
                MAILBOX.loads(),
                new Contract("one", "one", "bounded", "fifo", Contract.durableOn("ext4"), "copies", "whole", "threads"),
                MAILBOX.lineTransfers());
        Run run = floors(disk).with(Samples.record(disk, 1, closed(disk, PINNED, 3e6, Samples.usage())));

        assertEquals(new Grade(Grade.Letter.B, List.of("its messages lie on ext4, and not in memory")), grade(run));
    }

    @Test
    void oneForkThatWasNotPinnedIsEnough() {
        Run run = floors(MAILBOX)
                .with(Samples.record(MAILBOX, 1, closed(MAILBOX, PINNED, 3e6, Samples.usage())))
                .with(Samples.record(MAILBOX, 2, closed(MAILBOX, List.of(), 3e6, Samples.usage())));

        assertGrade(Grade.Letter.B, "threads not pinned", grade(run));
    }

    @Test
    void stolenTimeIsNotQuiet() {
        assertGrade(Grade.Letter.B, "the hypervisor took", grade(2, MAILBOX, PINNED, usage(0, 30, 0)));
    }

    @Test
    void aLittleStolenTimeIsQuiet() {
        assertEquals(Grade.best(), grade(2, MAILBOX, PINNED, usage(0, 19, 0))); // of 2 cores for 1 s
    }

    @Test
    void coresThatAreTakenAwayAreNotQuiet() {
        assertGrade(Grade.Letter.B, "cores were taken", grade(2, MAILBOX, PINNED, usage(201, 0, 0)));
        assertEquals(Grade.best(), grade(2, MAILBOX, PINNED, usage(199, 0, 0))); // of 2 threads
    }

    @Test
    void otherLoadIsNotQuiet() {
        assertGrade(Grade.Letter.B, "other processes", grade(2, MAILBOX, PINNED, usage(0, 0, 0.2)));
        assertEquals(Grade.best(), grade(2, MAILBOX, PINNED, usage(0, 0, 0.09)));
    }

    @Test
    void whereNothingOfTheMachineIsKnownNobodySaysThatItWasQuiet() {
        assertGrade(Grade.Letter.B, "nobody could see", grade(2, MAILBOX, PINNED, Usage.unknown(1)));
    }

    @Test
    void moreThreadsThanCoresIsC() {
        Cell three = Samples.cell("rpc", "messaging:ring", 2, 1);

        assertGrade(Grade.Letter.C, "3 threads on 2 cores", grade(2, three, PINNED, Samples.usage()));
    }

    /// What the machine did elsewhere in the run says nothing against a load whose own probes agree.
    @Test
    void whatTheFloorDidElsewhereDoesNotGradeARow() {
        Run run = Samples.withFloors(Samples.run(2, List.of(MAILBOX)), 250, 250, 900)
                .with(Samples.record(MAILBOX, 1, closed(MAILBOX, PINNED, 3e6, Samples.usage())));

        assertEquals(Grade.best(), grade(run));
        assertTrue(findings(run).floor().orElseThrow().drift() > 2);
    }

    @Test
    void withoutAProbeBesideItNothingOfSeveralThreadsIsA() {
        ClosedLoop unseen = Samples.closed(3e6, 1, Samples.usage(), Optional.empty());
        Cell alone = Samples.cell("rpc", "shm:lock", 1, 0);

        assertGrade(
                Grade.Letter.B,
                "no probe of the floor",
                grade(floors(MAILBOX).with(Samples.record(MAILBOX, 1, Samples.measured(unseen)))));
        assertEquals(Grade.best(), grade(floors(alone).with(Samples.record(alone, 1, Samples.measured(unseen)))));
    }

    @Test
    void whatIsNotSteadyCostsALetterWithItsReason() {
        ClosedLoop rising = rising(2e6, 2.2e6, 3e6, 3.1e6);

        assertGrade(
                Grade.Letter.B,
                "not steady",
                grade(floors(MAILBOX).with(Samples.record(MAILBOX, 1, Samples.measured(rising)))));
        assertGrade(
                Grade.Letter.C,
                "not steady",
                grade(floors(MAILBOX)
                        .with(Samples.record(
                                MAILBOX,
                                1,
                                new Outcome.Measured(List.of(), Optional.of(rising), List.of(), Optional.empty())))));
    }

    @Test
    void forksThatDisagreeWithinARegimeCostALetter() {
        assertGrade(Grade.Letter.B, "forks disagree", grade(Samples.withForks(floors(MAILBOX), MAILBOX, 2e6, 3.1e6)));
        assertEquals(Grade.best(), grade(Samples.withForks(floors(MAILBOX), MAILBOX, 2e6, 2.9e6)));
    }

    @Test
    void theWorstReasonGradesAndAllAreTold() {
        Cell three = Samples.cell("rpc", "messaging:ring", 2, 1);

        Grade grade = grade(2, three, List.of(), Samples.usage());

        assertEquals(Grade.Letter.C, grade.letter());
        assertEquals(2, grade.reasons().size());
    }

    @Test
    void aRoundTripQuickerThanTheFloorAllowsIsNoRow() {
        Run run = floors(crossing(2))
                .with(Samples.record(crossing(2), 1, closed(MAILBOX, PINNED, 1e9 / 224, Samples.usage())));

        assertFailure(run, "sanity bound broken: 224 ns");
    }

    @Test
    void theBoundOfARowStandsBesideIt() {
        Run run = floors(crossing(4))
                .with(Samples.record(crossing(4), 1, closed(MAILBOX, PINNED, 1e9 / 600, Samples.usage())));
        Row row = rows(run).getFirst();

        assertEquals(500, row.closed().orElseThrow().boundNanos().orElseThrow(), 1e-9);
        assertEquals(
                2e6, row.closed().orElseThrow().boundOpsPerSecond(row.cell()).orElseThrow(), 1e-3);
    }

    @Test
    void morePerSecondThanWindowAndWorkersAllowIsNoRow() {
        Cell window = window(8);
        double bound = 8e9 / 250;
        Run run = floors(window).with(Samples.record(window, 1, closed(window, PINNED, bound * 1.12, Samples.usage())));

        assertFailure(run, "sanity bound broken");
    }

    @Test
    void whatMayStayOnItsCoreHasNoBound() {
        Run run =
                floors(crossing(0)).with(Samples.record(crossing(0), 1, closed(MAILBOX, PINNED, 1e9, Samples.usage())));

        assertTrue(rows(run).getFirst().closed().orElseThrow().boundNanos().isEmpty());
    }

    @Test
    void aRoundTripATenthUnderTheFloorMayBeNoise() {
        Run run = floors(crossing(2))
                .with(Samples.record(crossing(2), 1, closed(MAILBOX, PINNED, 1e9 / 226, Samples.usage())));

        assertEquals(List.of(), findings(run).failures());
    }

    @Test
    void aCellThatLeavesItsThreadNeitherHasNorBreaksTheBound() {
        Run run =
                floors(crossing(0)).with(Samples.record(crossing(0), 1, closed(MAILBOX, PINNED, 1e9, Samples.usage())));

        assertEquals(List.of(), findings(run).failures());
    }

    @Test
    void operationsUnderWayTogetherMayBeAsQuickAsTheirWindowAllows() {
        Cell window = window(8);
        Run quick = floors(window).with(Samples.record(window, 1, closed(window, PINNED, 8e9 / 226, Samples.usage())));
        Run tooQuick =
                floors(window).with(Samples.record(window, 1, closed(window, PINNED, 8e9 / 224, Samples.usage())));

        assertEquals(List.of(), findings(quick).failures());
        assertFailure(tooQuick, "sanity bound broken");
    }

    @Test
    void aMedianLatencyBelowTheFloorIsNoRow() {
        Run run = floors(crossing(2)).with(Samples.record(crossing(2), 1, open(100_000, 100_000, 150)));

        assertFailure(run, "sanity bound broken: 170 ns"); // with one step of the clock in its favour
    }

    @Test
    void aRateThatWasMissedIsNoRow() {
        Run run = floors(MAILBOX).with(Samples.record(MAILBOX, 1, open(100_000, 98_900, 500)));

        assertFailure(run, "rate missed: 98,900 of 100,000");
    }

    @Test
    void aRateThatWasAlmostKeptIsARow() {
        Run run = floors(MAILBOX).with(Samples.record(MAILBOX, 1, open(100_000, 99_100, 500)));

        assertEquals(List.of(), findings(run).failures());
        assertEquals(1, rows(run).size());
    }

    @Test
    void aRateIsMissedByABacklogThatGrewAndNotByWhatWasNotAchieved() {
        assertFailure(floors(MAILBOX).with(Samples.record(MAILBOX, 1, behind(100_000, 10_000_001))), "10.0 ms behind");
        assertEquals(
                List.of(),
                findings(floors(MAILBOX).with(Samples.record(MAILBOX, 1, behind(95_000, 10_000_000))))
                        .failures());
    }

    /// Of an open loop of a second.
    private static Outcome.Measured behind(double achieved, long nanos) {
        OpenLoop like = Samples.open(100_000, 100_000, histogram(500), "x.hlog");
        OpenLoop loop = OpenLoop.of(
                100_000,
                achieved,
                nanos,
                like.started(),
                histogram(500),
                like.beyond(),
                like.stalls(),
                like.histogram(),
                like.probes(),
                like.usage());
        return new Outcome.Measured(PINNED, Optional.empty(), List.of(loop), Optional.empty());
    }

    @Test
    void aMissedRateDoesNotTakeTheClosedLoopWithIt() {
        Outcome.Measured open = open(100_000, 50_000, 500);
        Run run = floors(MAILBOX)
                .with(Samples.record(
                        MAILBOX,
                        1,
                        new Outcome.Measured(
                                PINNED, Optional.of(Samples.closed(3e6, 1)), open.open(), Optional.empty())));

        assertFailure(run, "rate missed");
        assertEquals(Grade.best(), grade(run));
    }

    @Test
    void wrongAnswersAreNoRowWhateverOtherForksFound() {
        Run run = floors(MAILBOX)
                .with(Samples.record(MAILBOX, 1, closed(MAILBOX, PINNED, 3e6, Samples.usage())))
                .with(Samples.record(MAILBOX, 2, new Outcome.Failed("operation 17 gave 4, not 5", Optional.empty())));

        assertFailure(run, "1 of 2 forks failed, fork 2 first: operation 17 gave 4, not 5");
        assertEquals(List.of(), rows(run));
    }

    @Test
    void aForkThatTheBudgetSkippedDoesNotTakeTheOthersWithIt() {
        Run run = floors(MAILBOX)
                .with(Samples.record(MAILBOX, 1, closed(MAILBOX, PINNED, 3e6, Samples.usage())))
                .with(Samples.record(MAILBOX, 2, new Outcome.Skipped("the budget is used up")));

        assertEquals(1, rows(run).getFirst().forks());
        assertEquals(List.of(), findings(run).skips());
    }

    @Test
    void aCellWithoutARecordIsToldAsNotMeasured() {
        assertEquals(
                "not measured before the run ended",
                findings(floors(MAILBOX)).skips().getFirst().reason());
    }

    @Test
    void scoresThatStillRiseAreToldAsNotSteady() {
        Run run = floors(MAILBOX).with(Samples.record(MAILBOX, 1, Samples.measured(rising(2e6, 2.2e6, 3e6, 3.1e6))));

        assertTrue(rows(run)
                .getFirst()
                .closed()
                .orElseThrow()
                .unsteady()
                .orElseThrow()
                .contains("not steady"));
    }

    @Test
    void scoresThatMoveLittleAreSteadyAndTwoAreEnoughToTell() {
        assertEquals(Optional.empty(), unsteady(2e6, 2.1e6));
        assertTrue(unsteady(2e6, 2.5e6).isPresent());
        assertEquals(Optional.empty(), unsteady(0.9e6, 1e6)); // a tenth, and no more
        assertEquals(Optional.empty(), unsteady(2e6, 9e6, 2e6)); // the middle one belongs to neither half
        assertEquals(Optional.empty(), unsteady(2e6));
    }

    private static Optional<String> unsteady(Double... scores) {
        Run run = floors(MAILBOX).with(Samples.record(MAILBOX, 1, Samples.measured(rising(scores))));
        return rows(run).getFirst().closed().orElseThrow().unsteady();
    }

    private static ClosedLoop rising(Double... scores) {
        return new ClosedLoop(
                3e6,
                333,
                List.of(1e6),
                List.of(scores),
                Optional.empty(),
                Samples.still(Samples.FLOOR),
                Samples.usage());
    }

    @Test
    void batchesAreThoseOfTheForkNearestToTheMiddleThatTimedThem() {
        ClosedLoop without =
                new ClosedLoop(3e6, 333, List.of(), List.of(), Optional.empty(), Samples.still(250), Samples.usage());
        Run run = floors(MAILBOX)
                .with(Samples.record(MAILBOX, 1, Samples.measured(Samples.closed(2e6, 1))))
                .with(Samples.record(MAILBOX, 2, Samples.measured(without)))
                .with(Samples.record(MAILBOX, 3, Samples.measured(Samples.closed(5e6, 1))));

        assertEquals(
                500,
                rows(run)
                        .getFirst()
                        .closed()
                        .orElseThrow()
                        .batches()
                        .orElseThrow()
                        .middleNanos());
    }

    @Test
    void aFailureSaysHowManyForksFailed() {
        Run run = floors(MAILBOX)
                .with(Samples.record(MAILBOX, 1, closed(MAILBOX, PINNED, 3e6, Samples.usage())))
                .with(Samples.record(MAILBOX, 2, new Outcome.Failed("no answer", Optional.empty())))
                .with(Samples.record(MAILBOX, 3, new Outcome.Failed("no answer", Optional.empty())));

        assertFailure(run, "2 of 3 forks failed, fork 2 first: no answer");
    }

    @Test
    void whatIsExactlyAtALimitKeepsIt() {
        assertEquals(Grade.best(), grade(2, MAILBOX, PINNED, usage(200, 20, 0.1)));
        assertEquals(Grade.best(), grade(Samples.withForks(floors(MAILBOX), MAILBOX, 2e6, 2e6 * Limits.FORKS_APART)));
        Grading grading =
                new Grading(floors(MAILBOX), FloorFinding.of(floors(MAILBOX).floors(), Regimes.of(floors(MAILBOX))));
        Outcome.Measured fork = closed(MAILBOX, PINNED, 3e6, Samples.usage());
        double least = 250 * (1 - Limits.BETTER_THAN_FLOOR);
        assertEquals(Optional.empty(), grading.betterThanTheFloor(crossing(2), fork, Samples.still(250), least));
        assertTrue(grading.betterThanTheFloor(crossing(2), fork, Samples.still(250), Math.nextDown(least))
                .isPresent());
    }

    @Test
    void oneGradeWithAnotherIsTheWorseWithEachReasonOnce() {
        Grade noisy = Grade.best().and(Grade.Letter.B, "noise");
        Grade both = noisy.and(Grade.Letter.C, "drift");

        assertEquals(new Grade(Grade.Letter.C, List.of("noise", "drift")), noisy.and(both));
        assertEquals(
                new Grade(Grade.Letter.C, List.of("drift", "noise")),
                new Grade(Grade.Letter.C, List.of("drift")).and(noisy));
        assertFalse(both.failed());
        assertTrue(both.and(Grade.Letter.FAIL, "wrong").failed());
    }

    @Test
    void aLoadThatFailedHasNoCosts() {
        assertEquals(List.of(), Costs.none().figures());
        assertEquals(OptionalDouble.empty(), Costs.none().gcMillis());
    }

    private static Run floors(Cell cell) {
        return Samples.withFloors(Samples.run(2, List.of(cell)), 250, 250, 250);
    }

    private static Cell crossing(double lines) {
        return change(1, OptionalDouble.of(lines));
    }

    private static Cell window(int window) {
        return change(window, OptionalDouble.of(2));
    }

    private static Cell change(int window, OptionalDouble lines) {
        return new Cell(
                MAILBOX.id(),
                "rpc",
                "shm:mailbox",
                RowClass.SERVED,
                1,
                1,
                false,
                "spin",
                0,
                window,
                MAILBOX.params(),
                MAILBOX.loads(),
                MAILBOX.contract(),
                lines);
    }

    private static Usage usage(long switches, double stealMillis, double others) {
        return new Usage(
                1,
                OptionalDouble.of(1),
                OptionalDouble.of(0),
                OptionalLong.of(0),
                OptionalLong.of(switches),
                OptionalLong.empty(),
                OptionalDouble.of(stealMillis),
                OptionalDouble.of(0),
                OptionalDouble.of(others),
                List.of());
    }

    private static Outcome.Measured closed(Cell cell, List<Integer> cpus, double opsPerSecond, Usage usage) {
        return new Outcome.Measured(
                cpus, Optional.of(Samples.closed(opsPerSecond, cell.workers(), usage)), List.of(), Optional.empty());
    }

    private static Outcome.Measured open(double target, double achieved, long nanos) {
        OpenLoop loop = Samples.open(target, achieved, histogram(nanos), "x.hlog");
        return new Outcome.Measured(PINNED, Optional.empty(), List.of(loop), Optional.empty());
    }

    private static Histogram histogram(long nanos) {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(nanos, 1_000);
        return histogram;
    }

    private static Findings findings(Run run) {
        return Findings.of(run, loop -> histogram(loop.p50Nanos()));
    }

    private static List<Row> rows(Run run) {
        return findings(run).workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .toList();
    }

    private static Grade grade(Run run) {
        return rows(run).getFirst().closed().orElseThrow().grade();
    }

    private static Grade grade(int cores, Cell cell, List<Integer> cpus, Usage usage) {
        return grade(Samples.withFloors(Samples.run(cores, List.of(cell)), 250, 250, 250)
                .with(Samples.record(cell, 1, closed(cell, cpus, 3e6, usage))));
    }

    private static void assertGrade(Grade.Letter letter, String reason, Grade grade) {
        assertEquals(letter, grade.letter());
        assertTrue(grade.reasons().toString().contains(reason), grade.reasons().toString());
    }

    private static void assertFailure(Run run, String reason) {
        List<Failure> failures = findings(run).failures();
        assertEquals(1, failures.size());
        assertTrue(
                failures.getFirst().reason().contains(reason),
                failures.getFirst().reason());
        assertEquals(Grade.Letter.FAIL, failures.getFirst().grade().letter());
    }
}
