// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.PlainText;
import dev.duality.results.chart.Chart.Point;
import dev.duality.results.chart.Chart.Step;
import dev.duality.results.laws.Amdahl;
import dev.duality.results.laws.Quantity;
import dev.duality.results.laws.Scaling;
import dev.duality.results.laws.Usl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// A series held against the laws of scaling.
public final class LawsChart {
    private static final int MOST_STEPS = 120;
    private static final int MOST_FORKS = 120;
    private static final int CLOSE = 16; // up to here a curve has a point at each n, then in steps of such a part of n

    private LawsChart() {}

    /// @param scaling with a base, and with a law
    /// @param series who it is of
    public static Chart.Laws of(Scaling scaling, Chart.Series series) {
        List<Step> steps = scaling.steps().stream()
                .limit(MOST_STEPS)
                .flatMap(step -> step.speedup().stream()
                        .map(speedup -> new Step(
                                step.point().n(),
                                step.hasCores(),
                                Charts.value(speedup),
                                forks(scaling, step, speedup.value()))))
                .toList();
        int fitted = scaling.steps().stream()
                .filter(Scaling.Step::hasCores)
                .mapToInt(step -> (int) step.point().n()) // a run's n are whole numbers
                .max()
                .orElseThrow();
        // a law that the points do not follow is drawn, so that this can be seen; but what it foretells is not
        Optional<Amdahl> amdahl = scaling.amdahl().given();
        Optional<Usl> usl = scaling.usl().given();
        Optional<Chart.Value> peak = usl.filter(law -> Scaling.follows(law.residuals()))
                .flatMap(law -> law.peak().given())
                .map(Charts::value);
        int end = peak.map(at -> Math.max(fitted, (int) Math.ceil(at.value()))).orElse(fitted);
        return new Chart.Laws(
                PlainText.of(scaling.series().name()),
                new Chart.Scaled(series, steps),
                amdahl.flatMap(law -> scaling.amdahlSpeedup()
                        .map(speedup -> new Chart.Law(curve(speedup, fitted), Scaling.follows(law.residuals())))),
                usl.flatMap(law -> scaling.uslSpeedup()
                        .map(speedup -> new Chart.Law(curve(speedup, end), Scaling.follows(law.residuals())))),
                amdahl.filter(law -> Scaling.follows(law.residuals()))
                        .flatMap(law -> law.bound().given())
                        .map(Charts::value),
                peak);
    }

    /// The speedup of each fork, over what the speedup of all is over; none where there is one fork.
    private static List<Double> forks(Scaling scaling, Scaling.Step step, double speedup) {
        Quantity quantity = scaling.series().quantity();
        double seconds = quantity.turned(step.measured().median());
        Collection<Double> values = step.point().values().values();
        return values.size() < 2
                ? List.of()
                : values.stream()
                        .limit(MOST_FORKS)
                        .map(value -> speedup * seconds / quantity.turned(value))
                        .toList();
    }

    /// From n = 1 on, closer together where n is small.
    private static List<Point> curve(DoubleUnaryOperator law, int most) {
        List<Point> points = new ArrayList<>();
        for (int n = 1; n < most; n += 1 + n / CLOSE) {
            points.add(new Point(n, law.applyAsDouble(n)));
        }
        points.add(new Point(most, law.applyAsDouble(most)));
        return points;
    }
}
