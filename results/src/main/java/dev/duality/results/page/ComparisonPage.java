// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.chart.ComparisonChart;
import dev.duality.results.finding.Comparison;
import dev.duality.results.table.ComparisonReport;
import dev.duality.results.table.Table;
import java.util.ArrayList;
import java.util.List;

/// Runs held against a baseline, as one page for a browser.
public final class ComparisonPage {
    private static final String NOTE =
            "Right of 1: slower than before. A bar is the interval, dots are the other run's forks over the baseline's median."
                    + " Warm: slower; cool: faster; grey: the same, or, hollow, not judged: such a ratio is shown and says nothing"
                    + " by itself. ?: too few forks for 95 %.";

    private ComparisonPage() {}

    /// The whole page, in ASCII. The same runs give the same page, byte for byte.
    ///
    /// @param comparisons of one baseline with one run each, at least one
    public static String of(List<Comparison> comparisons) {
        List<Leaf.Part> parts = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            ComparisonReport report = new ComparisonReport(comparison, true);
            Table table = report.table();
            List<String> description = new ArrayList<>(report.description());
            description.addAll(table.below());
            parts.add(Leaf.Part.of(
                    "run-" + (parts.size() + 1),
                    comparison.other().run().id(),
                    description,
                    NOTE,
                    ComparisonChart.of(comparison),
                    List.of(new Table(table.title(), table.columns(), table.rows(), List.of()))));
        }
        String baseline = comparisons.getFirst().baseline().run().id();
        return Template.LEAF.fill(new Leaf(
                "Duality: what changed since " + baseline,
                List.of(),
                List.of("Rows are compared within a regime, by the time for the same work: after over before."),
                List.of(),
                parts,
                "duality compare --html"));
    }
}
