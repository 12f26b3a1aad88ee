// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.chart.Chart;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Draws the map of where messages overtake: lines across, think time up, a box for each pair.
final class Crossing {
    private static final double BOX = 44; // how high
    private static final double TOP = 26;
    private static final double BELOW = 42;
    private static final double SMALL = 9; // letters where boxes are narrow
    private static final double DOUBLINGS = 4; // so many are as dark as can be

    private final Svg svg;
    private final List<Long> lines;
    private final List<Long> thinks;
    private final double left;
    private final double box;

    private Crossing(Chart.Crossover chart, Svg svg, double width) {
        this.svg = svg;
        lines = new ArrayList<>(
                new TreeSet<>(chart.points().stream().map(Chart.Compared::lines).toList()));
        thinks = new ArrayList<>(
                new TreeSet<>(chart.points().stream().map(Chart.Compared::think).toList()));
        left = 10 + Letters.widest(thinks.stream().map(Crossing::whole).toList(), Svg.SIZE);
        box = (width - left - 4) / Math.max(1, lines.size());
    }

    private static String whole(long value) {
        return Digits.whole((double) value);
    }

    /// @return how high it is
    static double draw(Chart.Crossover chart, Svg svg, double width) {
        Crossing map = new Crossing(chart, svg, width);
        svg.text(0, TOP - 10, "start", Colour.FAINT, "think ns");
        map.thinks.forEach(
                think -> svg.text(map.left - 8, map.y(think) + BOX / 2 + 4, "end", Colour.FAINT, whole(think)));
        chart.points().forEach(map::box);
        chart.crossings().forEach(map::crossing);
        double bottom = TOP + BOX * map.thinks.size();
        map.names(bottom);
        svg.text(map.left + map.box * map.lines.size() / 2, bottom + 36, "middle", Colour.FAINT, "lines");
        return bottom + BELOW;
    }

    /// As many as have room.
    private void names(double bottom) {
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < lines.size(); i++) {
            double x = left + box * (i + 0.5);
            double half = Letters.width(whole(lines.get(i)), Svg.SIZE) / 2;
            if (x - half > last + 6) {
                svg.text(x, bottom + 18, "middle", Colour.FAINT, whole(lines.get(i)));
                last = x + half;
            }
        }
    }

    private double y(long think) {
        return TOP + BOX * (thinks.size() - 1 - thinks.indexOf(think));
    }

    private void box(Chart.Compared point) {
        double x = left + box * lines.indexOf(point.lines());
        double y = y(point.think());
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
                whole(point.lines()) + " lines, " + whole(point.think()) + " ns of thinking",
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

    /// Between the two numbers of lines between which the fitted line crosses.
    private void crossing(Chart.Crossing crossing) {
        for (int i = 0; i + 1 < lines.size(); i++) {
            double low = lines.get(i);
            double high = lines.get(i + 1);
            if (low <= crossing.lines() && crossing.lines() < high) {
                double x = left + box * (i + 0.5 + StrictMath.log(crossing.lines() / low) / StrictMath.log(high / low));
                double y = y(crossing.think());
                svg.line(x, y, x, y + BOX / 4, Colour.INK, 3);
                svg.line(x, y + BOX * 3 / 4, x, y + BOX, Colour.INK, 3);
            }
        }
    }
}
