// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.chart.Chart;
import dev.duality.results.picture.Canvas.Point;
import dev.duality.results.statistics.Digits;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// A chart's data as a plot, for each kind of chart the same as on the page.
final class Plots {
    /// Longer names leave no room for what they name.
    private static final int LONGEST_NAME = 64;

    /// Percentiles that have a sign.
    private static final Set<Double> MARKED = Set.of(50.0, 90.0, 99.0, 99.9, 99.99);

    private static final double LETTER = 7; // how wide one is, as good as
    private static final double FRAME = 60; // left and right of all

    private static final double HEADLINE = 1.6; // times as large

    private static final double FAR = 200; // a bound so many times beyond all points would leave no room for them

    private Plots() {}

    static Canvas of(Chart chart) {
        JsonNode data = chart.data();
        return switch (chart.kind()) {
            case "gaps" -> gaps(data);
            case "latency" -> latency(data);
            case "rates" -> rates(data);
            case "speedup" -> speedup(data);
            case "laws" -> laws(data);
            case "waits" -> waits(data);
            case "waterfall" -> waterfall(data);
            case "crossover" -> crossover(data);
            default -> throw new IllegalArgumentException("no plot for a chart of kind " + chart.kind());
        };
    }

    private static Canvas gaps(JsonNode data) {
        List<JsonNode> gaps = all(data, "rows");
        List<String> plain = gaps.stream()
                .map(gap -> text(gap, "workload") + " " + text(gap, "name"))
                .toList();
        Map<String, Long> times = plain.stream().collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < gaps.size(); i++) {
            String name = plain.get(i);
            names.add(brief(times.get(name) > 1 ? name + ", " + text(gaps.get(i), "setting") : name));
        }
        List<String> labels = gaps.stream()
                .map(gap -> text(gap, "text") + " " + text(gap, "grade"))
                .toList();
        Axis across = Axis.ratios("messages over shared memory", Axis.with(ends(gaps, "ratio"), 1))
                .withRoom(room(names, labels));
        Canvas canvas = new Canvas(across, Axis.names(null, names)).downwards();
        canvas.ruler(1, -0.5, 1, gaps.size() - 0.5, Look.INK, Look.THICK);
        for (int i = 0; i < gaps.size(); i++) {
            JsonNode gap = gaps.get(i);
            double ratio = number(gap, "ratio");
            double high = number(gap, "high", ratio);
            canvas.signs(
                    List.of(Point.across(ratio, number(gap, "low", ratio), high, i)),
                    Look.winner(text(gap, "direction")),
                    Look.larger(Look.sign(0), gap.get("headline").asBoolean() ? HEADLINE : 1),
                    gap.get("fair").asBoolean());
            canvas.textBeside(high, i, gap.get("headline").asBoolean() && high == ratio ? HEADLINE : 1, labels.get(i));
        }
        return canvas;
    }

    private static Canvas latency(JsonNode data) {
        List<JsonNode> lines = all(data, "lines");
        List<Double> oneIn = new ArrayList<>(List.of(1.0));
        List<Double> nanos = new ArrayList<>();
        lines.forEach(line -> {
            curve(line).forEach(point -> {
                oneIn.add(point.x());
                nanos.add(point.y());
            });
            worst(line).forEach(point -> {
                oneIn.add(point.x());
                nanos.add(point.y());
            });
        });
        Canvas canvas = new Canvas(
                Axis.log("percentile", 10, oneIn, Axis::percentile), Axis.log("latency", 10, nanos, Axis::time));
        for (JsonNode line : lines) {
            Look look = Look.of(line);
            canvas.line(curve(line), look.colour(), look.stroke());
            List<Point> marked = new ArrayList<>(worst(line));
            for (JsonNode point : line.get("points")) {
                if (MARKED.contains(point.get(0).asDouble())) {
                    marked.add(atPercentile(point));
                }
            }
            canvas.signs(marked, look.colour(), look.sign(), true);
            canvas.legend(text(line, "name"), look);
        }
        return canvas;
    }

    private static List<Point> curve(JsonNode line) {
        return points(line, "points").map(Plots::atPercentile).toList();
    }

    private static Point atPercentile(JsonNode point) {
        return Point.of(100 / (100 - point.get(0).asDouble()), point.get(1).asDouble());
    }

    /// One in all, if it is known.
    private static List<Point> worst(JsonNode line) {
        JsonNode worst = line.get("worst");
        return worst == null
                ? List.of()
                : List.of(Point.of(worst.get(0).asDouble(), worst.get(1).asDouble()));
    }

    private static Canvas rates(JsonNode data) {
        List<JsonNode> lines = all(data, "lines");
        List<Point> points = lines.stream()
                .flatMap(line -> Stream.concat(points(line, "p50"), points(line, "p99")))
                .map(Plots::pair)
                .toList();
        Canvas canvas = new Canvas(
                Axis.log("offered rate", 10, points.stream().map(Point::x).toList(), Axis::rate),
                Axis.log(
                        "latency, p50 and p99",
                        10,
                        points.stream().map(Point::y).toList(),
                        Axis::time));
        for (JsonNode line : lines) {
            Look look = Look.of(line);
            canvas.both(points(line, "p50").map(Plots::pair).toList(), look);
            canvas.line(points(line, "p99").map(Plots::pair).toList(), look.colour(), Look.DOTTED);
            canvas.signs(
                    points(line, "p99").map(Plots::pair).toList(), look.colour(), Look.larger(look.sign(), 0.7), false);
            canvas.legend(text(line, "name"), look);
        }
        return canvas;
    }

    private static Canvas speedup(JsonNode data) {
        List<JsonNode> lines = all(data, "lines");
        List<JsonNode> points =
                lines.stream().flatMap(line -> all(line, "points").stream()).toList();
        double most = Math.max(
                2,
                points.stream()
                        .mapToDouble(point -> number(point, "threads"))
                        .max()
                        .orElse(2));
        Canvas canvas = new Canvas(
                Axis.log("threads", 2, List.of(1.0, most), Axis::ratio),
                Axis.ratios("speedup T1/Tn", Axis.with(ends(points, "ratio"), 1, most)));
        ideal(canvas, most);
        for (JsonNode line : lines) {
            canvas.both(
                    all(line, "points").stream()
                            .map(point -> interval(point, number(point, "threads"), "ratio"))
                            .toList(),
                    Look.of(line));
            canvas.legend(text(line, "name"), Look.of(line));
        }
        return canvas;
    }

    private static void ideal(Canvas canvas, double most) {
        canvas.line(List.of(Point.of(1, 1), Point.of(most, most)), Look.FAINT, Look.DOTTED);
        canvas.legend("ideal", Look.FAINT, Look.DOTTED);
    }

    private static Canvas laws(JsonNode data) {
        JsonNode measured = data.get("measured");
        List<JsonNode> points = all(measured, "points");
        List<Point> amdahl = points(data, "amdahl").map(Plots::pair).toList();
        List<Point> usl = points(data, "usl").map(Plots::pair).toList();
        double most = Stream.concat(
                        points.stream().map(point -> number(point, "n")),
                        usl.stream().map(Point::x))
                .max(Double::compare)
                .map(n -> Math.max(2, n))
                .orElse(2.0);
        JsonNode bound = data.get("bound");
        boolean bounded = bound != null && number(bound, "value") <= FAR * most;
        List<Double> speedups = new ArrayList<>(Axis.with(ends(points, "value"), 1, most));
        Stream.concat(amdahl.stream(), usl.stream()).map(Point::y).forEach(speedups::add);
        if (bounded) {
            speedups.add(number(bound, "value"));
        }
        Canvas canvas = new Canvas(
                Axis.log("workers n", 2, List.of(1.0, most), Axis::ratio),
                Axis.log("speedup S_n", 2, speedups, Axis::ratio));
        ideal(canvas, most);
        law(canvas, "Amdahl", amdahl, data.get("amdahlFollowed"), Look.INK);
        law(canvas, "USL", usl, data.get("uslFollowed"), Look.NONE);
        if (bounded) {
            double at = number(bound, "value");
            canvas.line(List.of(Point.of(1, at), Point.of(most, at)), Look.INK, Look.DOTTED);
            canvas.legend("S_inf " + text(bound, "text"), Look.INK, Look.DOTTED);
        }
        JsonNode peak = data.get("peak");
        if (peak != null) {
            double at = number(peak, "value");
            double least = speedups.stream().min(Double::compare).orElseThrow();
            double highest = speedups.stream().max(Double::compare).orElseThrow();
            canvas.line(List.of(Point.of(at, least), Point.of(at, highest)), Look.NONE, Look.DOTTED);
            canvas.legend("n* " + text(peak, "text"), Look.NONE, Look.DOTTED);
        }
        Look look = Look.of(measured);
        for (boolean cores : new boolean[] {true, false}) {
            canvas.signs(
                    points.stream()
                            .filter(point -> point.get("cores").asBoolean() == cores)
                            .map(point -> interval(point, number(point, "n"), "value"))
                            .toList(),
                    look.colour(),
                    look.sign(),
                    cores);
        }
        canvas.legend(text(measured, "name"), look.sign(), look.colour());
        return canvas;
    }

    private static void law(Canvas canvas, String name, List<Point> curve, JsonNode followed, Color colour) {
        if (!curve.isEmpty()) {
            canvas.line(curve, colour, Look.THICK);
            canvas.legend(
                    followed != null && followed.asBoolean() ? name : name + ", not followed", colour, Look.THICK);
        }
    }

    private static Canvas waits(JsonNode data) {
        List<JsonNode> kernels = all(data, "kernels");
        List<String> names =
                kernels.stream().map(kernel -> brief(text(kernel, "name"))).toList();
        List<Double> nanos = kernels.stream()
                .flatMap(kernel -> all(kernel, "waits").stream())
                .map(wait -> number(wait, "ns"))
                .toList();
        Canvas canvas =
                new Canvas(Axis.log("time per operation", 10, nanos, Axis::time), Axis.names(null, names)).downwards();
        Map<String, List<Point>> byWait = new LinkedHashMap<>();
        for (int i = 0; i < kernels.size(); i++) {
            for (JsonNode wait : all(kernels.get(i), "waits")) {
                byWait.computeIfAbsent(text(wait, "wait"), _ -> new ArrayList<>())
                        .add(Point.of(number(wait, "ns"), i));
            }
        }
        List<Color> colours = List.of(
                Look.SHM.getFirst(), Look.MESSAGING.getFirst(), Look.SHM.get(1), Look.MESSAGING.get(1), Look.NONE);
        int n = 0;
        for (Map.Entry<String, List<Point>> wait : byWait.entrySet()) {
            Color colour = colours.get(n % colours.size());
            canvas.signs(wait.getValue(), colour, Look.sign(n), true);
            canvas.legend(wait.getKey(), Look.sign(n), colour);
            n++;
        }
        return canvas;
    }

    private static Canvas waterfall(JsonNode data) {
        List<JsonNode> bars = all(data, "bars");
        List<String> names = bars.stream().map(bar -> brief(text(bar, "name"))).toList();
        Axis across = Axis.linear("ns of a round trip");
        double least = 0;
        double most = 0;
        for (JsonNode bar : bars) {
            double from = number(bar, "from");
            double to = from + number(bar, "high", number(bar, "ns"));
            least = Math.min(least, Math.min(from, to));
            most = Math.max(most, Math.max(from, to));
        }
        across.axis().setRange(least, most);
        across.withRoom(room(names, List.of("+" + Digits.three(most))));
        Canvas canvas = new Canvas(across, Axis.names(null, names)).downwards();
        canvas.line(List.of(), Look.INK, Look.THIN); // without any there are no rules
        for (int i = 0; i < bars.size(); i++) {
            JsonNode bar = bars.get(i);
            double from = number(bar, "from");
            double nanos = number(bar, "ns");
            double low = from + number(bar, "low", nanos);
            double high = from + number(bar, "high", nanos);
            canvas.box(from, i - 0.28, from + nanos, i + 0.28, fill(bar));
            canvas.ruler(low, i, high, i, Look.INK, Look.THIN);
            boolean added = text(bar, "kind").equals("step") && from > 0 && nanos > 0;
            canvas.textBeside(
                    Math.max(Math.max(from, from + nanos), high), i, 1, (added ? "+" : "") + text(bar, "text"));
        }
        return canvas;
    }

    private static Color fill(JsonNode bar) {
        return switch (text(bar, "kind")) {
            case "measured" -> Look.INK;
            case "sum" -> Look.NONE;
            default -> number(bar, "ns") < 0 ? Look.SHM.get(1) : Look.MESSAGING.getFirst();
        };
    }

    private static Canvas crossover(JsonNode data) {
        List<JsonNode> points = all(data, "points");
        List<Long> lines = new ArrayList<>(distinct(points, "lines"));
        List<Long> thinks = new ArrayList<>(distinct(points, "think"));
        Canvas canvas = new Canvas(
                        Axis.names("lines", lines.stream().map(String::valueOf).toList()),
                        Axis.names(
                                "think ns", thinks.stream().map(String::valueOf).toList()))
                .withoutRules();
        Map<String, String> marks = Map.of("less", " *", "no_difference", " ~", "unknown", " ?");
        for (JsonNode point : points) {
            double x = lines.indexOf(point.get("lines").asLong());
            double y = thinks.indexOf(point.get("think").asLong());
            double far = Math.min(1, Math.abs(Math.log(number(point, "ratio")) / Math.log(2)) / 4);
            Color winner = Look.winner(text(point, "direction"));
            canvas.box(
                    x - 0.48,
                    y - 0.48,
                    x + 0.48,
                    y + 0.48,
                    new Color(winner.getRed(), winner.getGreen(), winner.getBlue(), (int) (255 * (0.15 + 0.4 * far))));
            canvas.textAt(x, y, text(point, "text") + marks.getOrDefault(text(point, "direction"), ""));
        }
        for (JsonNode crossing : all(data, "crossings")) {
            crossing(canvas, lines, thinks.indexOf(crossing.get("think").asLong()), number(crossing, "lines"));
        }
        return canvas;
    }

    /// Between the two numbers of lines between which the fitted line crosses.
    private static void crossing(Canvas canvas, List<Long> lines, int y, double at) {
        for (int i = 0; i + 1 < lines.size(); i++) {
            double low = lines.get(i);
            double high = lines.get(i + 1);
            if (low <= at && at < high) {
                double x = i + Math.log(at / low) / Math.log(high / low);
                canvas.ruler(x, y - 0.5, x, y - 0.25, Look.INK, Look.THICK);
                canvas.ruler(x, y + 0.25, x, y + 0.5, Look.INK, Look.THICK);
            }
        }
    }

    /// For labels beside the last values, as a part of what the axis has without.
    private static double room(List<String> names, List<String> labels) {
        double plot = Picture.WIDTH - FRAME - LETTER * longest(names);
        double label = LETTER * (longest(labels) + 3);
        return label / Math.max(label, plot - label);
    }

    private static int longest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static Set<Long> distinct(List<JsonNode> points, String name) {
        return points.stream().map(point -> point.get(name).asLong()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Point interval(JsonNode point, double x, String name) {
        double y = number(point, name);
        return Point.up(x, y, number(point, "low", y), number(point, "high", y));
    }

    private static Point pair(JsonNode pair) {
        return Point.of(pair.get(0).asDouble(), pair.get(1).asDouble());
    }

    private static Stream<JsonNode> points(JsonNode node, String name) {
        return all(node, name).stream();
    }

    private static List<JsonNode> all(JsonNode node, String name) {
        JsonNode list = node.get(name);
        return list == null
                ? List.of()
                : StreamSupport.stream(list.spliterator(), false).toList();
    }

    /// Values, and the ends of their intervals.
    private static List<Double> ends(List<JsonNode> points, String name) {
        List<Double> ends = new ArrayList<>();
        for (JsonNode point : points) {
            double value = number(point, name);
            ends.add(value);
            ends.add(number(point, "low", value));
            ends.add(number(point, "high", value));
        }
        return ends;
    }

    private static String text(JsonNode node, String name) {
        return node.get(name).asString();
    }

    private static double number(JsonNode node, String name) {
        return node.get(name).asDouble();
    }

    private static double number(JsonNode node, String name, double otherwise) {
        JsonNode value = node.get(name);
        return value == null ? otherwise : value.asDouble();
    }

    private static String brief(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 4) + " ...";
    }
}
