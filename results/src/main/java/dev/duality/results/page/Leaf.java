// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.chart.Some;
import dev.duality.results.statistics.Digits;
import dev.duality.results.table.Table;
import java.util.List;

/// The data of `leaf.html`, a page without rows that open, by the names that it has there.
///
/// @param warnings what must be known before anything else
/// @param description what it is about, a line each
/// @param links to other pages
/// @param by the command that writes it
record Leaf(
        String title, List<String> warnings, List<String> description, List<Link> links, List<Part> parts, String by) {
    boolean hasLinks() {
        return !links.isEmpty();
    }

    /// @param target an address beside the page
    record Link(String target, String name, String after) {}

    /// Charts, and tables with their figures.
    ///
    /// @param layout how its charts stand: `gaps` for one below the other
    /// @param left what is said of what has no room; empty if all is there
    record Part(
            String id,
            String title,
            List<String> description,
            String note,
            String layout,
            List<Section.Figure> figures,
            String left,
            List<TableView> tables) {
        static Part of(String id, String title, List<String> description, String note, Some some, List<Table> tables) {
            return new Part(
                    id,
                    title,
                    description,
                    some.charts().isEmpty() ? "" : note,
                    "gaps",
                    some.charts().stream().map(Section.Figure::of).toList(),
                    some.left() == 0 ? "" : Digits.whole(some.left()) + " more have no room in the chart.",
                    tables.stream().map(TableView::of).toList());
        }
    }
}
