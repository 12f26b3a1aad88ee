// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.Stalls;
import dev.duality.results.chart.Chart;
import dev.duality.results.chart.Chart.Point;
import dev.duality.results.picture.Frame.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Draws latency over time: the p99 of each second, below it a lane for each line with what disturbed its loops, and
/// how much was queued.
final class Strip {
    private static final double P99_HEIGHT = 220;
    private static final double QUEUED_HEIGHT = 110;
    private static final double LANE = 18;
    private static final double THIN = 2;
    private static final double THICK = 6;
    private static final double DOT = 3;
    private static final double LEAST_STALL_NANOS = Stalls.LEAST_NANOS;

    private Strip() {}

    /// @return how high it is
    static double draw(Chart.OverTime chart, Svg svg, double width) {
        List<Double> seconds = loops(chart).stream().map(Chart.Stretch::to).toList();
        Scale across = Scale.linear("s of all rounds", seconds, Texts::number);
        Scale p99 = Scale.log("p99 of each second", 10, up(chart, Chart.Stretch::p99), Texts::time);
        List<Double> depths = up(chart, Chart.Stretch::queued);
        Scale queued = Scale.linear("operations queued at most", depths, Texts::number);
        double left = Math.max(Frame.left(p99), Frame.left(queued));
        Frame frame = frame(
                chart,
                svg,
                width,
                across,
                p99,
                chart.lines().stream().map(line -> Entry.of(line.series())).toList(),
                new Frame.Room(left, P99_HEIGHT));
        if (svg.inPage()) {
            ears(chart, frame);
        }
        lines(chart, frame, Chart.Stretch::p99);
        double y = frame.height();
        for (Chart.Timed line : chart.lines()) {
            lane(line, svg, frame, y + LANE / 2);
            y += LANE;
        }
        if (!depths.isEmpty()) {
            svg.open("g", "transform", "translate(0 " + Svg.number(y) + ")");
            Frame below = frame(chart, svg, width, across, queued, List.of(), new Frame.Room(left, QUEUED_HEIGHT));
            lines(chart, below, Chart.Stretch::queued);
            svg.close();
            y += below.height();
        }
        return y;
    }

    private static List<Chart.Stretch> loops(Chart.OverTime chart) {
        return chart.lines().stream().flatMap(line -> line.loops().stream()).toList();
    }

    private static List<Double> up(Chart.OverTime chart, Function<Chart.Stretch, List<Point>> points) {
        return loops(chart).stream()
                .flatMap(loop -> points.apply(loop).stream())
                .map(Point::y)
                .toList();
    }

    private static Frame frame(
            Chart.OverTime chart, Svg svg, double width, Scale across, Scale up, List<Entry> legend, Frame.Room room) {
        Frame frame = new Frame(svg, width, across, up, legend, room);
        chart.rounds().stream().skip(1).forEach(frame::upright);
        return frame;
    }

    /// A line for each loop: what is between two was not measured. A loop of one second is a sign.
    private static void lines(Chart.OverTime chart, Frame frame, Function<Chart.Stretch, List<Point>> points) {
        for (Chart.Timed line : chart.lines()) {
            Chart.Series series = line.series();
            for (Chart.Stretch loop : line.loops()) {
                List<Point> own = points.apply(loop);
                frame.line(own, Colour.of(series), THIN, Frame.dashes(series));
                if (own.size() == 1) {
                    Point only = own.getFirst();
                    frame.sign(only.x(), only.y(), series, true, tip(series, loop));
                }
            }
        }
    }

    /// Each loop from where it began to where it ended.
    private static void lane(Chart.Timed line, Svg svg, Frame frame, double y) {
        Colour colour = Colour.of(line.series());
        svg.sign(DOT * 2, y, line.series().sign(), colour, true, 1);
        for (Chart.Stretch loop : line.loops()) {
            double from = frame.x(loop.from());
            double to = frame.x(loop.to());
            svg.open("g", "class", "mark").tip(tip(line.series(), loop));
            svg.polyline(
                    List.of(new double[] {from, y}, new double[] {Math.max(from + 1, to - 2), y}),
                    colour,
                    loop.machine() == Chart.Stretch.MetMachine.OTHER ? THICK : THIN,
                    loop.machine() == Chart.Stretch.MetMachine.MOVED ? Frame.DOTTED : "");
            loop.collectedMillis()
                    .ifPresent(_ ->
                            svg.draw("circle", "cx", from + (to - from) / 3, "cy", y, "r", DOT, "fill", Colour.INK));
            loop.stallNanos().ifPresent(nanos -> {
                double x = from + (to - from) * 2 / 3;
                double half = tick(nanos) / 2;
                svg.line(x, y - half, x, y + half, Colour.INK, 1.5);
            });
            svg.ear(from, y - LANE / 2, to - from, LANE);
            svg.close();
        }
    }

    /// The height of the tick of a stall: four pixels more for each factor of ten, up to the height of the lane.
    private static double tick(long nanos) {
        return Math.min(LANE - 2, 4 + 4 * StrictMath.log10(Math.max(1, nanos / LEAST_STALL_NANOS)));
    }

    private static List<String> tip(Chart.Series series, Chart.Stretch loop) {
        List<String> tip = new ArrayList<>(List.of(series.name()));
        tip.addAll(loop.said());
        return tip;
    }

    /// At each second what all have there.
    private static void ears(Chart.OverTime chart, Frame frame) {
        List<Double> places = frame.pointable(loops(chart).stream()
                .flatMap(loop -> loop.p99().stream())
                .map(Point::x)
                .distinct()
                .sorted()
                .toList());
        List<List<String>> tips = new ArrayList<>();
        for (double place : places) {
            List<String> tip = new ArrayList<>(List.of(Texts.number(place) + " s"));
            for (Chart.Timed line : chart.lines()) {
                for (Chart.Stretch loop : line.loops()) {
                    loop.p99().stream()
                            .filter(point -> point.x() == place)
                            .forEach(point -> tip.add(line.series().name() + " p99 " + Texts.time(point.y())));
                    loop.queued().stream()
                            .filter(point -> point.x() == place)
                            .forEach(point -> tip.add(line.series().name() + " queued " + Texts.number(point.y())));
                }
            }
            tips.add(tip);
        }
        frame.ears(places, tips);
    }
}
