// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.results.Figure;
import dev.duality.results.OpenLoop;
import dev.duality.results.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OpenLoadTest {
    private static final long MILLI = PacerNotes.SLOT_NANOS;

    @Test
    void theWorstOfEachMillisecondIsThatOfAllWorkers() {
        PacerNotes one = new PacerNotes();
        one.begin(100, 3 * MILLI);
        one.completed(100, 7);
        one.completed(100 + MILLI - 1, 9);
        one.completed(100 + 2 * MILLI, 5);
        PacerNotes two = new PacerNotes();
        two.begin(100, 4 * MILLI);
        two.completed(100 + 2 * MILLI, 6);
        two.completed(100 + 4 * MILLI - 1, 8);

        assertArrayEquals(new long[] {9, 0, 6, 8}, PacerNotes.worst(List.of(one, two)));
    }

    @Test
    void aStallInTheMidstIsNoBacklogAndAGrowingOneIs() {
        PacerNotes stalled = new PacerNotes();
        PacerNotes missed = new PacerNotes();
        stalled.begin(0, 100);
        missed.begin(0, 100);
        for (long due = 0; due < 100; due++) {
            stalled.issued(due, due + (due >= 40 && due < 95 ? 5_000 : 3)); // into the last tenth, not to its end
            missed.issued(due, due + 50 * due);
        }

        assertEquals(0, stalled.behindNanos());
        assertEquals(50 * 90, missed.behindNanos());
    }

    /// At 95 of 100 it takes twenty times as long as the stall itself, more than is left here, until it is made up for.
    @Test
    void aStallThatIsNotMadeUpForByTheEndIsNoMissedRate() {
        for (long at = 0; at < 1_000; at += 50) {
            long stalled = at;
            assertEquals(
                    0,
                    behind(20_000, 1_000, 950, number -> number == stalled * 20 ? 3_000_000 : 0),
                    "stalled at " + at);
        }
    }

    @Test
    void aRateThatIsMissedByOneInAHundredIsBehindByThat() {
        assertEquals(200_000.0, (double) behind(20_000, 1_000, 1_010, _ -> 0), 25_000);
    }

    /// Three stalls beside a rate that is missed hide nothing.
    @Test
    void aMissedRateIsOneWithStallsToo() {
        assertTrue(behind(20_000, 1_000, 1_100, number -> number % 7_000 == 1 ? 500_000 : 0) > 1_500_000);
    }

    @Test
    void independentArrivalsAtNineTenthsOfCapacityAreNoMissedRateAndMoreThanItCanIsOne() {
        for (long seed = 1; seed <= 20; seed++) {
            ArrivalTimes arrivals = ArrivalTimes.of(new LoadShape.Poisson(), 1e6, 20_000, seed);
            assertTrue(behind(arrivals, 20_000, 900, _ -> 0) < 20_000_000 / 100, "seed " + seed);
            assertTrue(behind(arrivals, 20_000, 1_100, _ -> 0) > 20_000_000 / 20, "seed " + seed);
        }
    }

    /// The backlog that a worker notes whose operations take so long each, and some more.
    private static long behind(long count, long distance, long nanos, LongUnaryOperator more) {
        return behind(ArrivalTimes.of(LoadShape.STEADY, 1e9 / distance, count, 1), count, nanos, more);
    }

    private static long behind(ArrivalTimes arrivals, long count, long nanos, LongUnaryOperator more) {
        PacerNotes notes = new PacerNotes();
        notes.begin(0, arrivals.length(count));
        long free = 0;
        for (long number = 0; number < count; number++) {
            long now = Math.max(free, arrivals.at(number));
            notes.issued(arrivals.at(number), now);
            free = now + nanos + more.applyAsLong(number);
        }
        return notes.behindNanos();
    }

    @Test
    void aLoopThatWasGivenUpIsAsLateAsItWasThen() {
        PacerNotes notes = new PacerNotes();
        notes.begin(0, 1_000);
        for (long due = 0; due < 500; due++) {
            notes.issued(due, due);
        }
        notes.issued(500, 70_000);
        notes.givesUp();

        assertEquals(69_500, notes.behindNanos());
    }

    /// Ten million a second, which no call through a lock keeps up with by far.
    @Test
    void aLoopThatCannotKeepUpEndsAtItsDeadlineAndSaysWhatLiesBehind() {
        KernelFixture fixture = KernelFixture.of(
                CellSpec.parse("workload=counter;on=messaging:juc-abq;wait=yield;set=operations=2000;workers=1"));
        OpenLoad.Result result =
                OpenLoad.run(fixture, new OpenLoad.Offer(LoadShape.STEADY, 1e9, 100, 1, Optional.empty()));

        assertTrue(result.nanos().getTotalCount() < 100_000_000);
        assertTrue(result.achievedPerSecond() < 0.5e9);
        assertTrue(result.behindNanos() > 50_000_000);
    }

    /// A hundred million a second, which no call through a queue of Java's does: what is refused and what is done is
    /// all that was offered, and of a hundred a second none is refused.
    @Test
    void anOverloadRefusesWhatItCannotDoAndIsNoMissedRate() {
        OpenLoad.Result much = overload(1e8);
        OpenLoad.Result little = overload(100);

        assertTrue(figure(much.usage(), Figure.REFUSED) > 50, () -> much.usage().toString());
        assertEquals(0, much.behindNanos());
        assertTrue(much.achievedPerSecond() < 5e7);
        assertTrue(figure(much.usage(), Figure.RECOVERY) > 0);
        assertEquals(
                40e-3 * 1e8,
                much.nanos().getTotalCount() + figure(much.usage(), Figure.REFUSED) / 100 * 40e-3 * 1e8,
                40e-3 * 1e8 / 100);
        assertTrue(much.parts().getFirst().queued().getMaxValue() <= 16); // its places
        assertTrue(figure(little.usage(), Figure.PACING) > 0); // though it leaves its core
        assertEquals(0, figure(little.usage(), Figure.REFUSED));
        assertEquals(4, little.nanos().getTotalCount()); // those of the overload alone
    }

    private static OpenLoad.Result overload(double perSecond) {
        KernelFixture fixture = KernelFixture.of(CellSpec.parse(
                "workload=counter;on=messaging:juc-abq;wait=yield;window=16;set=operations=2000;workers=1"));
        return OpenLoad.run(
                fixture,
                new OpenLoad.Offer(
                        LoadShape.STEADY, perSecond, 50, 1, Optional.of(new OpenLoad.Bound(16, perSecond / 2))));
    }

    @Test
    void whatWaitingForItsTurnTakesIsNotTheRows() {
        KernelFixture fixture = KernelFixture.of(
                CellSpec.parse("workload=counter;on=shm:lockfree;wait=pause;set=operations=2000;workers=1"));
        Usage usage = OpenLoad.run(fixture, new OpenLoad.Offer(LoadShape.STEADY, 20_000, 100, 1, Optional.empty()))
                .usage();

        assertTrue(figure(usage, Figure.PACING) > 0);
        assertTrue(figure(usage, Figure.SLACK) >= 50);
        Usage apart = OpenLoad.apart(
                usage.withFigures(List.of()).withCpuNanosPerOp(OptionalDouble.of(50_000)), 49_000, 120, 1);
        assertEquals(OptionalDouble.of(1_000), apart.cpuNanosPerOp());
        assertEquals(49_000, figure(apart, Figure.PACING));
        assertEquals(
                OptionalDouble.of(0),
                OpenLoad.apart(apart.withFigures(List.of()), 2_000, 120, 1).cpuNanosPerOp());
    }

    /// A turn in which the core did something else is none of the pacer's.
    @Test
    void onlyShortTurnsAreTheLoads() {
        PacerNotes notes = new PacerNotes();
        notes.paced(PacerNotes.pacing(40));
        notes.paced(PacerNotes.pacing(4_000_000));
        notes.rested(3_000, true);

        assertEquals(3_040, notes.pacingNanos());
        assertEquals(1, notes.overslept());
    }

    private static double figure(Usage usage, String name) {
        return usage.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void eachSecondOfALoopHasItsOwnLatencies() {
        Latency latency = new Latency(2_500_000_000L);
        latency.begin(1_000);
        latency.record(1_000, 1_005);
        latency.record(1_000 + 2_100_000_000L, 1_000 + 2_100_000_700L);
        latency.record(1_000 + 9_000_000_000L, 1_000 + 9_000_000_700L);

        assertEquals(
                List.of(1L, 0L, 2L),
                Latency.together(List.of(latency)).stream()
                        .map(Histogram::getTotalCount)
                        .toList());
    }

    /// A stall of three milliseconds is three hundred values at 100,000 a second, and one event.
    @Test
    void valuesBeyondAPercentileAreCountedAsTheStretchesTheyComeFrom() {
        long[] worst = {1, 900, 950, 800, 1, 1, 900, 1, 2, 900};

        assertEquals(3, StretchCounter.count(worst, 500));
        assertEquals(1, StretchCounter.count(worst, 900));
        assertEquals(0, StretchCounter.count(worst, 950));
        assertEquals(0, StretchCounter.count(new long[0], 0));
    }

    @Test
    void eachPercentileHasItsOwnStretches() {
        Histogram nanos = new Histogram(3);
        LongStream.rangeClosed(1, 1_000).forEach(nanos::recordValue);
        List<OpenLoop.Beyond> beyond = StretchCounter.beyond(nanos, new long[] {1_000, 1, 995, 1, 600, 1, 700, 1});

        assertEquals(
                List.of(
                        new OpenLoop.Beyond(50, 4),
                        new OpenLoop.Beyond(90, 2),
                        new OpenLoop.Beyond(99, 2),
                        new OpenLoop.Beyond(99.9, 1),
                        new OpenLoop.Beyond(99.99, 0)),
                beyond);
    }

    @Test
    void aWarmUpIsOverWhenAPartIsAboutAsQuickAsTheQuickest() throws InterruptedException {
        WarmUp warmUp = new WarmUp(2);
        assertTrue(continuesAfter(warmUp, 1_000, 1_000));
        assertTrue(continuesAfter(warmUp, 600, 900));
        assertTrue(continuesAfter(warmUp, 500, 700));
        assertTrue(continuesAfter(warmUp, 900, 900), "something came between");
        assertFalse(continuesAfter(warmUp, 500, 690));
    }

    @Test
    void aWarmUpThatNeverSettlesEndsAllTheSame() {
        WarmUp warmUp = new WarmUp(1);
        int parts = 1;
        for (double nanos = 1e9; warmUp.continuesAfter(0, nanos); nanos /= 2) {
            parts++;
        }

        assertEquals(6, parts);
    }

    /// All workers are told the same.
    private static boolean continuesAfter(WarmUp warmUp, double first, double second) throws InterruptedException {
        boolean[] told = new boolean[1];
        Thread other = Thread.ofVirtual().start(() -> told[0] = warmUp.continuesAfter(1, second));
        boolean continues = warmUp.continuesAfter(0, first);
        other.join();
        assertEquals(continues, told[0]);
        return continues;
    }

    @Test
    void anOpenLoopSaysWhenItBeganAndWhatItsWorkersLost() {
        KernelFixture fixture = KernelFixture.of(
                CellSpec.parse("workload=counter;on=shm:lockfree;wait=yield;set=operations=2000;workers=2"));
        Instant before = Instant.now();
        OpenLoad.Result result =
                OpenLoad.run(fixture, new OpenLoad.Offer(LoadShape.STEADY, 20_000, 20, 1, Optional.empty()));

        assertFalse(result.started().isBefore(before));
        assertEquals(400, result.nanos().getTotalCount());
        assertEquals(1, result.parts().size());
        assertEquals(400, result.parts().getFirst().nanos().getTotalCount());
        assertEquals(20, result.parts().getFirst().queued().getTotalCount()); // one for each millisecond
        assertEquals(20_000_000, result.parts().getFirst().endNanos());
        assertEquals(5, result.beyond().size());
        assertTrue(result.beyond().getFirst().stretches() >= 1);
        assertTrue(result.behindNanos() >= 0);
        assertTrue(result.stalls().seconds() > 0);
    }
}
