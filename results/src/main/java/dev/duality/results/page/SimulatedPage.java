// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.PlainText;
import dev.duality.results.chart.Chart;
import dev.duality.results.table.Table;
import java.util.ArrayList;
import java.util.List;

/// Writes what was simulated as one page for a browser. Nothing on it was measured, and it says so first.
public final class SimulatedPage {
    private static final String WARNING =
            "Grade V: virtual. Nothing on this page was measured; it was simulated, by published latencies.";

    private SimulatedPage() {}

    /// Charts, and tables with their figures.
    ///
    /// @param id of one word, which no other part has
    /// @param description what it says in short, a line each
    /// @param note how to read the charts
    public record Part(
            String id, String title, List<String> description, String note, List<Chart> charts, List<Table> tables) {
        public Part {
            description = List.copyOf(description);
            charts = List.copyOf(charts);
            tables = List.copyOf(tables);
        }
    }

    /// The whole page, in ASCII. The same parts give the same page, byte for byte.
    ///
    /// @param description what was simulated, a line each
    /// @param by the command that writes it
    public static String of(String title, List<String> description, List<Part> parts, String by) {
        List<Leaf.Part> shown = new ArrayList<>();
        for (Part part : parts) {
            shown.add(new Leaf.Part(
                    part.id,
                    part.title,
                    part.description,
                    part.charts.isEmpty() ? "" : part.note,
                    "",
                    part.charts.stream().map(Section.Figure::of).toList(),
                    "",
                    part.tables.stream().map(TableView::of).toList()));
        }
        return Template.LEAF.fill(new Leaf(PlainText.of(title), List.of(WARNING), description, List.of(), shown, by));
    }
}
