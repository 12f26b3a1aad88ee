// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.results.OpenLoop;
import java.time.Instant;
import java.util.List;
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
            stalled.issues(due, due + (due >= 40 && due < 95 ? 5_000 : 3)); // into the last tenth, not to its end
            missed.issues(due, due + 50 * due);
        }

        assertEquals(3, stalled.behindNanos());
        assertEquals(50 * 90, missed.behindNanos());
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
    void aWarmUpIsOverWhenAPartIsNoLongerMuchQuickerThanTheOneBefore() {
        WarmUp warmUp = new WarmUp(2);
        assertFalse(part(warmUp, 1_000, 1_000));
        assertFalse(part(warmUp, 600, 900));
        assertFalse(part(warmUp, 500, 700));
        assertTrue(part(warmUp, 500, 690));
    }

    @Test
    void aWarmUpThatNeverSettlesEndsAllTheSame() {
        WarmUp warmUp = new WarmUp(1);
        int parts = 0;
        for (double nanos = 1e9; !warmUp.over(); nanos /= 2) {
            warmUp.score(0, nanos);
            warmUp.endPart();
            parts++;
        }

        assertEquals(6, parts);
    }

    private static boolean part(WarmUp warmUp, double first, double second) {
        warmUp.score(0, first);
        warmUp.score(1, second);
        warmUp.endPart();
        return warmUp.over();
    }

    @Test
    void anOpenLoopSaysWhenItBeganAndWhatItsWorkersLost() {
        KernelFixture fixture = KernelFixture.of(
                CellSpec.parse("workload=counter;on=shm:lockfree;wait=yield;set=operations=2000;workers=2"));
        Instant before = Instant.now();
        OpenLoad.Result result = OpenLoad.run(fixture, 20_000, 20);

        assertFalse(result.started().isBefore(before));
        assertEquals(400, result.nanos().getTotalCount());
        assertEquals(5, result.beyond().size());
        assertTrue(result.beyond().getFirst().stretches() >= 1);
        assertTrue(result.behindNanos() >= 0);
        assertTrue(result.stalls().seconds() > 0);
    }
}
