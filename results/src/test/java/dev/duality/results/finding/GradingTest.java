// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.ClosedLoop;
import dev.duality.results.ContractRecord;
import dev.duality.results.Figure;
import dev.duality.results.Jvm;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// The letter of a row, with its reasons.
class GradingTest extends GradedCell {
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
                new ContractRecord(
                        "one",
                        "one",
                        "bounded",
                        "fifo",
                        ContractRecord.durableOn("ext4"),
                        "copies",
                        "whole",
                        "threads"),
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
    void timeInWhichAQuotaStoppedItIsNotQuiet() {
        Usage quiet = Samples.usage();
        assertGrade(
                Grade.Letter.B,
                "the quota of its control group",
                grade(2, MAILBOX, PINNED, quiet.withFigures(List.of(new Figure(Figure.THROTTLED, 21, "ms", false)))));
    }

    @Test
    void threadsThatShareACoreAreB() {
        Run run = Samples.run(Samples.machine(2, "1 socket x 1 core x 2 threads"), List.of(MAILBOX));

        assertGrade(
                Grade.Letter.B,
                "2 threads on 1 core with several threads each: some share one",
                grade(Samples.withFloors(run, 250, 250, 250)
                        .with(Samples.record(MAILBOX, 1, closed(MAILBOX, PINNED, 3e6, Samples.usage())))));
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

    /// The machine's moves elsewhere in the run say nothing against a load whose own probes agree.
    @Test
    void whatTheFloorDidElsewhereDoesNotGradeARow() {
        Run run = Samples.withFloors(Samples.run(2, List.of(MAILBOX)), 250, 250, 900)
                .with(Samples.record(MAILBOX, 1, closed(MAILBOX, PINNED, 3e6, Samples.usage())));

        assertEquals(Grade.best(), grade(run));
        assertEquals(900, findings(run).floors().getLast().roundTripNanos().median());
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

    private static void assertGrade(Grade.Letter letter, String reason, Grade grade) {
        assertEquals(letter, grade.letter());
        assertTrue(grade.reasons().toString().contains(reason), grade.reasons().toString());
    }
}
