// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Aims;
import dev.duality.results.finding.Findings;
import java.util.ArrayList;
import java.util.List;

/// The sections of runs that ask one question, in the order in which they stand below the table.
public final class Sheets {
    private Sheets() {}

    /// All that a run has, in their order.
    public static List<Table> of(Findings findings) {
        List<Table> sheets = new ArrayList<>();
        sheets.addAll(aims(findings));
        sheets.addAll(WaitSheet.of(findings));
        sheets.addAll(BoundarySheet.of(findings));
        sheets.addAll(HostSheet.of(findings));
        sheets.addAll(WaterfallSheets.of(findings));
        sheets.addAll(CrossoverSheets.of(findings));
        sheets.addAll(PolicySheet.of(findings));
        sheets.addAll(PagingSheets.of(findings));
        sheets.addAll(VisitSheet.of(findings));
        sheets.addAll(LoadSheet.of(findings));
        sheets.addAll(OverloadSheet.of(findings));
        sheets.addAll(FairnessSheet.of(findings));
        sheets.addAll(CrowdingSheet.of(findings));
        sheets.addAll(ColdSheet.of(findings));
        sheets.addAll(CollectorSheet.of(findings));
        sheets.addAll(NeighbourSheet.of(findings));
        return sheets;
    }

    /// The tables of what we aim at, of a run with baselines, and of what holds a row back.
    public static List<Table> aims(Findings findings) {
        Aims found = findings.aims();
        List<Table> sheets = new ArrayList<>();
        if (!found.aims().isEmpty()) {
            sheets.add(Table.of(
                    "What we aim at",
                    List.of("times of an operation", "ratio", "so far"),
                    found.aims().stream()
                            .map(aim -> List.of(aim.text(), aim.ratio().text(), aim.verdict()))
                            .toList(),
                    List.of("Ratios of the forks of one round, with 95 % from six rounds on.")));
        }
        if (!found.besides().isEmpty()) {
            sheets.add(Table.of(
                    "Beside what differs by one thing",
                    List.of("the one, the other", "ratio"),
                    found.besides().stream()
                            .map(beside -> List.of(beside.text(), beside.ratio().text()))
                            .toList(),
                    List.of("1 or less: that thing is all of it.")));
        }
        return sheets;
    }
}
