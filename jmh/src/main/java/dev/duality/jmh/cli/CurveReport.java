// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.PlainText;
import dev.duality.results.statistics.Digits;
import dev.duality.results.table.Format;
import dev.duality.results.table.JsonText;
import dev.duality.results.table.Table;
import dev.duality.results.table.TableReport;
import dev.duality.workloads.cache.curve.Curve;
import dev.duality.workloads.cache.policy.Policy;
import dev.duality.workloads.cache.trace.Compression;
import dev.duality.workloads.cache.trace.Reference;
import dev.duality.workloads.cache.trace.TraceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A curve to be read by people or programs. The same trace gives the same report.
record CurveReport(TraceFile file, Curve curve) {
    private static final int VERSION = 1;
    private static final int LEAST_BAR = 10;
    private static final int MOST_BAR = 50;
    private static final int PERCENT = 100;
    private static final List<String> DATA =
            List.of("policy", "blocks", "references", "hits", "hit_ratio", "miss_ratio");

    /// @param columns width of the terminal, for [Format#TEXT] alone
    /// @return lines, each with its end; [Format#LONG] is [Format#CSV]
    /// @throws IllegalArgumentException for [Format#HTML]: there is no such form
    String render(Format format, int columns) {
        return switch (format) {
            case JSON -> json();
            case TEXT -> report(withBar(table(), columns)).render(format, columns);
            default -> report(table()).render(format, columns);
        };
    }

    private TableReport report(Table table) {
        return new TableReport(description(), List.of(table), data());
    }

    private List<Policy> policies() {
        return curve.hits().keySet().stream().sorted().toList();
    }

    private double hitRatio(Policy policy, int size) {
        return (double) curve.hits().get(policy).get(size) / curve.total();
    }

    /// The most that any cache can find: each block is missed once.
    private double mostHits() {
        return (double) (curve.total() - curve.blocks()) / curve.total();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", PERCENT * share);
    }

    private List<String> description() {
        long writes = curve.references().get(Reference.WRITE);
        long unsaid = curve.references().get(Reference.UNSAID);
        List<String> lines = new ArrayList<>();
        lines.add("%s: format %s, %s"
                .formatted(
                        PlainText.of(file.file().toString()),
                        file.format().label(),
                        file.compression() == Compression.NONE
                                ? "not compressed"
                                : "compressed by " + file.compression().label()));
        lines.add(String.format(
                Locale.ROOT,
                "%,d references to %,d blocks%s%s",
                curve.total(),
                curve.blocks(),
                curve.files() == 1 ? "" : String.format(Locale.ROOT, " of %,d files", curve.files()),
                curve.silent() == 0
                        ? ""
                        : String.format(Locale.ROOT, "; %,d lines ask for none, such as removals", curve.silent())));
        lines.add(
                unsaid == curve.total()
                        ? "it does not say which of them write"
                        : percent((double) writes / curve.total()) + " % of them write"
                                + (unsaid == 0 ? "" : String.format(Locale.ROOT, "; of %,d it does not say", unsaid)));
        lines.add("at most %s %% can hit: each block is missed once".formatted(percent(mostHits())));
        return lines;
    }

    private Table table() {
        List<Table.Head> columns = new ArrayList<>(List.of(Table.Head.number("blocks")));
        policies().forEach(policy -> columns.add(Table.Head.number(policy.label())));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < curve.sizes().size(); i++) {
            List<String> row =
                    new ArrayList<>(List.of(Digits.whole(curve.sizes().get(i))));
            for (Policy policy : policies()) {
                row.add(percent(hitRatio(policy, i)));
            }
            rows.add(row);
        }
        return new Table("Hits of 100 references, by size in blocks and policy", columns, rows, List.of());
    }

    /// The table and what its first policy misses, drawn.
    private Table withBar(Table table, int columns) {
        Policy drawn = policies().getFirst();
        int most = Math.clamp(columns - table.width() - 4L, LEAST_BAR, MOST_BAR);
        List<Table.Head> heads = new ArrayList<>(table.columns());
        heads.add(Table.Head.words("misses of " + drawn.label()));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < table.rows().size(); i++) {
            List<String> row = new ArrayList<>(table.rows().get(i));
            int misses = (int) Math.round(most * (1 - hitRatio(drawn, i)));
            row.add("|" + "#".repeat(misses) + " ".repeat(most - misses) + "|");
            rows.add(row);
        }
        return new Table(table.title(), heads, rows, table.below());
    }

    private Table data() {
        List<List<String>> data = points().stream()
                .map(point -> List.of(
                        point.policy,
                        Integer.toString(point.blocks),
                        Long.toString(curve.total()),
                        Long.toString(point.hits),
                        Double.toString(point.hitRatio),
                        Double.toString(point.missRatio)))
                .toList();
        return Table.of("", DATA, data, List.of());
    }

    /// One size of one policy, as programs read it.
    record Point(String policy, int blocks, long hits, double hitRatio, double missRatio) {}

    private List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (Policy policy : policies()) {
            for (int i = 0; i < curve.sizes().size(); i++) {
                long hits = curve.hits().get(policy).get(i);
                double misses = curve.total() - hits; // 1 - ratio would be 0.09999999999999998 of 0.1
                points.add(new Point(
                        policy.label(), curve.sizes().get(i), hits, hitRatio(policy, i), misses / curve.total()));
            }
        }
        return points;
    }

    private String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", VERSION);
        all.put("file", file.file().toString());
        all.put("format", file.format().label());
        all.put(
                "compression",
                file.compression() == Compression.NONE
                        ? "none"
                        : file.compression().label());
        all.put("references", curve.total());
        all.put("reads", curve.references().get(Reference.READ));
        all.put("writes", curve.references().get(Reference.WRITE));
        all.put("unsaid", curve.references().get(Reference.UNSAID));
        all.put("linesWithoutReference", curve.silent());
        all.put("blocks", curve.blocks());
        all.put("files", curve.files());
        all.put("mostHitRatio", mostHits());
        all.put("points", points());
        return JsonText.of(all);
    }
}
