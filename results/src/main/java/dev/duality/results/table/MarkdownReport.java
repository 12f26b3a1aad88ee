// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The report as GitHub renders it. Blocks are cut as for a terminal, for a page scrolls no better.
final class MarkdownReport {
    private final List<String> out = new ArrayList<>();

    private MarkdownReport() {}

    static String of(Findings findings) {
        MarkdownReport report = new MarkdownReport();
        report.write(findings);
        return report.out.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /// A small table by itself.
    /// @param about lines before it
    static String of(List<String> about, Sheet sheet) {
        MarkdownReport report = new MarkdownReport();
        report.list("- ", about, "");
        report.sheet(sheet);
        return report.out.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /// Nothing but these.
    static String of(List<Sheet> sheets) {
        MarkdownReport report = new MarkdownReport();
        sheets.forEach(report::sheet);
        return report.out.stream().skip(1).map(line -> line + "\n").collect(Collectors.joining());
    }

    private void write(Findings findings) {
        list("**", Words.incomplete(findings), "**");
        Footnotes footnotes = new Footnotes();
        table(findings, footnotes);
        for (Findings.Workload workload : findings.workloads()) {
            out.add("- **" + escape(workload.name()) + ": "
                    + escape(workload.verdict().words()) + "**");
            Words.evidence(workload.verdict()).forEach(line -> out.add("  - " + escape(line)));
        }
        findings.leftOpen().ifPresent(line -> out.add("- " + escape(line)));
        Sheets.of(findings).forEach(this::sheet);
        section("Failed, and so no row", findings.failures().stream().map(Words::failure));
        section("Skipped", findings.skips().stream().map(Words::skip));
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < footnotes.notes().size(); i++) {
            notes.add("(" + (i + 1) + ") " + footnotes.notes().get(i));
        }
        section("Grades", notes.stream());
        section(
                "How to read it",
                Stream.of(
                                findings.floors().stream().map(Words::floor),
                                Words.regimes(findings).stream(),
                                Words.legend(findings).stream())
                        .flatMap(lines -> lines));
        section(
                "Where it ran",
                Words.provenance(findings).entrySet().stream().map(line -> line.getKey() + ": " + line.getValue()));
    }

    private void table(Findings findings, Footnotes footnotes) {
        List<Line> lines = Line.of(findings);
        Grid grid = new Columns(findings, footnotes).grid(lines);
        for (Grid.Block block : grid.blocks(Report.COLUMNS)) {
            List<Grid.Strip> strips = block.strips();
            row("workload", strips.stream().map(strip -> escape(strip.column().oneLineTitle())));
            row("---", strips.stream().map(strip -> strip.column().number() ? "---:" : "---"));
            String workload = "";
            for (int i = 0; i < lines.size(); i++) {
                int number = i;
                if (lines.get(i) instanceof Line.OfWorkload(String name)) {
                    workload = name;
                } else if (block.says(i, grid.who())) {
                    row(
                            escape(workload),
                            strips.stream().map(strip -> escape(strip.cells().get(number))));
                }
            }
            out.add("");
        }
    }

    private void sheet(Sheet sheet) {
        out.add("");
        if (!sheet.title().isEmpty()) {
            out.add("**" + escape(sheet.title()) + "**");
            out.add("");
        }
        if (!sheet.rows().isEmpty()) {
            row(escape(sheet.head().getFirst()), sheet.head().stream().skip(1).map(MarkdownReport::escape));
            row("---", IntStream.range(1, sheet.head().size()).mapToObj(i -> sheet.isNumber(i) ? "---:" : "---"));
            sheet.full()
                    .forEach(line ->
                            row(escape(line.getFirst()), line.stream().skip(1).map(MarkdownReport::escape)));
            out.add("");
        }
        list("- ", sheet.below(), "");
    }

    private void row(String first, Stream<String> rest) {
        out.add(Stream.concat(Stream.of(first), rest).collect(Collectors.joining(" | ", "| ", " |")));
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
