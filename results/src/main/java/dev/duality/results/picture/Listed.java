// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.chart.Chart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Draws charts that are lists: a name at the left, its figure on a common axis, and what it is in letters at the
/// right, where nothing is drawn over it.
final class Listed {
    private static final double NARROW = 560; // a phone
    private static final double LINE = 15; // of a name
    private static final double ROW = 13; // beside its lines
    private static final double BELOW = 44;
    private static final double SIGN = 9; // so that a sign at an end is whole

    private static final List<Colour> WAITS =
            List.of(Colour.SHM0, Colour.MESSAGING0, Colour.SHM1, Colour.MESSAGING1, Colour.NONE);

    private final Svg svg;
    private final double width;
    private final Scale scale;
    private final double left;
    private final double right;
    private final double top;
    private final List<List<String>> names;
    private final List<String> labels;

    private Listed(Svg svg, double width, double top, Scale scale, List<String> names, List<String> labels) {
        this.svg = svg;
        this.width = width;
        this.scale = scale;
        this.top = top;
        this.labels = labels;
        double most = width * (width < NARROW ? 0.36 : 0.34);
        this.names =
                names.stream().map(name -> Letters.wrap(name, most, Svg.SIZE)).toList();
        left = 10
                + this.names.stream()
                        .mapToDouble(lines -> Letters.widest(lines, Svg.SIZE))
                        .max()
                        .orElse(0);
        right = width - 14 - Letters.widest(labels, Svg.SIZE);
    }

    private double height(int row) {
        return ROW + LINE * names.get(row).size();
    }

    private double bottom() {
        double bottom = top;
        for (int i = 0; i < names.size(); i++) {
            bottom += height(i);
        }
        return bottom;
    }

    private double x(double value) {
        return scale.at(value, left + SIGN, right - SIGN);
    }

    /// The drawing of one row, around its middle.
    @FunctionalInterface
    private interface Row {
        void draw(int row, double y, double high);
    }

    private double draw(Row row) {
        double bottom = bottom();
        List<Double> named = scale.named(left + SIGN, right - SIGN, true, Svg.SIZE);
        for (double tick : named) {
            svg.line(x(tick), top, x(tick), bottom, Colour.RULE, 1);
        }
        double y = top;
        for (int i = 0; i < names.size(); i++) {
            double high = height(i);
            row.draw(i, y + high / 2, high);
            y += high;
        }
        svg.line(left, bottom, right, bottom, Colour.FAINT, 1);
        for (double tick : named) {
            double half = Letters.width(scale.text(tick), Svg.SIZE) / 2;
            svg.text(Math.min(x(tick), width - half), bottom + 17, "middle", Colour.FAINT, scale.text(tick));
        }
        svg.text((left + right) / 2, bottom + 35, "middle", Colour.FAINT, scale.name());
        return bottom + BELOW;
    }

    private void words(int row, double y) {
        List<String> lines = names.get(row);
        for (int i = 0; i < lines.size(); i++) {
            double at = y + 4 + (i - (lines.size() - 1) / 2.0) * LINE;
            svg.text(left - 8, at, "end", Colour.INK, lines.get(i));
        }
        if (!labels.isEmpty()) {
            svg.text(right + 8, y + 4, "start", Colour.INK, labels.get(row));
        }
    }

    /// @return how high it is
    static double gaps(Chart.Gaps chart, Svg svg, double width) {
        List<Chart.Gap> gaps = chart.gaps();
        List<String> plain =
                gaps.stream().map(gap -> gap.workload() + " " + gap.name()).toList();
        Map<String, Long> times =
                plain.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        List<String> names = new ArrayList<>(); // with the setting where the name does not tell them apart
        for (int i = 0; i < gaps.size(); i++) {
            String name = plain.get(i);
            names.add(times.get(name) > 1 ? name + ", " + gaps.get(i).setting() : name);
        }
        List<Double> values = new ArrayList<>(List.of(1.0));
        gaps.forEach(gap -> {
            gap.ratio().ends().forEach(values::add);
            values.addAll(gap.forks());
        });
        Listed list = new Listed(
                svg,
                width,
                4,
                Scale.ratios("messages over shared memory", values),
                names,
                gaps.stream()
                        .map(gap -> text(gap.ratio(), width) + gap.mark() + " " + gap.grade())
                        .toList());
        double one = list.x(1);
        return list.draw((i, y, high) -> {
            Chart.Gap gap = gaps.get(i);
            if (i == 0) {
                svg.line(one, list.top, one, list.bottom(), Colour.INK, 1.5);
            }
            if (svg.inPage()) {
                svg.open("a", "class", "mark", "href", "#row:" + gap.row());
            } else {
                svg.open("g");
            }
            svg.tip(List.of(
                    gap.workload() + " " + gap.name(),
                    gap.ratio().text() + " x " + gap.against() + ", by " + gap.measure(),
                    gap.setting() + "; grade " + gap.grade() + (gap.fair() ? "" : "; not of equal terms")));
            if (svg.inPage()) {
                svg.ear(0, y - high / 2, width, high);
            }
            list.words(i, y);
            Colour colour = Colour.winner(gap.direction());
            list.ratio(y, gap.ratio(), gap.forks(), colour);
            svg.sign(list.x(gap.ratio().value()), y, 0, colour, gap.fair(), gap.headline() ? 1.6 : 1);
            svg.close();
        });
    }

    /// Such as `1.90 [1.80, 2.10]?`; on a phone without the interval, but never without the `?`.
    private static String text(Chart.Value ratio, double width) {
        String text = ratio.text();
        int interval = text.indexOf(" [");
        return width >= NARROW || interval < 0 ? text : text.substring(0, interval) + (text.endsWith("?") ? "?" : "");
    }

    /// Its interval, and a dot for each fork below it.
    private void ratio(double y, Chart.Value ratio, List<Double> forks, Colour colour) {
        if (ratio.interval().isPresent()) {
            svg.whisker(x(ratio.low()), y, x(ratio.high()), y, colour, 2);
        }
        forks.forEach(fork -> svg.draw("circle", "cx", x(fork), "cy", y + 11, "r", "1.5", "fill", colour));
    }

    /// @return how high it is
    static double ratios(Chart.Ratios chart, Svg svg, double width) {
        List<Chart.Item> items = chart.items();
        List<Double> values = new ArrayList<>(List.of(1.0));
        items.forEach(item -> {
            item.ratio().ends().forEach(values::add);
            values.addAll(item.forks());
        });
        Listed list = new Listed(
                svg,
                width,
                4,
                Scale.ratios(chart.axis(), values),
                items.stream().map(Chart.Item::name).toList(),
                items.stream().map(item -> text(item.ratio(), width)).toList());
        double one = list.x(1);
        return list.draw((i, y, _) -> {
            Chart.Item item = items.get(i);
            if (i == 0) {
                svg.line(one, list.top, one, list.bottom(), Colour.INK, 1.5);
            }
            svg.open("g", "class", "mark");
            svg.tip(item.said());
            list.words(i, y);
            Colour colour = Colour.of(item.tone());
            list.ratio(y, item.ratio(), item.forks(), colour);
            svg.sign(list.x(item.ratio().value()), y, 0, colour, item.sure(), 1);
            svg.close();
        });
    }

    static double neighbours(Chart.Neighbours chart, Svg svg, double width) {
        return ratios(new Chart.Ratios(chart.title(), "beside a neighbour over alone", chart.items()), svg, width);
    }

    static double waits(Chart.Waits chart, Svg svg, double width) {
        return byWay(chart.kernels(), "pause", svg, width);
    }

    static double collectors(Chart.Collectors chart, Svg svg, double width) {
        return byWay(chart.kernels(), "g1", svg, width);
    }

    /// @param base that ratios are over
    private static double byWay(List<Chart.KernelWaits> kernels, String base, Svg svg, double width) {
        Set<String> waits = new LinkedHashSet<>();
        kernels.forEach(kernel -> kernel.waits().forEach(one -> waits.add(one.way())));
        List<String> order = List.copyOf(waits);
        double top = legend(svg, width, order);
        List<Double> nanos = kernels.stream()
                .flatMap(kernel -> kernel.waits().stream())
                .map(Chart.Waited::nanos)
                .toList();
        Listed list = new Listed(
                svg,
                width,
                top + 6,
                Scale.log("time per operation", 10, nanos, Texts::time),
                kernels.stream().map(Chart.KernelWaits::name).toList(),
                List.of());
        return list.draw((i, y, high) -> {
            Chart.KernelWaits kernel = kernels.get(i);
            list.words(i, y);
            for (Chart.Waited one : kernel.waits()) {
                int n = order.indexOf(one.way());
                svg.open("g", "class", "mark");
                svg.tip(List.of(
                        kernel.name(),
                        one.way() + ": " + Texts.time(one.nanos()) + " an operation"
                                + one.ratio()
                                        .map(ratio -> ", " + ratio + " x that by " + base)
                                        .orElse("")));
                svg.sign(list.x(one.nanos()), y, n, WAITS.get(n % WAITS.size()), true, 1.2);
                svg.close();
            }
        });
    }

    static double fairness(Chart.Fairness chart, Svg svg, double width) {
        List<Chart.Shared> rows = chart.rows();
        List<Double> shares = new ArrayList<>(List.of(2.0));
        rows.forEach(row -> shares.addAll(row.shares()));
        Listed list = new Listed(
                svg,
                width,
                4,
                Scale.linear("operations of a worker, over an equal share", shares, Texts::number),
                rows.stream().map(Chart.Shared::name).toList(),
                rows.stream().map(Chart.Shared::jain).toList());
        double one = list.x(1);
        return list.draw((i, y, high) -> {
            Chart.Shared row = rows.get(i);
            if (i == 0) {
                svg.line(one, list.top, one, list.bottom(), Colour.INK, 1.5);
            }
            list.words(i, y);
            svg.open("g", "class", "mark");
            svg.tip(row.said());
            Colour colour = row.shared() ? Colour.SHM0 : Colour.MESSAGING0;
            if (!row.shares().isEmpty()) {
                svg.whisker(
                        list.x(row.shares().getFirst()), y, list.x(row.shares().getLast()), y, colour, 2);
            }
            row.shares().forEach(share -> svg.sign(list.x(share), y, 0, colour, row.shared(), 1));
            svg.close();
        });
    }

    private static double legend(Svg svg, double width, List<String> waits) {
        double x = 0;
        double y = 10;
        for (int n = 0; n < waits.size(); n++) {
            double wide = 26 + Letters.width(waits.get(n), Svg.SIZE);
            if (x > 0 && x + wide > width) {
                x = 0;
                y += 20;
            }
            svg.sign(x + 8, y, n, WAITS.get(n % WAITS.size()), true, 1.2);
            svg.text(x + 18, y + 4, "start", Colour.INK, waits.get(n));
            x += wide;
        }
        return y + 10;
    }

    static double waterfall(Chart.Waterfall chart, Svg svg, double width) {
        List<Chart.Bar> bars = chart.bars();
        List<Double> ends = bars.stream()
                .flatMap(bar ->
                        Stream.concat(Stream.of(bar.from()), bar.nanos().ends().mapToObj(end -> bar.from() + end)))
                .toList();
        Listed list = new Listed(
                svg,
                width,
                4,
                Scale.linear("ns of a round trip", ends, Texts::number),
                bars.stream().map(Chart.Bar::name).toList(),
                bars.stream().map(Listed::text).toList());
        return list.draw((i, y, high) -> {
            Chart.Bar bar = bars.get(i);
            double from = list.x(bar.from());
            double to = list.x(bar.from() + bar.nanos().value());
            list.words(i, y);
            svg.open("g", "class", "mark " + bar.kind().name().toLowerCase(Locale.ROOT));
            svg.tip(List.of(bar.name(), text(bar) + " ns"));
            svg.draw(
                    "rect",
                    "x",
                    Math.min(from, to),
                    "y",
                    y - 8,
                    "width",
                    Math.max(1, Math.abs(to - from)),
                    "height",
                    16.0,
                    "fill",
                    fill(bar));
            if (bar.nanos().interval().isPresent()) {
                svg.whisker(
                        list.x(bar.from() + bar.nanos().low()),
                        y,
                        list.x(bar.from() + bar.nanos().high()),
                        y,
                        Colour.INK,
                        1);
            }
            svg.close();
        });
    }

    private static String text(Chart.Bar bar) {
        boolean added = bar.kind() == Chart.Bar.Kind.STEP
                && bar.from() > 0
                && bar.nanos().value() > 0;
        return (added ? "+" : "") + bar.nanos().text();
    }

    private static Colour fill(Chart.Bar bar) {
        return switch (bar.kind()) {
            case MEASURED -> Colour.INK;
            case SUM -> Colour.NONE;
            case STEP -> bar.nanos().value() < 0 ? Colour.SHM1 : Colour.MESSAGING0;
        };
    }
}
