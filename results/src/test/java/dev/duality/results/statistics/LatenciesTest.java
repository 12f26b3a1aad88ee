// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenciesTest {
    @ParameterizedTest
    @CsvSource({"50, 20", "90, 100", "99, 1000", "99.9, 10000", "99.99, 100000"})
    void aPercentileNeedsTenValuesBeyondIt(double percentile, long values) {
        assertEquals(false, Latencies.bears(values - 1, percentile));
        assertEquals(true, Latencies.bears(values, percentile));
    }

    @Test
    void theForkWithTheFewestValuesDecides() {
        Latencies latencies = Latencies.merge(List.of(values(100, 50_000), values(100, 9_999)));

        assertEquals(OptionalLong.empty(), latencies.percentile(99.9));
        assertEquals(OptionalLong.of(100), latencies.percentile(99));
    }

    @Test
    void percentilesComeFromTheMergedHistogramAndNotFromTheirAverage() {
        Latencies latencies = Latencies.merge(List.of(values(100, 3_000), values(900, 1_000)));

        assertEquals(OptionalLong.of(100), latencies.percentile(50)); // the average of both medians is 500
        assertEquals(4_000, latencies.count());
    }

    @Test
    void theWorstValueOfAnyForkIsKept() {
        Histogram outlier = values(100, 50);
        outlier.recordValue(1_000_000);
        Latencies latencies = Latencies.merge(List.of(values(100, 1_000), outlier));

        assertEquals(outlier.getMaxValue(), latencies.highest());
        assertEquals(100, latencies.lowest());
    }

    @Test
    void aCurveAscendsByFivesWithinEachHalvingAndEndsWhereTheCountDoes() {
        List<Double> percentiles = Latencies.merge(List.of(values(100, 1_000))).curve().stream()
                .map(Latencies.Point::percentile)
                .toList();

        assertEquals(
                List.of(
                        0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 55.0, 60.0, 65.0, 70.0, 75.0, 77.5, 80.0, 82.5, 85.0, 87.5,
                        88.75, 90.0, 91.25, 92.5, 93.75, 94.375, 95.0, 95.625, 96.25, 96.875, 97.1875, 97.5, 97.8125,
                        98.125, 98.4375, 98.59375, 98.75, 98.90625, 99.0),
                percentiles);
    }

    @Test
    void aCurveShowsWhatThePercentilesDo() {
        Histogram histogram = values(100, 90_000);
        histogram.recordValueWithCount(900, 10_000);
        Latencies latencies = Latencies.merge(List.of(histogram));

        for (Latencies.Point point : latencies.curve()) {
            assertEquals(OptionalLong.of(point.nanos()), latencies.percentile(point.percentile()));
            assertEquals(point.percentile() <= 90 ? 100 : 900, point.nanos(), "p" + point.percentile());
        }
        assertEquals(99.99, latencies.curve().getLast().percentile());
    }

    private static Histogram values(long nanos, long count) {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(nanos, count);
        return histogram;
    }
}
