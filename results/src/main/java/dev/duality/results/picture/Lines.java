// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.chart.Chart;
import dev.duality.results.chart.Chart.Point;
import dev.duality.results.picture.Frame.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// Draws charts with a line for each substrate.
final class Lines {
    /// Percentiles that have a sign.
    private static final Set<Double> MARKED = Set.of(50.0, 90.0, 99.0, 99.9, 99.99);

    private static final double FAR = 200; // a bound so many times beyond all points would leave no room for them

    private Lines() {}

    /// @return how high it is
    static double latency(Chart.Latency chart, Svg svg, double width) {
        List<Double> oneIn = new ArrayList<>(List.of(1.0));
        List<Double> nanos = new ArrayList<>();
        for (Chart.Curve curve : chart.curves()) {
            Stream.concat(curve.points().stream().map(Lines::oneIn), curve.worst().stream())
                    .forEach(point -> {
                        oneIn.add(point.x());
                        nanos.add(point.y());
                    });
        }
        Frame frame = new Frame(
                svg,
                width,
                Scale.powers("percentile", oneIn, Texts::percentile),
                Scale.log("latency", 10, nanos, Texts::time),
                chart.curves().stream().map(curve -> Entry.of(curve.series())).toList());
        if (svg.inPage()) {
            ears(chart, frame);
        }
        for (Chart.Curve curve : chart.curves()) {
            Chart.Series series = curve.series();
            frame.line(curve.points().stream().map(Lines::oneIn).toList(), Colour.of(series), 2, Frame.dashes(series));
            for (Point point : curve.points()) {
                if (MARKED.contains(point.x())) {
                    frame.sign(
                            oneIn(point).x(),
                            point.y(),
                            series,
                            true,
                            List.of(series.name(), name(point.x()) + " " + Texts.time(point.y())));
                }
            }
            curve.worst()
                    .ifPresent(worst -> frame.sign(
                            worst.x(),
                            worst.y(),
                            series,
                            true,
                            List.of(
                                    series.name(),
                                    "worst " + Texts.time(worst.y()) + ", one in " + Texts.number(worst.x()))));
        }
        return frame.height();
    }

    /// At each percentile what all have there.
    private static void ears(Chart.Latency chart, Frame frame) {
        Set<Double> percentiles = new TreeSet<>();
        chart.curves().forEach(curve -> curve.points().forEach(point -> percentiles.add(point.x())));
        List<Double> all = new ArrayList<>(percentiles);
        List<Double> places = frame.pointable(all.stream().map(Lines::oneIn).toList());
        List<List<String>> tips = new ArrayList<>();
        for (double place : places) {
            double percentile = all.stream()
                    .filter(each -> oneIn(each) == place)
                    .findFirst()
                    .orElseThrow();
            List<String> tip = new ArrayList<>(List.of(name(percentile)));
            for (Chart.Curve curve : chart.curves()) {
                curve.points().stream()
                        .filter(point -> point.x() == percentile)
                        .forEach(point -> tip.add(curve.series().name() + " " + Texts.time(point.y())));
            }
            tips.add(tip);
        }
        frame.ears(places, tips);
    }

    private static String name(double percentile) {
        return "p" + Texts.number(percentile > 99.9 ? Math.rint(percentile * 1e4) / 1e4 : percentile);
    }

    private static double oneIn(double percentile) {
        return 100 / (100 - percentile);
    }

    private static Point oneIn(Point point) {
        return new Point(oneIn(point.x()), point.y());
    }

    static double rates(Chart.Rates chart, Svg svg, double width) {
        List<Point> points = chart.lines().stream()
                .flatMap(line -> Stream.of(line.p50(), line.p99(), line.p999()))
                .flatMap(List::stream)
                .toList();
        Frame frame = new Frame(
                svg,
                width,
                Scale.log("offered rate", 10, points.stream().map(Point::x).toList(), Texts::rate),
                Scale.log("latency", 10, points.stream().map(Point::y).toList(), Texts::time),
                chart.lines().stream().map(line -> Entry.of(line.series())).toList());
        for (Chart.Rated line : chart.lines()) {
            rated(frame, line.series(), line.p50(), "p50 ", 2);
            rated(frame, line.series(), line.p99(), "p99 ", 1);
            rated(frame, line.series(), line.p999(), "p99.9 ", 1);
        }
        return frame.height();
    }

    /// The middle is filled, the high one hollow.
    private static void rated(Frame frame, Chart.Series series, List<Point> points, String which, double width) {
        frame.line(points, Colour.of(series), width, Frame.dashes(series));
        points.forEach(point -> frame.sign(
                point.x(),
                point.y(),
                series,
                width > 1,
                List.of(series.name(), which + Texts.time(point.y()) + " at " + Texts.rate(point.x()))));
    }

    static double swept(Chart.Swept chart, Svg svg, double width) {
        List<Point> points =
                chart.lines().stream().flatMap(line -> line.points().stream()).toList();
        List<Double> numbers = points.stream().map(Point::x).toList();
        Frame frame = new Frame(
                svg,
                width,
                chart.fromZero()
                        ? Scale.linear(chart.axis(), numbers, Texts::number)
                        : Scale.log(chart.axis(), 2, numbers, Texts::number),
                Scale.log(
                        "time of an operation",
                        10,
                        points.stream().map(Point::y).toList(),
                        Texts::time),
                chart.lines().stream().map(line -> Entry.of(line.series())).toList());
        for (Chart.Line line : chart.lines()) {
            signed(frame, line, point -> Texts.time(point.y()) + " at " + Texts.number(point.x()) + " " + chart.axis());
        }
        return frame.height();
    }

    static double cold(Chart.Cold chart, Svg svg, double width) {
        List<Point> points =
                chart.lines().stream().flatMap(line -> line.points().stream()).toList();
        Frame frame = new Frame(
                svg,
                width,
                Scale.log(
                        "operations that a worker has done",
                        10,
                        points.stream().map(Point::x).toList(),
                        Texts::number),
                Scale.log(
                        "time of an operation",
                        10,
                        points.stream().map(Point::y).toList(),
                        Texts::time),
                chart.lines().stream().map(line -> Entry.of(line.series())).toList());
        for (Chart.Line line : chart.lines()) {
            signed(
                    frame,
                    line,
                    point -> Texts.time(point.y()) + " up to operation " + Texts.number(point.x()) + " of a worker");
        }
        return frame.height();
    }

    static double crowded(Chart.Crowded chart, Svg svg, double width) {
        DoubleFunction<String> text = switch (chart.figure()) {
            case THROUGHPUT -> Texts::rate;
            case LONGEST_WAIT -> Texts::time;
        };
        List<Point> points =
                chart.lines().stream().flatMap(line -> line.points().stream()).toList();
        Frame frame = new Frame(
                svg,
                width,
                Scale.log(
                        "threads for each core",
                        2,
                        points.stream().map(Point::x).toList(),
                        Texts::number),
                Scale.log(
                        switch (chart.figure()) {
                            case THROUGHPUT -> "operations of all workers";
                            case LONGEST_WAIT -> "longest wait";
                        },
                        10,
                        points.stream().map(Point::y).toList(),
                        text),
                chart.lines().stream().map(line -> Entry.of(line.series())).toList());
        for (Chart.Line line : chart.lines()) {
            signed(
                    frame,
                    line,
                    point -> text.apply(point.y()) + " at " + Texts.number(point.x()) + " threads for each core");
        }
        return frame.height();
    }

    /// A line with a sign at each point, which says its figures.
    private static void signed(Frame frame, Chart.Line line, Function<Point, String> figures) {
        Chart.Series series = line.series();
        frame.line(line.points(), Colour.of(series), 2, Frame.dashes(series));
        line.points()
                .forEach(point ->
                        frame.sign(point.x(), point.y(), series, true, List.of(series.name(), figures.apply(point))));
    }

    static double goodput(Chart.Goodput chart, Svg svg, double width) {
        List<Point> points =
                chart.lines().stream().flatMap(line -> line.points().stream()).toList();
        List<Double> offered = new ArrayList<>(List.of(1.0));
        List<Double> done = new ArrayList<>(List.of(1.0));
        points.forEach(point -> {
            offered.add(point.x());
            done.add(point.y());
        });
        double most = most(offered);
        List<Entry> legend = new ArrayList<>(List.of(new Entry("all of it", Colour.FAINT, -1, Frame.DOTTED)));
        chart.lines().forEach(line -> legend.add(Entry.of(line.series())));
        Frame frame = new Frame(
                svg,
                width,
                Scale.linear("offered, over the closed loop's rate", offered, Texts::number),
                Scale.linear("done, over the closed loop's rate", done, Texts::number),
                legend);
        double bend = Math.min(most, most(done));
        frame.line(List.of(new Point(0, 0), new Point(bend, bend)), Colour.FAINT, 1, Frame.DOTTED);
        for (Chart.OverloadedLine line : chart.lines()) {
            Chart.Series series = line.series();
            frame.line(line.points(), Colour.of(series), 2, Frame.dashes(series));
            for (int i = 0; i < line.points().size(); i++) {
                Point point = line.points().get(i);
                frame.sign(
                        point.x(),
                        point.y(),
                        series,
                        true,
                        List.of(series.name(), line.said().get(i)));
            }
        }
        return frame.height();
    }

    static double speedup(Chart.Speedup chart, Svg svg, double width) {
        List<Chart.Step> steps =
                chart.lines().stream().flatMap(line -> line.steps().stream()).toList();
        double most = most(steps.stream().map(Chart.Step::n).toList());
        List<Double> values = ends(steps);
        values.addAll(List.of(1.0, most));
        steps.forEach(step -> values.addAll(step.forks()));
        List<Entry> legend = new ArrayList<>(List.of(new Entry("ideal", Colour.FAINT, -1, Frame.DOTTED)));
        chart.lines().forEach(line -> legend.add(Entry.of(line.series())));
        Frame frame = new Frame(
                svg,
                width,
                Scale.log(chart.axis(), 2, List.of(1.0, most), Texts::number),
                Scale.ratios(chart.speedup(), values),
                legend);
        frame.line(List.of(new Point(1, 1), new Point(most, most)), Colour.FAINT, 1, Frame.DOTTED);
        for (Chart.Scaled line : chart.lines()) {
            Chart.Series series = line.series();
            frame.line(
                    line.steps().stream()
                            .map(step -> new Point(step.n(), step.speedup().value()))
                            .toList(),
                    Colour.of(series),
                    2,
                    Frame.dashes(series));
            line.steps().forEach(step -> frame.step(step, series, tip(series, step, " " + chart.axis())));
        }
        return frame.height();
    }

    private static List<String> tip(Chart.Series series, Chart.Step step, String of) {
        return List.of(series.name(), step.speedup().text() + " with " + Texts.number(step.n()) + of);
    }

    static double laws(Chart.Laws chart, Svg svg, double width) {
        List<Chart.Step> steps = chart.measured().steps();
        List<Point> amdahl = chart.amdahl().map(Chart.Law::points).orElse(List.of());
        List<Point> usl = chart.usl().map(Chart.Law::points).orElse(List.of());
        double most = most(
                Stream.concat(steps.stream().map(Chart.Step::n), usl.stream().map(Point::x))
                        .toList());
        Optional<Chart.Value> bound = chart.bound().filter(value -> value.value() <= FAR * most);
        List<Double> values = ends(steps);
        values.addAll(List.of(1.0, most));
        steps.forEach(step -> values.addAll(step.forks()));
        Stream.concat(amdahl.stream(), usl.stream()).map(Point::y).forEach(values::add);
        bound.ifPresent(value -> values.add(value.value()));
        Chart.Series series = chart.measured().series();
        List<Entry> legend = new ArrayList<>(List.of(
                new Entry(series.name(), Colour.of(series), series.sign(), ""),
                new Entry("ideal", Colour.FAINT, -1, Frame.DOTTED)));
        chart.amdahl().ifPresent(law -> legend.add(new Entry(name("Amdahl", law), Colour.INK, -1, "")));
        bound.ifPresent(value -> legend.add(new Entry("S_inf " + value.text(), Colour.INK, -1, Frame.DOTTED)));
        chart.usl().ifPresent(law -> legend.add(new Entry(name("USL", law), Colour.NONE, -1, "6 4")));
        chart.peak().ifPresent(value -> legend.add(new Entry("n* " + value.text(), Colour.NONE, -1, Frame.DOTTED)));
        Scale up = Scale.log("speedup S_n", 2, values, Texts::ratio);
        Frame frame = new Frame(svg, width, Scale.log("workers n", 2, List.of(1.0, most), Texts::number), up, legend);
        frame.line(List.of(new Point(1, 1), new Point(most, most)), Colour.FAINT, 1, Frame.DOTTED);
        frame.line(amdahl, Colour.INK, 2, "");
        frame.line(usl, Colour.NONE, 2, "6 4");
        bound.ifPresent(value -> frame.line(
                List.of(new Point(1, value.value()), new Point(most, value.value())), Colour.INK, 2, Frame.DOTTED));
        chart.peak()
                .ifPresent(value -> frame.line(
                        List.of(new Point(value.value(), up.from()), new Point(value.value(), up.to())),
                        Colour.NONE,
                        2,
                        Frame.DOTTED));
        steps.forEach(step -> frame.step(step, series, tip(series, step, " workers")));
        return frame.height();
    }

    private static String name(String law, Chart.Law fitted) {
        return fitted.followed() ? law : law + ", not followed";
    }

    private static double most(List<Double> values) {
        return Math.max(2, values.stream().max(Double::compare).orElse(2.0));
    }

    private static List<Double> ends(List<Chart.Step> steps) {
        return new ArrayList<>(steps.stream()
                .flatMapToDouble(step -> step.speedup().ends())
                .boxed()
                .toList());
    }
}
