// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Findings;
import dev.duality.results.laws.RunLaws;
import dev.duality.results.page.Page;
import dev.duality.results.page.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The report for a browser: it says what the others say, in the same words.
final class HtmlReport {
    private static final int MOST_LAWS = 120; // series: more have no room on a page

    private HtmlReport() {}

    static String of(Findings findings) {
        Map<String, List<String>> evidence = new LinkedHashMap<>();
        findings.workloads().forEach(workload -> evidence.put(workload.name(), Words.evidence(workload.verdict())));
        List<String> legend =
                new ArrayList<>(findings.floors().stream().map(Words::floor).toList());
        legend.addAll(Words.regimes(findings));
        legend.addAll(Words.legend(findings));
        List<RunLaws> laws = RunLaws.of(findings, MOST_LAWS);
        return new Page(
                        findings,
                        Words.incomplete(findings),
                        evidence,
                        laws,
                        tables(LawsSheets.ofAll(
                                laws.stream().map(RunLaws::scaling).toList())),
                        tables(Sheets.waits(findings)),
                        tables(madeOf(findings)),
                        tables(Sheets.crossovers(findings)),
                        legend,
                        Words.provenance(findings))
                .html();
    }

    private static List<Sheet> madeOf(Findings findings) {
        List<Sheet> sheets = new ArrayList<>(Sheets.aims(findings));
        sheets.addAll(Sheets.waterfalls(findings));
        return sheets;
    }

    private static List<Table> tables(List<Sheet> sheets) {
        return sheets.stream()
                .map(sheet -> new Table(sheet.title(), sheet.head(), sheet.rows(), sheet.below()))
                .toList();
    }
}
