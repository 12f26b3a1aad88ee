// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.FixedJob;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Rows, gaps and figures of a machine that moves between regimes.
class RegimeTest extends ProbedRun {
    private static final Cell LOCK = Samples.cell("counter", "shm:lock", 2, 0);
    private static final Cell T1 = Samples.plain("counter", Map.of());

    @Test
    void oneLoadIsNoLoads() {
        assertEquals("1 load", new Regime("", 43, 40, 45, 1).loads());
        assertEquals("2 loads", new Regime("", 43, 40, 45, 2).loads());
    }

    @Test
    void aLoadDuringWhichTheMachineMovedIsSetAsideByItsProbesAndTheNextAttemptCounts() {
        Run run = with(with(begin(RING), RING, 1, 1, 150, NEAR, FAR), RING, 1, 2, 140, NEAR, 44);

        Row row = rows(run).getFirst();

        assertEquals(140, row.closed().orElseThrow().nanosPerOp().median(), 1e-9);
        assertEquals(new Moves(1, 0, 1, 0, 0), row.moves());
        assertEquals(new Moves(1, 0, 1, 0, 0), findings(run).loads().moves());
    }

    /// A probe that was disturbed is not a machine that went elsewhere, and both are said.
    @Test
    void aMoveToAnotherRegimeIsToldFromADisturbanceWithinOne() {
        Run run = begin(RING);
        for (int fork = 1; fork <= 3; fork++) {
            run = with(run, RING, fork, 1, 150, NEAR, NEAR + 8);
            run = with(run, RING, fork, 2, 150, NEAR, FAR);
            run = with(with(run, RING, fork, 3, 150, NEAR, NEAR), RING, fork + 3, 1, 500, FAR, FAR);
        }

        assertEquals(
                "6 loads moved, 3 of them to another regime, 3 redone, 0 set aside",
                findings(run).loads().moves().text());
    }

    /// Whoever has seen the first attempt's score must not prefer it.
    @Test
    void ofSeveralAttemptsThatDidNotMoveTheFirstCounts() {
        Run run = with(with(begin(RING), RING, 1, 1, 150, NEAR, NEAR), RING, 1, 2, 100, NEAR, NEAR);

        assertEquals(
                150, rows(run).getFirst().closed().orElseThrow().nanosPerOp().median(), 1e-9);
    }

    /// A load is done again until it is at the floor that is wanted; both attempts are of machines that the run met.
    @Test
    void ofAttemptsInSeveralRegimesTheFirstOfEachCounts() {
        Run run = begin(RING);
        for (int fork = 1; fork <= 6; fork++) {
            run = with(run, RING, fork, 1, 465 + fork, FAR, FAR);
            run = with(run, RING, fork, 2, 137 + fork, NEAR, NEAR);
            run = with(run, RING, fork, 3, 1_000, NEAR, NEAR);
        }

        assertEquals(
                List.of(140.5, 468.5),
                rows(run).stream()
                        .map(row -> row.closed().orElseThrow().nanosPerOp().median())
                        .map(nanos -> Math.round(2 * nanos) / 2.0)
                        .toList());
    }

    @Test
    void aLoadThatMovedInEveryAttemptCountsNowhereAndTheCellSaysSo() {
        Run run = with(with(begin(RING), RING, 1, 1, 150, NEAR, FAR), RING, 1, 2, 140, FAR, NEAR);

        assertEquals(List.of(), rows(run));
        assertEquals(
                "the machine moved during all of its loads: 2 loads moved, 0 redone, 1 set aside",
                findings(run).skips().getFirst().reason());
    }

    @Test
    void gapsAndVerdictsAreWithinARegime() {
        Run run = begin(LOCK, RING);
        for (int fork = 1; fork <= 12; fork++) {
            boolean near = fork % 2 == 0;
            run = with(run, LOCK, fork, near ? 200 : 800, near ? NEAR : FAR);
            run = with(run, RING, fork, near ? 150 : 480, near ? NEAR : FAR);
        }

        Findings findings = findings(run);
        Verdict verdict = findings.workloads().getFirst().verdict();

        assertEquals(
                List.of("near, floor 43 ns beside loads", "far, floor 385 ns beside loads"),
                findings.regimes().all().stream().map(Regime::text).toList());
        assertEquals(
                List.of("counter/shm:lock/w2~near", "counter/shm:lock/w2~far"),
                rows(run).stream().map(Row::id).limit(2).toList());
        assertEquals(
                "near, floor 43 ns beside loads: messages cost 1.50 x [1.50, 1.50]; far, floor 385 ns beside loads: messages cost 1.20 x"
                        + " [1.20, 1.20]",
                verdict.text());
    }

    /// Rounds of different regimes are no blocks: together they would say 7 x or a seventh.
    @Test
    void roundsInWhichTheSidesWereInDifferentRegimesAreNoBlocks() {
        Run run = begin(LOCK, RING);
        for (int fork = 1; fork <= 4; fork++) {
            run = with(run, LOCK, fork, 200, fork % 2 == 0 ? NEAR : FAR);
            run = with(run, RING, fork, 150, fork % 2 == 0 ? FAR : NEAR);
        }

        assertEquals(
                List.of("no round in common: seen at 1.50 x, too few for 95 %"),
                rows(run).stream()
                        .flatMap(row -> row.gap().stream())
                        .map(Gap::text)
                        .distinct()
                        .toList());
    }

    /// The words were twice as quick as the lock, and had two rounds near; four rounds of the lock do not make it the
    /// best there.
    @Test
    void theBestOfARegimeIsNeverALesserRivalThatHadMoreRounds() {
        Cell words = Samples.cell("counter", "shm:words", 2, 0);
        Run run = begin(LOCK, words, RING);
        for (int fork = 1; fork <= 7; fork++) {
            run = with(run, LOCK, fork, 200, NEAR);
            run = with(run, words, fork, fork <= 2 ? 100 : 300, fork <= 2 ? NEAR : FAR);
            run = with(run, RING, fork, 150, NEAR);
        }

        Row ring = rows(run).getLast();
        assertEquals("counter/shm:words/w2~near", ring.gap().orElseThrow().againstRow());
        assertEquals(
                "2 rounds: seen from 3.00 to 3.00 x, too few for 95 %",
                ring.gap().orElseThrow().text());
        assertTrue(rows(run).stream().anyMatch(row -> row.id().equals("counter/shm:words/w2~near")));
    }

    /// A regime whose best row nobody saw: nobody knows what messages cost there.
    @Test
    void aRegimeThatOneRivalNeverMetHasNoGap() {
        Cell words = Samples.cell("counter", "shm:words", 2, 0);
        Run run = begin(LOCK, words, RING);
        for (int fork = 1; fork <= 7; fork++) {
            run = with(run, LOCK, fork, 200, NEAR);
            run = with(run, words, fork, 100, FAR);
            run = with(run, RING, fork, 150, NEAR);
        }

        assertTrue(rows(run).stream().allMatch(row -> row.gap().isEmpty()));
        assertEquals(
                "inconclusive: no regime has met all rows of both sides, so the best are not known; run it with more"
                        + " --forks",
                findings(run).workloads().getFirst().verdict().text());
    }

    @Test
    void aRegimeOfTooFewRoundsIsNoRowButCounted() {
        Run run = begin(RING);
        for (int fork = 1; fork <= 14; fork++) {
            run = with(run, RING, fork, 150, fork <= 5 ? FAR : NEAR);
        }

        assertEquals(
                List.of("near"),
                rows(run).stream().map(row -> row.regime().orElseThrow().name()).toList());
        assertEquals(5, rows(run).getFirst().moves().rare());
        assertEquals(9, rows(run).getFirst().forks());
    }

    @Test
    void aProbeOrTwoByThemselvesMakeNoRegime() {
        Run run = begin(RING);
        for (int fork = 1; fork <= 14; fork++) {
            run = with(run, RING, fork, 150, fork <= 2 ? 120 : fork <= 8 ? NEAR : FAR);
        }

        assertEquals(
                List.of("near", "far"),
                findings(run).regimes().all().stream().map(Regime::name).toList());
        assertEquals(2, rows(run).getFirst().moves().rare());
        assertEquals(List.of(6), rows(run).stream().map(Row::forks).distinct().toList());
    }

    @Test
    void aLoadQuickerThanItsProbesWhereTheRunFoundTheCoresNearerLosesALetterAndStaysInItsRow() {
        Cell crossing = crossing(2);
        Run back = with(with(begin(crossing), crossing, 1, 100, NEAR), crossing, 2, 200, FAR);
        Run never = with(with(begin(crossing), crossing, 1, 100, NEAR), crossing, 2, 38, FAR);

        Row row = rows(back).getLast();
        assertEquals(List.of(), findings(back).failures());
        assertEquals(200, row.closed().orElseThrow().nanosPerOp().median(), 1e-9);
        assertEquals(Grade.Letter.B, row.closed().orElseThrow().grade().letter());
        assertTrue(row.closed().orElseThrow().grade().reasons().getFirst().contains("its own probes"));
        assertEquals(Grade.best(), rows(back).getFirst().closed().orElseThrow().grade());
        assertTrue(findings(never).failures().getFirst().reason().startsWith("sanity bound broken: 38"));
    }

    @Test
    void theSanityBoundHoldsEachLoadAgainstItsOwnProbes() {
        Cell crossing = crossing(2);
        Run fits = with(with(begin(crossing), crossing, 1, 100, NEAR), crossing, 2, 400, FAR);
        Run broken = with(with(begin(crossing), crossing, 1, 400, FAR), crossing, 2, 100, FAR);

        assertEquals(List.of(), findings(fits).failures());
        String reason = findings(broken).failures().getFirst().reason();
        assertTrue(reason.startsWith("sanity bound broken: 100 ns, but 2 lines from core to core take 385 ns"), reason);
    }

    private static Run withT1(Run run, double... seconds) {
        Run all = run;
        for (int fork = 1; fork <= seconds.length; fork++) {
            FixedJob job = new FixedJob(1_000, 3, seconds[fork - 1], Optional.empty(), Samples.usage());
            all = with(all, T1, fork, 1, Samples.measured(job));
        }
        return all;
    }

    @Test
    void t1IsARowAndTheBaseOfEachRegimesSpeedup() {
        Run run = withT1(begin(LOCK, T1), 2, 2, 2, 2);
        for (int fork = 1; fork <= 4; fork++) {
            double floor = fork % 2 == 0 ? NEAR : FAR;
            run = with(
                    run,
                    LOCK,
                    fork,
                    1,
                    Samples.measured(
                            new FixedJob(1_000, 3, fork % 2 == 0 ? 1 : 4, Samples.still(floor), Samples.usage())));
        }

        List<Row> rows = rows(run);

        assertEquals(
                2.0, rows.get(0).job().orElseThrow().speedup().orElseThrow().value(), 1e-9);
        assertEquals(
                0.5, rows.get(1).job().orElseThrow().speedup().orElseThrow().value(), 1e-9);
        assertEquals(Optional.empty(), rows.get(2).job().orElseThrow().speedup());
        assertEquals(Grade.best(), rows.get(2).job().orElseThrow().grade());
    }

    @Test
    void aJobThatIsNotAsQuickAsTheClosedLoopOfTheSameRowSaysBothFigures() {
        assertEquals(List.of(), beside(1_190).notes());
        String note = beside(1_210).notes().getFirst();
        assertEquals(
                "the job takes 826,000 ns an operation, the closed loop 1,000,000 ns: the same operations, but by"
                        + " another loop, whose workers do not end together",
                note);
    }

    private static Row beside(double jobPerSecond) {
        Outcome both = new Outcome.Measured(
                List.of(0, 1),
                Optional.of(Samples.closed(1_000, 2)),
                List.of(),
                Optional.of(Samples.job(1_000, 1_000 / jobPerSecond)));
        return rows(with(begin(LOCK), LOCK, 1, 1, both)).getFirst();
    }

    @Test
    void aPercentileFromNinetyNineOnStandsOnTenStretchesOfEachFork() {
        Row.Open open = rows(with(with(begin(RING), RING, 1, 1, stretches(10)), RING, 2, 1, stretches(9)))
                .getFirst()
                .open()
                .getFirst();
        Row.Open enough = rows(with(begin(RING), RING, 1, 1, stretches(10)))
                .getFirst()
                .open()
                .getFirst();

        assertTrue(open.p90Nanos().isPresent());
        assertEquals(OptionalLong.empty(), open.p99Nanos());
        assertTrue(open.curve().stream().allMatch(point -> point.percentile() < 99));
        assertTrue(enough.p99Nanos().isPresent());
        assertEquals(OptionalLong.empty(), enough.p999Nanos());
    }

    /// Beyond p99; beyond p99.9 there is one.
    private static Outcome stretches(int count) {
        OpenLoop like = Samples.open(10_000, 10_000, latencies(), "x.hlog");
        OpenLoop loop = OpenLoop.of(
                10_000,
                10_000,
                0,
                like.started(),
                latencies(),
                List.of(
                        new OpenLoop.Beyond(50, 1),
                        new OpenLoop.Beyond(90, 1),
                        new OpenLoop.Beyond(99, count),
                        new OpenLoop.Beyond(99.9, 1)),
                like.stalls(),
                "x.hlog",
                like.probes(),
                like.usage());
        return new Outcome.Measured(List.of(0, 1), Optional.empty(), List.of(loop), Optional.empty());
    }

    @Test
    void stallsUnderLoadStandBesideThoseOfAnIdleThread() {
        Row.Open open = rows(with(begin(RING), RING, 1, 1, stretches(10)))
                .getFirst()
                .open()
                .getFirst();

        assertEquals(2, open.stallsPerSecond());
        assertEquals(OptionalDouble.of(1), open.idleStallsPerSecond());
    }

    @Test
    void aRatioWhoseEndsLieFourTimesApartIsNoFigure() {
        Run run = begin(LOCK, RING);
        double[] nanos = {100, 110, 130, 900, 1_000, 1_100};
        for (int fork = 1; fork <= nanos.length; fork++) {
            run = with(run, LOCK, fork, 200, NEAR);
            run = with(run, RING, fork, nanos[fork - 1], NEAR);
        }

        String words = findings(run).workloads().getFirst().verdict().text();

        assertTrue(words.startsWith("too wide to say"), words);
        assertFalse(Brief.withInterval(rows(run).getLast().gap().orElseThrow().ratio())
                .matches("\\d.*"));
    }
}
