// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.chart.Chart;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Draws the map of where messages overtake: a box for each pair, such as lines across and think time up.
final class Crossing {
    private static final double BOX = 44; // how high
    private static final double TOP = 26;
    private static final double BELOW = 42;
    private static final double SMALL = 9; // letters where boxes are narrow
    private static final double DOUBLINGS = 4; // so many are as dark as can be

    private final Svg svg;
    private final Chart.Crossover chart;
    private final List<Double> across;
    private final List<Double> ups;
    private final double left;
    private final double box;

    private Crossing(Chart.Crossover chart, Svg svg, double width) {
        this.chart = chart;
        this.svg = svg;
        across = new ArrayList<>(new TreeSet<>(
                chart.points().stream().map(Chart.Compared::across).toList()));
        ups = new ArrayList<>(
                new TreeSet<>(chart.points().stream().map(Chart.Compared::up).toList()));
        left = 10 + Letters.widest(ups.stream().map(Crossing::number).toList(), Svg.SIZE);
        box = (width - left - 4) / Math.max(1, across.size());
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Digits.whole(value) : Double.toString(value);
    }

    /// @return how high it is
    static double draw(Chart.Crossover chart, Svg svg, double width) {
        Crossing map = new Crossing(chart, svg, width);
        svg.text(0, TOP - 10, "start", Colour.FAINT, chart.up().name());
        map.ups.forEach(up -> svg.text(map.left - 8, map.y(up) + BOX / 2 + 4, "end", Colour.FAINT, number(up)));
        chart.points().forEach(map::box);
        chart.crossings().forEach(map::crossing);
        double bottom = TOP + BOX * map.ups.size();
        map.names(bottom);
        svg.text(
                map.left + map.box * map.across.size() / 2,
                bottom + 36,
                "middle",
                Colour.FAINT,
                chart.across().name());
        return bottom + BELOW;
    }

    /// As many as have room.
    private void names(double bottom) {
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < across.size(); i++) {
            double x = left + box * (i + 0.5);
            double half = Letters.width(number(across.get(i)), Svg.SIZE) / 2;
            if (x - half > last + 6) {
                svg.text(x, bottom + 18, "middle", Colour.FAINT, number(across.get(i)));
                last = x + half;
            }
        }
    }

    private double y(double up) {
        return TOP + BOX * (ups.size() - 1 - ups.indexOf(up));
    }

    private void box(Chart.Compared point) {
        double x = left + box * across.indexOf(point.across());
        double y = y(point.up());
        double doublings = Math.abs(StrictMath.log(point.ratio().value()) / StrictMath.log(2));
        String text = point.ratio().text()
                + switch (point.direction()) {
                    case GREATER -> "";
                    case LESS -> " *";
                    case NO_DIFFERENCE -> " ~";
                    case UNKNOWN -> " ?";
                };
        svg.open("g", "class", "mark");
        svg.tip(List.of(
                number(point.across()) + " " + chart.across().one() + ", " + number(point.up()) + " "
                        + chart.up().one(),
                point.ratio().text() + " x"));
        svg.draw(
                "rect",
                "x",
                x + 1,
                "y",
                y + 1,
                "width",
                Math.max(1, box - 2),
                "height",
                BOX - 2,
                "fill",
                Colour.winner(point.direction()),
                "fill-opacity",
                String.valueOf(Math.rint(100 * (0.15 + 0.4 * Math.min(1, doublings / DOUBLINGS))) / 100));
        double size = Letters.width(text, Svg.SIZE) <= box - 4 ? Svg.SIZE : SMALL;
        if (Letters.width(text, size) <= box - 2) {
            svg.sized(x + box / 2, y + BOX / 2 + 4, "middle", Colour.INK, size, text);
        }
        svg.close();
    }

    /// Between the two places across between which the fitted line crosses.
    private void crossing(Chart.Crossing crossing) {
        for (int i = 0; i + 1 < across.size(); i++) {
            double low = across.get(i);
            double high = across.get(i + 1);
            if (low <= crossing.across() && crossing.across() < high) {
                double x =
                        left + box * (i + 0.5 + StrictMath.log(crossing.across() / low) / StrictMath.log(high / low));
                double y = y(crossing.up());
                svg.line(x, y, x, y + BOX / 4, Colour.INK, 3);
                svg.line(x, y + BOX * 3 / 4, x, y + BOX, Colour.INK, 3);
            }
        }
    }
}
