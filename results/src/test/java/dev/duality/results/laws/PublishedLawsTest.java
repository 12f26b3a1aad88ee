// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.laws.Trend.Direction;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Series that others have measured and published, with their coefficients.
class PublishedLawsTest {
    /// A web application's throughput at 1 to 32 users, of the book by Schwartz and of `usl4j`.
    private static final double[] CISCO = {
        955.16, 1878.91, 2688.01, 3548.68, 4315.54, 5130.43, 5931.37, 6531.08, 7219.8, 7867.61, 8278.71, 8646.7,
        9047.84, 9426.55, 9645.37, 9897.24, 10097.6, 10240.5, 10532.39, 10798.52, 11151.43, 11518.63, 11806, 12089.37,
        12075.41, 12177.29, 12211.41, 12158.93, 12155.27, 12118.04, 12140.4, 12074.39
    };

    /// SPEC SDM91 on a SPARCcenter 2000, of Gunther's book and of R's package `usl`: users, scripts an hour.
    private static final double[] SDM91 = {1, 18, 36, 72, 108, 144, 216};

    private static final double[] SDM91_SCRIPTS = {64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2};

    /// Quinn, chapter 7.5: a serial part of a tenth, and an overhead that grows.
    private static final double[] SERIAL_ONLY = {100, 55, 40, 32.5, 28, 25, 22.8571, 21.25};

    private static final double[] OVERHEAD_GROWS = {100, 53.5, 38.3333, 31, 26.8, 24.1667, 22.4286, 21.25};

    private static Series series(Quantity quantity, double[] n, double[] values) {
        List<Series.Point> points = new ArrayList<>();
        for (int i = 0; i < n.length; i++) {
            points.add(new Series.Point(n[i], n[i], new TreeMap<>(Map.of(1, values[i]))));
        }
        return new Series("published", quantity, points, Optional.empty(), OptionalInt.empty());
    }

    private static double[] from(int first, int last) {
        return IntStream.rangeClosed(first, last).asDoubleStream().toArray();
    }

    private static Series cisco(int first) {
        return series(Quantity.THROUGHPUT, from(first, 32), Arrays.copyOfRange(CISCO, first - 1, CISCO.length));
    }

    private static Usl usl(Series series, Fit fit) {
        return Laws.of(series, fit, 1).usl().given().orElseThrow();
    }

    private static Trend trend(Series series) {
        return Laws.of(series, 1).trend().given().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "1, LOG,    960.15,   0.020454,   0.00089096,   33.16",
        "1, LINEAR, 995.6486, 0.02671591, 0.0007690945, 35.57",
        "3, LOG,    963.3,    0.021021,   0.00087981,   33.36",
        "3, LINEAR, 999.08,   0.02722,    0.00076144,   35.7"
    })
    void ciscosCoefficientsAreFoundToTheDigitsThatWerePublished(
            int first, Fit fit, double gamma, double alpha, double beta, double peak) {
        Usl law = usl(cisco(first), fit);

        assertAll(
                () -> assertEquals(fit, law.fit()),
                () -> assertEquals(gamma, law.capacity().value(), 5e-5 * gamma, "gamma"),
                () -> assertEquals(alpha, law.contention().value(), 5e-5 * alpha, "alpha"),
                () -> assertEquals(beta, law.coherence().value(), 5e-5 * beta, "beta"),
                () -> assertEquals(
                        peak, law.peak().given().orElseThrow().value(), 2e-3 * peak, "n*, which usl4j rounds down"),
                () -> assertTrue(
                        law.coherence()
                                .interval()
                                .orElseThrow()
                                .contains(law.coherence().value()),
                        law::toString));
    }

    @Test
    void sdm91sCoefficientsAreThoseOfRsPackage() {
        Usl law = usl(series(Quantity.THROUGHPUT, SDM91, SDM91_SCRIPTS), Fit.LINEAR);

        assertAll(
                () -> assertEquals(89.995, law.capacity().value(), 5e-4, "gamma"),
                () -> assertEquals(0.0277285, law.contention().value(), 5e-7, "alpha"),
                () -> assertEquals(0.0001044, law.coherence().value(), 5e-8, "beta"));
    }

    /// Quinn's second example was made by this law.
    @ParameterizedTest
    @CsvSource({"LOG", "LINEAR"})
    void overheadThatGrowsHasItsBeta(Fit fit) {
        Usl law = usl(series(Quantity.SECONDS, from(1, 8), OVERHEAD_GROWS), fit);

        assertEquals(0.06, law.contention().value(), 2e-5);
        assertEquals(0.005, law.coherence().value(), 2e-6);
        assertEquals(13.71, law.peak().given().orElseThrow().value(), 0.01);
    }

    /// The mean of how many sessions were active is no whole number, and none of them is 1.
    @ParameterizedTest
    @CsvSource({"LOG, 5.04466, 0.245283, 0", "LINEAR, 4.96849, 0.125784, 0.0321228"})
    void concurrencyThatIsNoWholeNumberIsFitted(Fit fit, double gamma, double alpha, double beta) {
        double[] sessions = {0.312, 0.566, 1.04, 1.93, 2.71, 3.64};
        Series active = series(Quantity.THROUGHPUT, sessions, new double[] {2.20, 2.67, 5.1, 8.2, 9.9, 11.0});
        Usl law = usl(active, fit);

        assertEquals(gamma, law.capacity().value(), 1e-5 * gamma);
        assertEquals(alpha, law.contention().value(), 1e-5 * alpha);
        assertEquals(beta, law.coherence().value(), 1e-5 * beta);
        assertInstanceOf(
                Answer.Inconclusive.class, Laws.of(active, fit, 1).trend(), "there is nothing that S_n is over");
    }

    @Test
    void aSerialPartIsFlat() {
        Trend found = trend(series(Quantity.SECONDS, from(1, 8), SERIAL_ONLY));

        assertEquals(Direction.FLAT, found.direction());
        assertTrue(found.serial());
        assertEquals("0.100", Digits.significant(found.level()));
    }

    @Test
    void overheadThatGrowsRises() {
        Trend found = trend(series(Quantity.SECONDS, from(1, 8), OVERHEAD_GROWS));

        assertEquals(Direction.RISING, found.direction());
        assertEquals(0.070, found.first(), 5e-4);
        assertEquals(0.100, found.last(), 5e-4);
        assertEquals(0.005, found.slope().value(), 1e-6, "beta");
    }

    @Test
    void ciscosAndSpecsOverheadGrows() {
        Trend cisco = trend(cisco(1));
        Trend spec = trend(series(Quantity.THROUGHPUT, SDM91, SDM91_SCRIPTS));

        assertEquals(Direction.RISING, cisco.direction());
        assertEquals(0.017, cisco.first(), 5e-4);
        assertEquals(0.049, cisco.last(), 5e-4);
        assertEquals(Direction.RISING, spec.direction());
        assertInstanceOf(Answer.Inconclusive.class, Laws.of(cisco(3), 1).trend(), "without n = 1 there is no e");
    }

    @Test
    void aNegativeSerialPartIsSuperlinear() {
        Series found = series(Quantity.SECONDS, new double[] {1, 2, 4, 8, 16}, new double[] {100, 48, 23.2, 11.4, 5.9});

        Trend trend = trend(found);
        assertEquals(Direction.SUPERLINEAR, trend.direction());
        assertEquals(-0.040, trend.first(), 5e-4);
        assertEquals(-0.0037, trend.last(), 5e-5);
        assertEquals(List.of(2.0, 4.0, 8.0, 16.0), trend.superlinear());
        assertEquals(0, usl(found, Fit.LOG).contention().value());
        assertEquals(0, usl(found, Fit.LOG).coherence().value());
    }

    @Test
    void whatIsSuperlinearInPartIsNamedThere() {
        Series cacheThenLock = series(Quantity.SECONDS, from(1, 6), new double[] {100, 46, 32, 27, 25, 25});

        Trend trend = trend(cacheThenLock);
        assertEquals(Direction.RISING, trend.direction());
        assertEquals(List.of(2.0, 3.0), trend.superlinear());
    }

    /// Each measured once, tenfold from end to end, and on no straight line.
    @ParameterizedTest
    @CsvSource({"1 2 4 8 16 32, 100 60 36 20 10.5 5.4", "1 2 4 8 16, 100 80 50 25 12"})
    void whatFallsAtEveryNFallsThoughOnNoLine(String n, String seconds) {
        Trend found = trend(series(Quantity.SECONDS, numbers(n), numbers(seconds)));

        assertEquals(Direction.FALLING, found.direction());
        assertFalse(found.serial());
        assertEquals(Optional.empty(), found.slope().interval());
    }

    /// Three in order are one of six orders. Where the points do not follow Amdahl's law no serial part is named.
    @ParameterizedTest
    @CsvSource({
        "SECONDS, 1 2 4 8, 100 95 30 22",
        "SECONDS, 1 2 4 8, 100 80 30 12",
        "SECONDS, 1 2 4 8 16, 100 95 30 22 8",
        "THROUGHPUT, 1 2 4 8, 1e-15 1e15 1e-15 1e15"
    })
    void pointsWithoutALineAndWithoutAnOrderSayNothing(Quantity quantity, String n, String values) {
        Answer<Trend> found =
                Laws.of(series(quantity, numbers(n), numbers(values)), 1).trend();

        assertInstanceOf(Answer.Inconclusive.class, found, found::toString);
        assertTrue(found.toString().contains("do not follow Amdahl's law"), found::toString);
    }

    private static double[] numbers(String text) {
        return Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /// The level and the slope are judged by what the points themselves allow: of 200 flat ones about one in twenty is
    /// called a slope, and one that is there is seen.
    @ParameterizedTest
    @CsvSource({
        "1, 0.1, 0,    0.02, 0,   20",
        "3, 0.1, 0,    0.02, 0,   20",
        "1, 0.1, 0.01, 0.02, 195, 200",
        "3, 0.1, 0.01, 0.02, 195, 200",
        "1, 0.1, 0,    0.1,  0,   20"
    })
    void scatterIsNoSlopeAndASlopeIsNoScatter(
            int forks, double alpha, double beta, double scatter, int least, int most) {
        int sloped = 0;
        for (int seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            List<Series.Point> points = new ArrayList<>();
            for (int n = 1; n <= 10; n++) {
                TreeMap<Integer, Double> values = new TreeMap<>();
                for (int fork = 1; fork <= forks; fork++) {
                    double seconds = (1 + alpha * (n - 1) + beta * n * (n - 1)) / n;
                    values.put(fork, seconds * Math.exp(scatter * random.nextGaussian()));
                }
                points.add(new Series.Point(n, n, values));
            }
            sloped += slope(points) ? 1 : 0;
        }

        assertTrue(least <= sloped && sloped <= most, sloped + " of 200 have a slope");
    }

    private static boolean slope(List<Series.Point> points) {
        List<KarpFlatt.At> above = points.stream()
                .skip(1)
                .map(point -> new KarpFlatt.At(point.n(), median(point) / median(points.getFirst()), variance(point)))
                .toList();
        Optional<Scatter> repeated =
                Scatter.ofRepetitions(points.stream().map(Series.Point::values).toList());
        double[] n = points.stream().mapToDouble(Series.Point::n).toArray();
        double[] seconds =
                points.stream().mapToDouble(PublishedLawsTest::median).toArray();
        boolean amdahl = Scaling.follows(AmdahlFit.of(n, seconds).residuals(n, seconds));
        return KarpFlatt.trend(above, variance(points.getFirst()), repeated, amdahl)
                .given()
                .filter(trend -> trend.direction() != Direction.FLAT)
                .isPresent();
    }

    private static double variance(Series.Point point) {
        return Scatter.ofMedian(point.values().size());
    }

    private static double median(Series.Point point) {
        return Resampling.median(point.values());
    }
}
