// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The loads that are no row, or not a figure of one, and why: quicker than the floor allows, a rate that was missed,
/// wrong answers.
class RefusedRowTest extends GradedCell {
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
    void aFailureSaysHowManyForksFailed() {
        Run run = floors(MAILBOX)
                .with(Samples.record(MAILBOX, 1, closed(MAILBOX, PINNED, 3e6, Samples.usage())))
                .with(Samples.record(MAILBOX, 2, new Outcome.Failed("no answer", Optional.empty())))
                .with(Samples.record(MAILBOX, 3, new Outcome.Failed("no answer", Optional.empty())));

        assertFailure(run, "2 of 3 forks failed, fork 2 first: no answer");
    }

    private static Outcome.Measured open(double target, double achieved, long nanos) {
        OpenLoop loop = Samples.open(target, achieved, histogram(nanos), "x.hlog");
        return new Outcome.Measured(PINNED, Optional.empty(), List.of(loop), Optional.empty());
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
