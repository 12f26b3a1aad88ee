// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.BadInput;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalTimesTest {
    private static final int COUNT = 50_000;

    private static ArrivalTimes of(String shape, long seed) {
        return ArrivalTimes.of(LoadShape.parse(shape), 1e6, COUNT, seed);
    }

    private static List<Long> times(ArrivalTimes arrivals, long count) {
        return LongStream.range(0, count).map(arrivals::at).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"steady", "poisson", "bursts", "bursts:20"})
    void arrivalsAscendWithinTheTimeThatTheirRateTakes(String shape) {
        ArrivalTimes arrivals = of(shape, 3);
        long last = 0;
        for (long i = 0; i < COUNT; i++) {
            assertTrue(arrivals.at(i) >= last);
            last = arrivals.at(i);
        }

        assertTrue(last < arrivals.length(COUNT));
        assertEquals(COUNT * 1_000L, arrivals.length(COUNT));
        assertTrue(last > 0.8 * arrivals.length(COUNT), "the last one is near the end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "bursts"})
    void theSameSeedGivesTheSameArrivalsAndAnotherOneOthers(String shape) {
        assertEquals(times(of(shape, 1), 1_000), times(of(shape, 1), 1_000));
        assertNotEquals(times(of(shape, 1), 1_000), times(of(shape, 2), 1_000));
    }

    @Test
    void howManyWorkersThereAreChangesNoArrival() {
        ArrivalTimes arrivals = of("poisson", 1);
        WorkerSchedule alone = new WorkerSchedule(arrivals, 0, 1, 6);
        WorkerSchedule first = new WorkerSchedule(arrivals, 0, 2, 3);
        WorkerSchedule second = new WorkerSchedule(arrivals, 1, 2, 3);

        assertEquals(
                LongStream.range(0, 6).map(alone::due).boxed().toList(),
                LongStream.range(0, 3)
                        .flatMap(i -> LongStream.of(first.due(i), second.due(i)))
                        .boxed()
                        .toList());
        assertEquals(alone.lengthNanos(), first.lengthNanos());
    }

    /// A schedule that is longer than what was drawn goes on where the time round ends, without a gap or a step back.
    @Test
    void aLongScheduleGoesRound() {
        ArrivalTimes arrivals = ArrivalTimes.of(new LoadShape.Poisson(), 1e6, 3L * ArrivalTimes.DRAWN, 1);
        long round = ArrivalTimes.DRAWN * 1_000L;

        for (long i = 0; i < ArrivalTimes.DRAWN; i += 1_000) {
            assertEquals(arrivals.at(i) + 2 * round, arrivals.at(i + 2L * ArrivalTimes.DRAWN));
        }
        assertTrue(arrivals.at(ArrivalTimes.DRAWN) >= arrivals.at(ArrivalTimes.DRAWN - 1));
    }

    /// An overload of more arrivals than are drawn would be over before its time, else.
    @Test
    void aScheduleThatGoesRoundInPartEndsWithItsTime() {
        long count = ArrivalTimes.DRAWN * 3L / 2;
        for (long seed = 1; seed <= 20; seed++) {
            ArrivalTimes arrivals = ArrivalTimes.of(new LoadShape.Poisson(), 1e6, count, seed);

            long left = arrivals.length(count) - arrivals.at(count - 1);
            assertTrue(Math.abs(left) <= 100_000, "seed " + seed + ", " + left); // 100 mean distances
        }
    }

    /// Of so many per stretch the variance is the mean of a Poisson process, less of a steady one, more of bursts.
    @Test
    void theShapesDifferInHowTheyScatter() {
        assertEquals(0, dispersion(of("steady", 1)), 0.02);
        assertEquals(1, dispersion(of("poisson", 1)), 0.25);
        assertTrue(dispersion(of("bursts", 1)) > 5);
    }

    /// While it is on, a burst comes at its peak: the usual distance is that much shorter than the mean.
    @Test
    void aBurstComesAtItsPeak() {
        ArrivalTimes arrivals = of("bursts:10", 1);
        long[] distances = LongStream.range(1, COUNT)
                .map(i -> arrivals.at(i) - arrivals.at(i - 1))
                .sorted()
                .toArray();

        double median = (double) distances[COUNT / 2];
        assertEquals(100 * Math.log(2), median, 10); // half of exponential distances are below that
    }

    /// @return of the numbers in stretches of a hundred mean distances, variance over mean
    private static double dispersion(ArrivalTimes arrivals) {
        int[] numbers = new int[COUNT / 100];
        for (long i = 0; i < COUNT; i++) {
            numbers[(int) (arrivals.at(i) / 100_000)]++;
        }
        double sum = 0;
        for (int number : numbers) {
            sum += (number - 100.0) * (number - 100.0);
        }
        return sum / numbers.length / 100;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "burst",
                "bursts:",
                "bursts:1",
                "bursts:0.5",
                "bursts:1001",
                "bursts:-3",
                "bursts:x",
                "Poisson"
            })
    void whatIsNoShapeIsRefusedInWords(String text) {
        String said = assertThrows(BadInput.class, () -> LoadShape.parse(text)).getMessage();

        assertTrue(
                said.startsWith("--load is '" + text + "', but must be")
                        || said.startsWith("--load is '" + text + "', but the peak must be"),
                said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"steady", "poisson", "bursts:4", "bursts:2.5"})
    void aShapeIsReadAsItIsWritten(String text) {
        assertEquals(text, LoadShape.parse(text).text());
    }
}
