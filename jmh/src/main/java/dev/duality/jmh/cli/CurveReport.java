// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.PlainText;
import dev.duality.results.table.Format;
import dev.duality.results.table.Markdown;
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
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A curve to be read by people or programs. The same trace gives the same report.
record CurveReport(TraceFile file, Curve curve) {
    private static final int VERSION = 1;
    private static final int LEAST_BAR = 10;
    private static final int MOST_BAR = 50;
    private static final int PERCENT = 100;

    /// @param columns width of the terminal, for [Format#TEXT] alone
    /// @return lines, each with its end; [Format#LONG] is [Format#CSV]
    /// @throws IllegalArgumentException for [Format#HTML]: there is no such form
    String render(Format format, int columns) {
        return switch (format) {
            case TEXT -> text(columns);
            case MARKDOWN -> markdown();
            case CSV, LONG -> csv();
            case JSON -> json();
            case HTML -> throw new IllegalArgumentException("a curve is text, markdown, csv or json");
        };
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

    private String text(int columns) {
        List<Policy> policies = policies();
        StringBuilder text = new StringBuilder();
        description().forEach(line -> text.append(line).append('\n'));
        Policy drawn = policies.getFirst();
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%10s", "blocks"));
        policies.forEach(policy -> head.append(String.format(Locale.ROOT, "%9s", policy.label())));
        int bar = Math.clamp(columns - head.length() - 4L, LEAST_BAR, MOST_BAR);
        text.append('\n').append("hits of 100 references, by size and policy; the bar: misses of ");
        text.append(drawn.label()).append('\n');
        text.append(head).append("  |").append("-".repeat(bar)).append("|\n");
        for (int i = 0; i < curve.sizes().size(); i++) {
            text.append(String.format(Locale.ROOT, "%,10d", curve.sizes().get(i)));
            for (Policy policy : policies) {
                text.append(String.format(Locale.ROOT, "%9s", percent(hitRatio(policy, i))));
            }
            int misses = (int) Math.round(bar * (1 - hitRatio(drawn, i)));
            text.append("  |")
                    .append("#".repeat(misses))
                    .append(" ".repeat(bar - misses))
                    .append("|\n");
        }
        return text.toString();
    }

    private String markdown() {
        StringBuilder text = new StringBuilder();
        description().forEach(line -> text.append(Markdown.text(line)).append("  \n"));
        text.append("\n| blocks |");
        policies().forEach(policy -> text.append(' ').append(policy.label()).append(" hits, % |"));
        text.append("\n| ---: |").append(" ---: |".repeat(policies().size())).append('\n');
        for (int i = 0; i < curve.sizes().size(); i++) {
            text.append(String.format(Locale.ROOT, "| %,d |", curve.sizes().get(i)));
            for (Policy policy : policies()) {
                text.append(' ').append(percent(hitRatio(policy, i))).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private String csv() {
        StringBuilder text = new StringBuilder("policy,blocks,references,hits,hit_ratio,miss_ratio\n");
        for (Policy policy : policies()) {
            for (int i = 0; i < curve.sizes().size(); i++) {
                double ratio = hitRatio(policy, i);
                text.append(policy.label()).append(',').append(curve.sizes().get(i));
                text.append(',')
                        .append(curve.total())
                        .append(',')
                        .append(curve.hits().get(policy).get(i));
                text.append(',').append(ratio).append(',').append(1 - ratio).append('\n');
            }
        }
        return text.toString();
    }

    /// One size of one policy, as JSON shows it.
    record Point(String policy, int blocks, long hits, double hitRatio, double missRatio) {}

    private String json() {
        List<Point> points = new ArrayList<>();
        for (Policy policy : policies()) {
            for (int i = 0; i < curve.sizes().size(); i++) {
                double ratio = hitRatio(policy, i);
                points.add(new Point(
                        policy.label(),
                        curve.sizes().get(i),
                        curve.hits().get(policy).get(i),
                        ratio,
                        1 - ratio));
            }
        }
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
        all.put("points", points);
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(all)
                + "\n";
    }
}
