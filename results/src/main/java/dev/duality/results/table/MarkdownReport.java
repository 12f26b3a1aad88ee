// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The report as GitHub renders it. Blocks are cut as for a terminal, for a page scrolls no better.
public final class MarkdownReport {
    private final List<String> out = new ArrayList<>();

    private MarkdownReport() {}

    public static String of(Findings findings) {
        MarkdownReport report = new MarkdownReport();
        report.write(findings);
        return report.out.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /// Nothing but these.
    /// @param description lines before them
    static String of(List<String> description, List<Table> tables) {
        MarkdownReport report = new MarkdownReport();
        report.list("- ", description, "");
        tables.forEach(report::table);
        return report.out.stream()
                .dropWhile(String::isEmpty)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private void write(Findings findings) {
        list("**", Words.incomplete(findings), "**");
        Footnotes footnotes = new Footnotes();
        tables(findings, footnotes);
        for (Findings.WorkloadFindings workload : findings.workloads()) {
            out.add("- **" + escape(workload.name()) + ": "
                    + escape(workload.verdict().text()) + "**");
            Words.evidence(workload.verdict()).forEach(line -> out.add("  - " + escape(line)));
        }
        findings.leftOpen().ifPresent(line -> out.add("- " + escape(line)));
        Sheets.of(findings).forEach(this::table);
        section("Failed, and so no figures", Words.failed(findings).stream().map(Words::failure));
        section(Words.MISSED, Words.missedRates(findings).stream().map(Words::failure));
        section("Skipped", findings.skips().stream().map(Words::skip));
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < footnotes.notes().size(); i++) {
            notes.add("(" + (i + 1) + ") " + footnotes.notes().get(i));
        }
        section("Grades", notes.stream());
        section(
                "How to read it",
                Stream.of(
                                Words.floors(findings).stream(),
                                Words.regimes(findings).stream(),
                                Legend.of(findings).stream())
                        .flatMap(lines -> lines));
        section(
                "Where it ran",
                Words.provenance(findings).entrySet().stream().map(line -> line.getKey() + ": " + line.getValue()));
    }

    private void tables(Findings findings, Footnotes footnotes) {
        List<Line> lines = Line.of(findings);
        Grid grid = new Columns(findings, footnotes).grid(lines);
        grid.tables(Format.COLUMNS).forEach(table -> rows(table.withHeadsAs("workload")));
    }

    private void table(Table table) {
        out.add("");
        if (!table.title().isEmpty()) {
            out.add("**" + escape(table.title()) + "**");
            out.add("");
        }
        if (!table.rows().isEmpty()) {
            rows(table);
        }
        list("- ", table.below(), "");
    }

    private void rows(Table table) {
        out.addAll(Markdown.head(table.columns()));
        table.full()
                .forEach(line ->
                        out.add(Markdown.row(line.stream().map(Markdown::text).toList())));
        out.add("");
    }

    private void section(String title, Stream<String> lines) {
        List<String> all = lines.toList();
        if (!all.isEmpty()) {
            out.add("");
            out.add(title + ":");
            out.add("");
            list("- ", all, "");
        }
    }

    private void list(String before, List<String> lines, String after) {
        lines.forEach(line -> out.add(before + escape(line) + after));
        if (!lines.isEmpty() && !after.isEmpty()) {
            out.add("");
        }
    }

    private static String escape(String text) {
        return Markdown.text(text);
    }
}
