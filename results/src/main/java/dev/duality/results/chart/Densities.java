// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.ClosedLoop;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.PlainText;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;

/// The spread of the times of a row's closed loop: a kernel density of all measured iterations of the forks that
/// count, Gaussian, with Silverman's width (1986, 3.31). Two humps are two ways in which a kernel can run.
public final class Densities {
    private static final int FEWEST = 8; // iterations
    private static final int POINTS = 48;
    private static final double BEYOND = 3; // widths

    private Densities() {}

    /// @return empty if there are too few iterations, or all are the same
    public static Optional<Chart.Density> of(Findings findings, Row row) {
        List<Double> times = new ArrayList<>();
        List<Double> forks = new ArrayList<>();
        for (Measured fork : findings.loads().forks(row.cell(), row.regime()).values()) {
            fork.closed().ifPresent(loop -> {
                times.addAll(times(loop, row));
                forks.add(loop.nanosPerOp());
            });
        }
        double width = times.size() < FEWEST ? 0 : width(times);
        if (!(width > 0) || !Double.isFinite(width)) {
            return Optional.empty();
        }
        double from = Math.max(0, Spread.of(times).lowest() - BEYOND * width);
        double to = Spread.of(times).highest() + BEYOND * width;
        List<Chart.Point> density = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            double at = from + (to - from) * i / (POINTS - 1);
            double sum = 0;
            for (double time : times) {
                sum += StrictMath.exp(-0.5 * (at - time) * (at - time) / width / width);
            }
            density.add(new Chart.Point(at, sum));
        }
        return Optional.of(new Chart.Density(
                PlainText.of("Density of " + times.size() + " iterations of " + forks.size() + " forks"),
                "ns an operation of one worker",
                density,
                forks));
    }

    private static List<Double> times(ClosedLoop loop, Row row) {
        return loop.iterations().stream()
                .filter(perSecond -> perSecond > 0)
                .map(perSecond -> row.cell().workers() * 1e9 / perSecond)
                .toList();
    }

    private static double width(List<Double> times) {
        DescriptiveStatistics all = new DescriptiveStatistics();
        times.forEach(all::addValue);
        double quartiles = (all.getPercentile(75) - all.getPercentile(25)) / 1.34;
        double spread = quartiles > 0 ? Math.min(quartiles, all.getStandardDeviation()) : all.getStandardDeviation();
        return 0.9 * spread * StrictMath.pow(times.size(), -0.2);
    }
}
