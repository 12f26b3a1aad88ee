// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LawsTest {
    private static final int[] POWERS = {1, 2, 4, 8, 16};

    private static void near(double planted, double found, double share, String what) {
        assertEquals(planted, found, share * planted, what);
    }

    private static <T> T given(Answer<T> answer) {
        return answer.given().orElseThrow(() -> new AssertionError(answer.toString()));
    }

    private static String reason(Answer<?> answer) {
        return assertInstanceOf(Answer.Inconclusive.class, answer).reason().toString();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.3, 0.9})
    void aPlantedSerialPartIsFoundByAllThatSpeakOfIt(double s) {
        Scaling found = Laws.of(Plant.exact(Quantity.SECONDS, Plant.amdahl(12, s), POWERS), 1);

        Amdahl law = given(found.amdahl());
        near(s, law.serial().value(), 0.01, "s");
        near(1 / s, given(law.bound()).value(), 0.01, "S_inf");
        near(16 - s * 15, law.scaledSpeedup(16), 0.01, "Gustafson");
        near(1 / (s + (1 - s) / 8), found.steps().get(3).speedup().orElseThrow().value(), 0.01, "S_8");
        near(s, found.steps().get(4).serial().orElseThrow().value(), 0.01, "e at 16");
        assertEquals(Trend.Direction.FLAT, given(found.trend()).direction());
        assertTrue(Scaling.follows(law.residuals()) && Scaling.worst(law.residuals()) < 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"1000, 0.05, 0.002", "3.5, 0.2, 0.0001", "1e7, 0, 0.01", "40, 0.1, 0", "40, 0, 0", "9, 1.5, 0.01"})
    void plantedCoefficientsOfTheUslAreFound(double gamma, double alpha, double beta) {
        Scaling found =
                Laws.of(Plant.exact(Quantity.THROUGHPUT, Plant.usl(gamma, alpha, beta), 1, 2, 3, 4, 8, 16, 32, 64), 1);

        Usl law = given(found.usl());
        near(gamma, law.capacity().value(), 0.01, "gamma");
        assertEquals(alpha, law.contention().value(), 0.01 * alpha + 1e-9, "alpha");
        assertEquals(beta, law.coherence().value(), 0.01 * beta + 1e-9, "beta");
        double peak = alpha >= 1 ? 1 : Math.sqrt((1 - alpha) / beta);
        if (peak <= 128) {
            near(peak, given(law.peak()).value(), 0.01, "n*");
        } else {
            assertEquals("none up to twice the n of 64 that was measured", reason(law.peak()));
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 5);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noiseOfTwoPercentMovesNoCoefficientByTen(long seed) {
        Usl law = given(Laws.of(
                        Plant.series(
                                Quantity.THROUGHPUT,
                                Plant.usl(1_000, 0.03, 0.005),
                                Plant.upTo(32),
                                10,
                                0.02,
                                seed,
                                OptionalInt.of(32)),
                        seed)
                .usl());
        Amdahl line = given(Laws.of(
                        Plant.series(
                                Quantity.SECONDS, Plant.amdahl(12, 0.1), POWERS, 10, 0.02, seed, OptionalInt.of(16)),
                        seed)
                .amdahl());

        assertAll(
                () -> near(1_000, law.capacity().value(), 0.1, "gamma"),
                () -> near(0.03, law.contention().value(), 0.1, "alpha"),
                () -> near(0.005, law.coherence().value(), 0.1, "beta"),
                () -> assertEquals(Math.sqrt(0.97 / 0.005), given(law.peak()).value(), 1, "n*"),
                () -> near(0.1, line.serial().value(), 0.1, "s"));
    }

    @Test
    void theIntervalsHoldWhatWasPlantedAboutAsOftenAsTheySay() {
        int experiments = 25;
        int serial = 0;
        int contention = 0;
        int once = 0;
        for (int seed = 1; seed <= experiments; seed++) {
            serial += holds(Laws.of(amdahl(0.1, 8, seed), seed), 0.1);
            once += holds(Laws.of(amdahl(0.1, 1, seed), seed), 0.1);
            Scaling usl = Laws.of(
                    Plant.series(
                            Quantity.THROUGHPUT,
                            Plant.usl(50, 0.1, 0.01),
                            Plant.upTo(12),
                            8,
                            0.02,
                            seed,
                            OptionalInt.empty()),
                    seed);
            contention += given(usl.usl()).contention().interval().orElseThrow().contains(0.1) ? 1 : 0;
        }

        int least = experiments * 82 / 100;
        assertTrue(serial >= least, serial + " of 25 intervals of s hold it");
        assertTrue(contention >= least, contention + " of 25 intervals of alpha hold it");
        assertTrue(once >= experiments * 70 / 100, once + " of 25 intervals from residuals hold it");
        assertTrue(serial + contention + once < 3 * experiments, "intervals that are never wrong are too wide");
    }

    private static Series amdahl(double s, int forks, long seed) {
        return Plant.series(
                Quantity.SECONDS, Plant.amdahl(12, s), Plant.upTo(8), forks, 0.02, seed, OptionalInt.empty());
    }

    private static int holds(Scaling found, double s) {
        return given(found.amdahl()).serial().interval().orElseThrow().contains(s) ? 1 : 0;
    }

    @Test
    void threeThreadCountsAreTooFew() {
        Scaling found = Laws.of(Plant.exact(Quantity.SECONDS, Plant.amdahl(12, 0.1), 1, 2, 4), 1);

        assertEquals("3 thread counts, and a law needs 4", reason(found.amdahl()));
        assertEquals("3 thread counts, and a law needs 4", reason(found.usl()));
        assertEquals("3 thread counts, and a law needs 4", reason(found.trend()));
        assertEquals(Optional.empty(), found.steps().getFirst().scaled());
    }

    @Test
    void whatRanOnMoreThreadsThanCoresIsShownAndInNoFit() {
        Series eight = Plant.series(
                Quantity.SECONDS, n -> n <= 4 ? 12.0 / n : 99, new int[] {1, 2, 3, 4, 8}, 1, 0, 1, OptionalInt.of(4));
        Series two = Plant.series(
                Quantity.SECONDS, Plant.amdahl(12, 0.1), new int[] {1, 2, 4, 8}, 1, 0, 1, OptionalInt.of(2));

        Scaling fitted = Laws.of(eight, 1);
        assertEquals(0, given(fitted.amdahl()).serial().value(), 1e-9);
        assertEquals(Optional.empty(), fitted.steps().getLast().amdahlResidual());
        assertFalse(fitted.steps().getLast().hasCores());
        assertEquals(
                "2 thread counts fit the 2 cores, and a law needs 4",
                reason(Laws.of(two, 1).usl()));
    }

    /// Servers take cores, too.
    @Test
    void threadsCountTheServers() {
        List<Series.Point> points = java.util.stream.IntStream.rangeClosed(1, 4)
                .mapToObj(n -> new Series.Point(n, n + 1, Plant.forks(12.0 / n)))
                .toList();
        Scaling found = Laws.of(
                new Series("served", Quantity.SECONDS, points, Optional.of(Plant.forks(11)), OptionalInt.of(4)), 1);

        assertEquals("3 thread counts fit the 4 cores, and a law needs 4", reason(found.amdahl()));
        assertEquals(
                11.0 / 6 / 3, found.steps().get(1).efficiency().orElseThrow().value(), 1e-12);
        assertEquals(new Cost(OptionalDouble.of(3), 4), found.cost().orElseThrow());
    }

    @Test
    void overheadThatGrowsIsSeenAndIsNotAmdahls() {
        Scaling found = Laws.of(Plant.exact(Quantity.THROUGHPUT, Plant.usl(50, 0.02, 0.02), Plant.upTo(16)), 1);

        Trend trend = given(found.trend());
        assertEquals(Trend.Direction.RISING, trend.direction());
        assertTrue(trend.last() > trend.first());
        assertFalse(Scaling.follows(given(found.amdahl()).residuals()));
        assertTrue(Scaling.follows(given(found.usl()).residuals()));
    }

    @Test
    void moreThreadsThatHaveLessInTheirWayFall() {
        Series overheadShrinks = Plant.series(
                Quantity.SECONDS, n -> 12 * (1 / n + 0.2 / n * (1 - 1 / n)), POWERS, 3, 0, 1, OptionalInt.empty());

        Trend trend = given(Laws.of(overheadShrinks, 1).trend());
        assertEquals(Trend.Direction.FALLING, trend.direction());
        assertEquals(0.1, trend.first(), 1e-12);
        assertEquals(List.of(), trend.superlinear());
    }

    /// Noise that looks like a serial part, or like a little coherence, is no bound and no peak.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void workThatSharesEvenlyHasNoBoundAndNoPeak(long seed) {
        Scaling found = Laws.of(
                Plant.series(Quantity.SECONDS, n -> 12.0 / n, POWERS, 8, 0.02, seed, OptionalInt.empty()), seed);

        assertNotEquals("", reason(given(found.amdahl()).bound()));
        assertNotEquals("", reason(given(found.usl()).peak()));
    }

    @Test
    void timesThatSayNothingAreNoSerialPart() {
        double[] times = {10, 3, 12, 2};
        Scaling found = Laws.of(
                Plant.exact(Quantity.SECONDS, n -> times[Integer.numberOfTrailingZeros((int) n)], 1, 2, 4, 8), 1);

        assertTrue(reason(found.amdahl()).startsWith("the serial part lies anywhere from "), found.toString());
    }

    @Test
    void aSpeedupIsOverThePlainProgramWhereThereIsOne() {
        Series plain = new Series(
                "a",
                Quantity.SECONDS,
                List.of(
                        new Series.Point(1, 1, Plant.forks(20, 20)),
                        new Series.Point(2, 2, Plant.forks(12, 12)),
                        new Series.Point(3, 3, Plant.forks(9, 9)),
                        new Series.Point(4, 4, Plant.forks(8, 8))),
                Optional.of(Plant.forks(10, 10)),
                OptionalInt.empty());

        Scaling found = Laws.of(plain, 1);
        assertEquals(Optional.of(Scaling.Base.PLAIN), found.base());
        assertEquals(0.5, found.steps().getFirst().speedup().orElseThrow().value(), 1e-12);
        assertEquals(new Cost(OptionalDouble.of(3), 4), found.cost().orElseThrow());
        Amdahl law = given(found.amdahl());
        assertEquals(
                10 / (law.seconds() * law.serial().value()),
                given(law.bound()).value(),
                1e-9,
                "the base over the serial part");
        assertEquals(
                Trend.Direction.FLAT,
                given(found.trend()).direction(),
                "that one thread of it is slower than the plain program is no serial part");
        near(0.2, given(found.trend()).last(), 0.01, "e at 4");
    }

    @Test
    void nothingIsSpedUpWithoutABase() {
        Scaling found = Laws.of(Plant.exact(Quantity.THROUGHPUT, Plant.usl(50, 0.1, 0.01), 2, 4, 8, 16, 32), 1);

        assertEquals(Optional.empty(), found.base());
        assertEquals(Optional.empty(), found.steps().getFirst().speedup());
        assertEquals(Optional.empty(), found.cost());
        assertTrue(reason(found.trend()).startsWith("there is neither n = 1"));
        near(0.1, given(found.usl()).contention().value(), 0.01, "alpha");
        Scaling line = Laws.of(Plant.exact(Quantity.SECONDS, Plant.amdahl(12, 0.1), 2, 4, 8, 16), 1);
        near(0.1, given(line.amdahl()).serial().value(), 0.01, "s");
    }

    @Test
    void costIsNoneWhereNothingBeatsTheBase() {
        Scaling found = Laws.of(Plant.exact(Quantity.SECONDS, n -> 10.0 + n, 1, 2, 3, 4), 1);

        assertEquals(new Cost(OptionalDouble.empty(), 4), found.cost().orElseThrow());
        assertEquals(1, given(found.amdahl()).serial().value());
    }

    @Test
    void theSameSeedGivesTheSameScaling() {
        Series series = amdahl(0.1, 8, 3);

        assertEquals(Laws.of(series, 1), Laws.of(series, 1));
        assertNotEquals(Laws.of(series, 1), Laws.of(series, 2));
    }

    @Test
    void aSeriesChecksItself() {
        Series.Point one = new Series.Point(1, 1, Plant.forks(1));
        assertThrows(IllegalArgumentException.class, () -> new Series.Point(0, 1, Plant.forks(1)));
        assertThrows(IllegalArgumentException.class, () -> new Series.Point(2, 1, Plant.forks(1)));
        assertThrows(IllegalArgumentException.class, () -> new Series.Point(1, 1, Plant.forks()));
        assertThrows(IllegalArgumentException.class, () -> new Series.Point(1, 1, Plant.forks(Double.NaN)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Series("a", Quantity.SECONDS, List.of(one, one), Optional.empty(), OptionalInt.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Series("a", Quantity.SECONDS, List.of(), Optional.empty(), OptionalInt.empty()));
    }
}
