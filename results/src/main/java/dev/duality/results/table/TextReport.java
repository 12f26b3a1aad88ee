// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The report for a terminal.
public final class TextReport {
    private final int columns;
    private final boolean fitted;
    private final List<String> out = new ArrayList<>();

    private TextReport(int columns, boolean fitted) {
        this.columns = columns;
        this.fitted = fitted;
    }

    /// @param fitted whether columns for which there is no room beside the others are left out; else they stand below
    public static String of(Findings findings, int columns, boolean fitted) {
        TextReport report = new TextReport(columns, fitted);
        report.write(findings);
        return report.text();
    }

    /// Nothing but these.
    /// @param description lines before them
    static String of(List<String> description, List<Table> tables, int columns) {
        TextReport report = new TextReport(columns, false);
        description.forEach(line -> report.paragraph("", line));
        report.tables(tables);
        return report.text();
    }

    private String text() {
        return out.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private void write(Findings findings) {
        Words.incomplete(findings).forEach(line -> paragraph("", line));
        Footnotes footnotes = new Footnotes();
        Grid grid = table(findings, footnotes);
        Words.floors(findings).forEach(floor -> paragraph("", floor));
        Words.regimes(findings, grid::shows).forEach(line -> paragraph("", line));
        Legend.of(findings, grid::shows).forEach(line -> paragraph("", line));
        tables(Sheets.of(findings));
        verdicts(findings);
        notes(footnotes);
        list("FAILED, and so no figures:", Words.failed(findings), Words::failure);
        list(Words.MISSED + ":", Words.missedRates(findings), Words::failure);
        list("Skipped:", findings.skips(), Words::skip);
        blank();
        Words.provenance(findings).forEach((name, text) -> paragraph("%-8s ".formatted(name), text));
    }

    /// @return the grid, which knows what it left out
    private Grid table(Findings findings, Footnotes footnotes) {
        List<Line> lines = Line.of(findings);
        Grid grid = new Columns(findings, footnotes).grid(lines);
        for (Table table : fitted ? grid.fitted(columns) : grid.tables(columns)) {
            blank();
            out.addAll(table.text());
        }
        if (!grid.dropped().isEmpty()) {
            paragraph(
                    "",
                    "Left out in " + columns + " columns: " + String.join(", ", grid.dropped())
                            + ". --wide shows them.");
        }
        blank();
        return grid;
    }

    private void tables(List<Table> tables) {
        for (Table table :
                tables.stream().flatMap(table -> table.within(columns).stream()).toList()) {
            blank();
            if (!table.title().isEmpty()) {
                paragraph("", table.title() + ":");
            }
            if (!table.rows().isEmpty()) {
                if (!table.title().isEmpty()) {
                    blank();
                }
                out.addAll(table.text());
            }
            table.below().forEach(line -> paragraph("", line));
        }
    }

    private void verdicts(Findings findings) {
        if (!findings.workloads().isEmpty()) {
            blank();
        }
        for (Findings.WorkloadFindings workload : findings.workloads()) {
            paragraph(Plain.line(workload.name()) + ": ", workload.verdict().text());
            Words.evidence(workload.verdict()).forEach(line -> paragraph("    ", line));
        }
        findings.leftOpen().ifPresent(line -> paragraph("", line));
    }

    private void notes(Footnotes footnotes) {
        List<String> notes = footnotes.notes();
        if (!notes.isEmpty()) {
            blank();
        }
        for (int i = 0; i < notes.size(); i++) {
            paragraph("(" + (i + 1) + ") ", notes.get(i));
        }
    }

    private <T> void list(String head, List<T> entries, Function<T, String> line) {
        if (!entries.isEmpty()) {
            blank();
            out.add(head);
        }
        for (T entry : entries) {
            paragraph("  ", line.apply(entry));
        }
    }

    private void paragraph(String lead, String text) {
        out.addAll(Plain.paragraph(lead, text, columns));
    }

    private void blank() {
        if (!out.isEmpty()) {
            out.add("");
        }
    }
}
