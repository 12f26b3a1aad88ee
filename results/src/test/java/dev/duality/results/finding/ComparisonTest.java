// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final double FLOOR = 200;
    private static final double[] NANOS = {1000, 1010, 990, 1005, 995};

    private static double[] times(double factor) {
        return DoubleStream.of(NANOS).map(each -> each * factor).toArray();
    }

    private static Findings run(double floor, double... nanos) {
        return new Planted()
                .add("rpc", "messaging:ring", 1, 1, "spin", 8, Map.of(), nanos)
                .findings(floor);
    }

    private static Change only(Comparison comparison) {
        assertEquals(1, comparison.changes().size());
        return comparison.changes().getFirst();
    }

    private static Change.Outcome outcome(Findings before, Findings after) {
        return only(Comparison.of(before, after, 0.05)).outcome();
    }

    @Test
    void aRowThatNeedsMoreTimeIsSlowerAndARegression() {
        Comparison comparison = Comparison.of(run(FLOOR, NANOS), run(FLOOR, times(1.2)), 0.05);

        assertEquals(new Change.Outcome.Slower(), only(comparison).outcome());
        assertEquals(1.2, only(comparison).raw().orElseThrow().value(), 1e-9);
        assertTrue(comparison.hasRegression());
    }

    @Test
    void aRowThatNeedsLessTimeIsFasterAndNone() {
        Comparison comparison = Comparison.of(run(FLOOR, NANOS), run(FLOOR, times(0.8)), 0.05);

        assertEquals(new Change.Outcome.Faster(), only(comparison).outcome());
        assertFalse(comparison.hasRegression());
    }

    @Test
    void whatLiesWithinTheToleratedIsTheSame() {
        assertEquals(new Change.Outcome.Same(), outcome(run(FLOOR, NANOS), run(FLOOR, times(1.02))));
        assertEquals(
                new Change.Outcome.Slower(),
                only(Comparison.of(run(FLOOR, NANOS), run(FLOOR, times(1.05)), 0.01))
                        .outcome());
    }

    @Test
    void anIntervalThatIsNeitherHereNorThereIsNotJudged() {
        double[] scattered = {950, 1300, 990, 1250, 1010};

        assertInstanceOf(Change.Outcome.Open.class, outcome(run(FLOOR, NANOS), run(FLOOR, scattered)));
    }

    @Test
    void aFloorThatIsAnotherOneIsAnotherMachine() {
        assertEquals(
                new Change.Outcome.Open("the other run has no row of it in this regime"),
                outcome(run(FLOOR, NANOS), run(FLOOR * 1.2, times(1.2))));
    }

    @Test
    void aTimeIsNeverDividedByTheFloor() {
        assertEquals(new Change.Outcome.Slower(), outcome(run(FLOOR, NANOS), run(FLOOR * 1.1, times(1.1))));
    }

    @Test
    void aFewForksAreNotJudged() {
        assertEquals(
                new Change.Outcome.Open("2 forks: too few for an interval of 95 %"),
                outcome(run(FLOOR, NANOS), run(FLOOR, 2000, 2010)));
    }

    @Test
    void betweenMachinesNothingIsJudged() {
        Findings before = run(FLOOR, NANOS);
        Run slow = run(FLOOR, times(2)).run();
        Run elsewhere = new Run(
                slow.schema(),
                slow.id(),
                slow.started(),
                slow.finished(),
                slow.status(),
                slow.command(),
                slow.preset(),
                slow.seed(),
                slow.commit(),
                Samples.machine(4),
                slow.jvm(),
                slow.plan(),
                slow.floors(),
                slow.records());

        Comparison comparison = Comparison.of(
                before,
                Findings.of(elsewhere, _ -> {
                    throw new AssertionError("there is no open loop");
                }),
                0.05);

        assertEquals(List.of("cores", "topology"), comparison.machines());
        assertInstanceOf(Change.Outcome.Open.class, only(comparison).outcome());
        assertEquals(2, only(comparison).raw().orElseThrow().value(), 1e-9);
    }

    @Test
    void whatFailsNowIsARegressionWhateverTheOthersDo() {
        Findings before = run(FLOOR, NANOS);
        Cell cell = before.run().plan().getFirst();
        Run broken = Samples.withFloors(Samples.run(2, List.of(cell)), FLOOR, FLOOR, FLOOR)
                .with(Samples.record(cell, 1, new Outcome.Failed("verification: wrong", Optional.empty())));

        Comparison comparison = Comparison.of(before, Findings.of(broken, _ -> null), 0.05);

        assertEquals(
                new Change.Outcome.Failed("verification: wrong"),
                only(comparison).outcome());
        assertTrue(comparison.hasRegression());
    }

    @Test
    void aRateThatFewForksMissedIsNotJudgedAndOneThatMostMissedIsAFailure() {
        assertEquals(
                new Change.Outcome.Open("the rate was missed by some of its forks"),
                latency(
                        offered(10_000, 10_000, 10_000, 10_000, 10_000),
                        offered(10_000, 9_000, 10_000, 10_000, 10_000)));
        assertInstanceOf(
                Change.Outcome.Failed.class,
                latency(offered(10_000, 10_000, 10_000, 10_000, 10_000), offered(9_000, 9_000, 9_000, 10_000, 10_000)));
    }

    @Test
    void aForkThatFailsOtherwiseIsAFailureWhateverRatesTheOthersMet() {
        Run met = offered(10_000, 10_000, 10_000, 10_000, 10_000);
        Run broken = offered(10_000, 9_000, 10_000, 10_000)
                .with(Samples.record(
                        met.plan().getFirst(), 5, new Outcome.Failed("verification: wrong", Optional.empty())));

        assertEquals(
                new Change.Outcome.Failed("1 of 5 forks failed, fork 5 first: verification: wrong"),
                latency(met, broken));
    }

    private static Change.Outcome latency(Run before, Run after) {
        return Comparison.of(findings(before), findings(after), 0.05).changes().stream()
                .filter(change -> change.measure() == Measure.LATENCY)
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    private static Findings findings(Run run) {
        return Findings.of(run, _ -> tens());
    }

    private static Histogram tens() {
        Histogram nanos = new Histogram(3);
        nanos.recordValueWithCount(1_000, 2_000);
        return nanos;
    }

    /// Forks that were offered 10,000/s.
    private static Run offered(double... achieved) {
        Cell cell = Samples.cell("rpc", "messaging:ring", 1, 1);
        Run run = Samples.withFloors(Samples.run(2, List.of(cell)), FLOOR, FLOOR, FLOOR);
        for (int fork = 1; fork <= achieved.length; fork++) {
            OpenLoop loop = Samples.open(10_000, achieved[fork - 1], tens(), fork + ".hlog");
            run = run.with(Samples.record(
                    cell,
                    fork,
                    new Outcome.Measured(List.of(0, 1), Optional.empty(), List.of(loop), Optional.empty())));
        }
        return run;
    }

    @Test
    void cellsOfOneRunAloneAreNamed() {
        Findings before = new Planted()
                .add("rpc", "messaging:ring", 1, 1, "spin", 8, Map.of(), NANOS)
                .add("rpc", "shm:lock", 2, 0, "spin", 8, Map.of(), NANOS)
                .findings(FLOOR);
        Findings after = new Planted()
                .add("rpc", "messaging:ring", 1, 1, "spin", 8, Map.of(), NANOS)
                .add("rpc", "shm:lock", 2, 0, "park", 8, Map.of(), NANOS)
                .findings(FLOOR);

        Comparison comparison = Comparison.of(before, after, 0.05);

        assertEquals(1, comparison.changes().size());
        assertEquals("spin", comparison.onlyBefore().getFirst().waits());
        assertEquals("park", comparison.onlyAfter().getFirst().waits());
    }

    @Test
    void forksOfTwoRunsWereNoRounds() {
        // Fork by fork each is 1.12 times the other; as two samples they overlap.
        double[] before = {1000, 1100, 1200, 1300, 1400};
        double[] after = Arrays.stream(before).map(each -> each * 1.12).toArray();

        assertEquals(
                new Change.Outcome.Open("the interval is too wide to tell"),
                outcome(run(FLOOR, before), run(FLOOR, after)));
    }

    /// Two runs of the same code, 40 rows of five forks that scatter by 3 %, twenty times.
    @Test
    void whereNothingChangedNothingIsSlower() {
        assertTrue(alarms(20, 40, 0.03) <= 1, "of 800 rows that scatter by 3 %");
    }

    /// Of a thousand rows by themselves some have an interval of 95 % that lies beyond what is tolerated.
    @Test
    void manyRowsThatScatterWidelyGiveNoAlarmByChance() {
        assertTrue(alarms(5, 200, 0.2) <= 1, "of 1,000 rows that scatter by 20 %");
    }

    @Test
    void amongManyRowsARealChangeIsSeen() {
        Random random = new Random(2);
        Findings before = scattered(random, 100, 0.03, 1);
        Findings after = scattered(random, 100, 0.03, 1.3);

        Comparison comparison = Comparison.of(before, after, 0.05);

        long seen = comparison.changes().stream().filter(Change::isRegression).count();
        assertTrue(seen >= 90, "of 100 rows that are 1.3 times slower only " + seen);
    }

    @Test
    void whatIsCalibratedAnewIsNoOtherCell() {
        Findings before = new Planted()
                .add("lines", "shm:lock", 2, 0, "spin", 8, Map.of("think", "100", "pace", "237"), NANOS)
                .findings(FLOOR);
        Findings after = new Planted()
                .add("lines", "shm:lock", 2, 0, "spin", 8, Map.of("think", "100", "pace", "238"), NANOS)
                .findings(FLOOR);

        assertEquals(new Change.Outcome.Same(), outcome(before, after));
    }

    @Test
    void aParameterThatWasRenamedIsNoOtherCell() {
        Findings before = new Planted()
                .add("lines", "shm:lock", 2, 0, "spin", 8, Map.of("looks", "90"), NANOS)
                .findings(FLOOR);
        Findings after = new Planted()
                .add("lines", "shm:lock", 2, 0, "spin", 8, Map.of("reads", "90"), NANOS)
                .findings(FLOOR);

        assertEquals(new Change.Outcome.Same(), outcome(before, after));
    }

    private static int alarms(int pairs, int rows, double sigma) {
        Random random = new Random(1);
        int alarms = 0;
        for (int pair = 0; pair < pairs; pair++) {
            alarms += (int)
                    Comparison.of(scattered(random, rows, sigma, 1), scattered(random, rows, sigma, 1), 0.05)
                            .changes()
                            .stream()
                            .filter(Change::isRegression)
                            .count();
        }
        return alarms;
    }

    private static Findings scattered(Random random, int rows, double sigma, double factor) {
        Planted planted = new Planted();
        IntStream.range(0, rows)
                .forEach(row -> planted.add(
                        "rpc",
                        "messaging:ring",
                        1,
                        1,
                        "spin",
                        8,
                        Map.of("row", Integer.toString(row)),
                        DoubleStream.generate(() -> 1000 * factor * Math.exp(sigma * random.nextGaussian()))
                                .limit(5)
                                .toArray()));
        return planted.findings(FLOOR);
    }
}
