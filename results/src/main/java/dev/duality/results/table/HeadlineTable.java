// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.SubstrateSide;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Measure;
import dev.duality.results.finding.Row;
import dev.duality.results.finding.Verdict;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A run in a line per workload: the best of each side with as many threads, and what messages cost.
///
/// @param findings what is told
public record HeadlineTable(Findings findings) {
    private static final String REGIME = "regime";
    private static final String PAYLOAD = "payload"; // which each line names in bytes
    private static final List<String> HEAD = List.of(
            "workload",
            REGIME,
            "shared memory, the best",
            "",
            "messages, the best",
            "",
            "messages cost",
            "delegation, as many servers",
            "in place, nothing shared",
            "grade");

    /// @param description lines before the table
    /// @return lines of Markdown, each with its end
    public String markdown(List<String> description) {
        List<List<String>> rows = new ArrayList<>();
        for (Findings.WorkloadFindings workload : findings.workloads()) {
            rows.add(
                    switch (workload.verdict()) {
                        case Verdict.Compared compared -> row(workload, compared);
                        case Verdict.Inconclusive none ->
                            List.of(
                                    workload.name(),
                                    "",
                                    none.text(),
                                    "",
                                    "",
                                    "",
                                    "",
                                    none.delegation()
                                            .map(one -> cost(Measure.THROUGHPUT, one))
                                            .orElse(""),
                                    none.inPlace()
                                            .map(one -> cost(Measure.THROUGHPUT, one))
                                            .orElse(""),
                                    "");
                    });
        }
        return MarkdownReport.of(
                description, List.of(findings.regimes().several() ? table(HEAD, rows) : withoutRegime(rows)));
    }

    private static Table table(List<String> head, List<List<String>> rows) {
        return Table.of("", head, rows, List.of());
    }

    /// Of a run that met one machine.
    private static Table withoutRegime(List<List<String>> rows) {
        int column = HEAD.indexOf(REGIME);
        return table(
                without(column, HEAD),
                rows.stream().map(row -> without(column, row)).toList());
    }

    private static List<String> without(int column, List<String> row) {
        List<String> rest = new ArrayList<>(row);
        rest.remove(column);
        return rest;
    }

    private static List<String> row(Findings.WorkloadFindings workload, Verdict.Compared compared) {
        Verdict.Pair pair = compared.headline();
        Measure measure = pair.gap().measure();
        return List.of(
                workload.name()
                        + setting(pair.message().cell())
                        + windows(workload)
                        + placement(workload, pair.message().cell())
                        + varied(workload, pair.message().cell()),
                pair.regime().orElse(""),
                name(pair.shared()) + only(compared.sharing()),
                Words.amount(measure, pair.shared()),
                name(pair.message()) + only(compared.messaging()),
                Words.amount(measure, pair.message()),
                Stream.concat(
                                Stream.of(cost(measure, pair)),
                                compared.elsewhere().stream().map(one -> regime(one) + cost(measure, one)))
                        .collect(Collectors.joining("; ")),
                compared.delegation()
                        .map(one -> window(one, pair.message().cell().window()) + cost(measure, one))
                        .orElse(""),
                compared.inPlace().map(one -> cost(measure, one)).orElse(""),
                pair.gap().letters());
    }

    /// Such as `near: `.
    private static String regime(Verdict.Pair pair) {
        return pair.regime().map(name -> name + ": ").orElse("");
    }

    /// Such as `window 1: `, where it is not that of the headline.
    private static String window(Verdict.Pair other, int usual) {
        int window = other.message().cell().window();
        return window == usual ? "" : "window " + window + ": ";
    }

    private static String cost(Measure usual, Verdict.Pair pair) {
        return pair.gap().text() + Words.unlike(usual, pair);
    }

    /// Such as `, 4,096 bytes, window 16`; nothing where it is as usual.
    private static String setting(Cell cell) {
        return (cell.payloadBytes() > 0 ? ", " + Digits.whole(cell.payloadBytes()) + " bytes" : "")
                + (cell.window() > 1 ? ", window " + cell.window() : "");
    }

    /// Says so where messages had one operation under way, whoever else had: a throughput at their best window may be
    /// higher.
    private static String windows(Findings.WorkloadFindings workload) {
        return cells(workload)
                        .filter(cell -> cell.side() == SubstrateSide.MESSAGING)
                        .allMatch(cell -> cell.window() == 1)
                ? ", window 1 alone"
                : "";
    }

    /// Such as `, between processes`; nothing of threads where all rows are of them.
    private static String placement(Findings.WorkloadFindings workload, Cell cell) {
        return cells(workload).allMatch(other -> other.placement().equals(Cell.THREADS))
                ? ""
                : ", between " + cell.placement();
    }

    /// Such as `, read=80, skew=0`: what other rows have otherwise.
    private static String varied(Findings.WorkloadFindings workload, Cell cell) {
        return cell.params().entrySet().stream()
                .filter(param ->
                        !param.getKey().equals(PAYLOAD) && !param.getKey().equals(Cell.PLACEMENT))
                .filter(param -> cells(workload)
                        .map(other -> other.params().get(param.getKey()))
                        .anyMatch(other -> !param.getValue().equals(other)))
                .map(param -> ", " + param.getKey() + "=" + param.getValue().value())
                .collect(Collectors.joining());
    }

    private static Stream<Cell> cells(Findings.WorkloadFindings workload) {
        return workload.rows().stream().map(Row::cell);
    }

    /// A best of one was chosen among none.
    private static String only(Verdict.Range range) {
        return range.best().equals(range.worst()) ? ", the only one" : "";
    }

    /// Such as `messaging:ring 1+1`.
    private static String name(Row row) {
        return row.cell().substrate() + " " + row.cell().workers() + "+"
                + row.cell().servers();
    }
}
