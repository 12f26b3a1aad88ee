// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.chart.Chart;

/// A chart in SVG, as wide as it is asked to be. The one place where charts are drawn: a page has drawings, and a
/// picture is one with its title.
///
/// @param markup the `svg` element
public record Drawing(String markup) {
    /// For a page, whose style has the colours. Each mark says what it is when the pointer is over it.
    ///
    /// @param width in pixels
    /// @param name its class
    public static Drawing forPage(Chart chart, double width, String name) {
        Svg svg = new Svg(Svg.Medium.PAGE);
        double height = draw(chart, svg, width);
        return new Drawing("<svg class=\"%s\" viewBox=\"0 0 %s %s\" width=\"%2$s\" height=\"%3$s\" font-size=\"12\">\n"
                        .formatted(name, Svg.number(width), Svg.number(height))
                + svg.markup() + "</svg>\n");
    }

    /// @return how high it is
    static double draw(Chart chart, Svg svg, double width) {
        return switch (chart) { // no default: a kind that is added does not compile until it is drawn
            case Chart.Gaps gaps -> Listed.gaps(gaps, svg, width);
            case Chart.Ratios ratios -> Listed.ratios(ratios, svg, width);
            case Chart.Latency latency -> Lines.latency(latency, svg, width);
            case Chart.Rates rates -> Lines.rates(rates, svg, width);
            case Chart.OverTime time -> Strip.draw(time, svg, width);
            case Chart.Swept swept -> Lines.swept(swept, svg, width);
            case Chart.Cold cold -> Lines.cold(cold, svg, width);
            case Chart.Goodput goodput -> Lines.goodput(goodput, svg, width);
            case Chart.Crowded crowded -> Lines.crowded(crowded, svg, width);
            case Chart.Speedup speedup -> Lines.speedup(speedup, svg, width);
            case Chart.Laws laws -> Lines.laws(laws, svg, width);
            case Chart.Waits waits -> Listed.waits(waits, svg, width);
            case Chart.Collectors collectors -> Listed.collectors(collectors, svg, width);
            case Chart.Neighbours neighbours -> Listed.neighbours(neighbours, svg, width);
            case Chart.Policies policies -> PolicyScatter.policies(policies, svg, width);
            case Chart.Fairness fairness -> Listed.fairness(fairness, svg, width);
            case Chart.Waterfall waterfall -> Listed.waterfall(waterfall, svg, width);
            case Chart.Floors floors -> PairMap.draw(floors, svg, width);
            case Chart.Density density -> Hump.draw(density, svg, width);
            case Chart.Crossover crossover -> Crossing.draw(crossover, svg, width);
            case Chart.Crossovers crossovers -> Boards.draw(crossovers, svg, width);
        };
    }
}
