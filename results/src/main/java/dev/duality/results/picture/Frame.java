// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.chart.Chart;
import java.util.ArrayList;
import java.util.List;

/// The two axes of a chart with a line for each substrate, what stands above them, and what is drawn between them.
final class Frame {
    private static final double HEIGHT = 300; // of what is between the axes
    private static final double LEGEND = 20; // a line of it
    private static final double SAMPLE = 30; // of a line, beside its name
    private static final double BELOW = 42;
    private static final double SIGN = 7; // so that a sign at an end is whole

    static final String DOTTED = "2 3";
    private static final String DASHED = "6 4";
    private static final String DASHES_AND_DOTS = "7 3 1 3";

    private final Svg svg;
    private final Scale across;
    private final Scale up;
    private final double left;
    private final double right;
    private final double top;
    private final double bottom;

    /// One entry above the chart.
    ///
    /// @param sign below 0 for a line without signs
    record Entry(String name, Colour colour, int sign, String dashes) {
        static Entry of(Chart.Series series) {
            return new Entry(series.name(), Colour.of(series), series.sign(), Frame.dashes(series));
        }

        private double width(double most) {
            return SAMPLE + 14 + Math.min(most, Letters.width(name, Svg.SIZE));
        }
    }

    /// Shared memory is drawn through, messages are dashed; what is neither has dashes and dots in turn.
    static String dashes(Chart.Series series) {
        return switch (series.side()) {
            case SHM -> "";
            case MESSAGING -> DASHED;
            case BY_HAND, PLAIN -> DASHES_AND_DOTS;
        };
    }

    /// @param left how much there is left of the axes at least, so that those below each other begin at one place
    /// @param height of what is between the axes
    record Room(double left, double height) {}

    /// The width that the names of an axis at the left need.
    static double left(Scale up) {
        List<String> names = up.ticks().stream().map(up::text).toList();
        return Letters.widest(names, Svg.SIZE) + 12;
    }

    Frame(Svg svg, double width, Scale across, Scale up, List<Entry> legend) {
        this(svg, width, across, up, legend, new Room(0, HEIGHT));
    }

    Frame(Svg svg, double width, Scale across, Scale up, List<Entry> legend, Room room) {
        this.svg = svg;
        this.across = across;
        this.up = up;
        double high = legend(width, legend);
        left = Math.max(room.left, left(up));
        right = width - 24;
        top = high + 26;
        bottom = top + room.height;
        axes();
    }

    double height() {
        return bottom + BELOW;
    }

    /// @return how high it is
    private double legend(double width, List<Entry> entries) {
        double x = 0;
        double y = 0;
        for (Entry entry : entries) {
            double wide = entry.width(width - SAMPLE - 14);
            if (x > 0 && x + wide > width) {
                x = 0;
                y += LEGEND;
            }
            double middle = y + LEGEND / 2;
            svg.polyline(
                    List.of(new double[] {x, middle}, new double[] {x + SAMPLE - 6, middle}),
                    entry.colour,
                    2,
                    entry.dashes);
            if (entry.sign >= 0) {
                svg.sign(x + SAMPLE / 2 - 3, middle, entry.sign, entry.colour, true, 1);
            }
            List<String> lines = Letters.wrap(entry.name, width - SAMPLE - 14, Svg.SIZE);
            for (String line : lines) {
                svg.text(x + SAMPLE, y + LEGEND / 2 + 4, "start", Colour.INK, line);
                y += line.equals(lines.getLast()) ? 0 : LEGEND;
            }
            x += wide;
        }
        return entries.isEmpty() ? 0 : y + LEGEND;
    }

    private void axes() {
        svg.text(0, top - 10, "start", Colour.FAINT, up.name());
        for (double tick : up.named(bottom - SIGN, top + SIGN, false, Svg.SIZE)) {
            double y = y(tick);
            svg.line(left, y, right, y, Colour.RULE, 1);
            svg.text(left - 6, y + 4, "end", Colour.FAINT, up.text(tick));
        }
        List<Double> named = across.named(left + SIGN, right - SIGN, true, Svg.SIZE);
        for (double tick : named) {
            double x = x(tick);
            String text = across.text(tick);
            double half = Letters.width(text, Svg.SIZE) / 2;
            svg.line(x, bottom, x, bottom + 4, Colour.FAINT, 1);
            svg.text(Math.clamp(x, half, Math.max(half, right + 24 - half)), bottom + 18, "middle", Colour.FAINT, text);
        }
        svg.line(left, bottom, right, bottom, Colour.FAINT, 1);
        svg.line(left, top, left, bottom, Colour.FAINT, 1);
        svg.text((left + right) / 2, bottom + 36, "middle", Colour.FAINT, across.name());
    }

    double x(double value) {
        return across.at(value, left + SIGN, right - SIGN);
    }

    double y(double value) {
        return up.at(value, bottom - SIGN, top + SIGN);
    }

    /// Whether it lies between the ends across.
    boolean holds(double from, double to) {
        return left + 2 <= from && to <= right + 22;
    }

    /// Draws a line across that marks where something begins.
    void upright(double value) {
        svg.line(x(value), top, x(value), bottom, Colour.RULE, 1);
    }

    void line(List<Chart.Point> points, Colour colour, double width, String dashes) {
        svg.polyline(
                points.stream()
                        .map(point -> new double[] {x(point.x()), y(point.y())})
                        .toList(),
                colour,
                width,
                dashes);
    }

    void sign(double x, double y, Chart.Series series, boolean filled, List<String> tip) {
        svg.open("g", "class", "mark");
        svg.tip(tip);
        svg.sign(x(x), y(y), series.sign(), Colour.of(series), filled, 1);
        svg.close();
    }

    /// A value with its interval, and its forks beside it.
    void step(Chart.Step step, Chart.Series series, List<String> tip) {
        Colour colour = Colour.of(series);
        double x = x(step.n());
        if (step.speedup().interval().isPresent()) {
            svg.whisker(x, y(step.speedup().low()), x, y(step.speedup().high()), colour, 1);
        }
        for (double fork : step.forks()) {
            svg.draw("circle", "cx", x + 6, "cy", y(fork), "r", "1.5", "fill", colour);
        }
        sign(step.n(), step.speedup().value(), series, step.cores(), tip);
    }

    /// Sets the places across at which the pointer hears what all lines have there.
    void ears(List<Double> places, List<List<String>> tips) {
        for (int i = 0; i < places.size(); i++) {
            double from = i == 0 ? left : (x(places.get(i - 1)) + x(places.get(i))) / 2;
            double to = i == places.size() - 1 ? right : (x(places.get(i)) + x(places.get(i + 1))) / 2;
            svg.open("g", "class", "mark").tip(tips.get(i));
            svg.ear(from, top, to - from, bottom - top);
            svg.close();
        }
    }

    /// The places that lie far enough from each other to be pointed at.
    List<Double> pointable(List<Double> ascending) {
        List<Double> places = new ArrayList<>();
        for (double place : ascending) {
            if (places.isEmpty() || x(place) - x(places.getLast()) >= 10) {
                places.add(place);
            }
        }
        return places;
    }
}
