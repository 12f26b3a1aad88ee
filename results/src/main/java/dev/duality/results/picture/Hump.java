// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.chart.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws how often a time came up: a curve over an axis of times, and a dot below it for each fork.
final class Hump {
    private static final double HIGH = 64;
    private static final double SIDE = 10;

    private Hump() {}

    /// @return how high it is
    static double draw(Chart.Density chart, Svg svg, double width) {
        double from = chart.density().getFirst().x();
        double to = chart.density().getLast().x();
        double most = chart.density().stream().mapToDouble(Chart.Point::y).max().orElseThrow();
        List<double[]> curve = new ArrayList<>();
        for (Chart.Point point : chart.density()) {
            curve.add(new double[] {x(point.x(), from, to, width), 4 + HIGH * (1 - point.y() / most)});
        }
        svg.open("g", "class", "mark");
        svg.tip(List.of(chart.title(), chart.axis()));
        StringBuilder area = new StringBuilder("M")
                .append(Svg.number(curve.getFirst()[0]))
                .append(' ')
                .append(Svg.number(4 + HIGH));
        curve.forEach(point ->
                area.append('L').append(Svg.number(point[0])).append(' ').append(Svg.number(point[1])));
        area.append('L')
                .append(Svg.number(curve.getLast()[0]))
                .append(' ')
                .append(Svg.number(4 + HIGH))
                .append('Z');
        svg.draw("path", "d", area.toString(), "fill", Colour.NONE, "fill-opacity", "0.25");
        svg.polyline(curve, Colour.INK, 1.5, "");
        svg.close();
        double base = 4 + HIGH;
        svg.line(SIDE, base, width - SIDE, base, Colour.FAINT, 1);
        chart.forks()
                .forEach(fork -> svg.draw(
                        "circle", "cx", x(fork, from, to, width), "cy", base + 7, "r", "2", "fill", Colour.INK));
        svg.text(SIDE, base + 26, "start", Colour.FAINT, text(from));
        svg.text(width - SIDE, base + 26, "end", Colour.FAINT, text(to));
        svg.text(width / 2, base + 26, "middle", Colour.FAINT, chart.axis());
        return base + 32;
    }

    private static double x(double value, double from, double to, double width) {
        return SIDE + (width - 2 * SIDE) * Math.clamp((value - from) / (to - from), 0, 1);
    }

    private static String text(double nanos) {
        return nanos < 1_000 ? String.format(Locale.ROOT, "%.1f", nanos) : Texts.number(nanos);
    }
}
