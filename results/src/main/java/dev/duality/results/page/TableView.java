// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.table.Table;
import java.util.List;

/// A table as `table.html` shows it.
///
/// @param head what its rows are headed by; empty for a table without rows
/// @param lines its rows
/// @param columns how many it has
record TableView(String title, List<String> head, List<Row> lines, List<String> below, int columns) {
    private static final int MOST_ROWS = 2_000; // a page stays a page

    /// @param group whether the first text heads the rows below it
    record Row(boolean group, String first, List<String> rest) {}

    static TableView of(Table table) {
        return new TableView(
                table.title(),
                table.rows().isEmpty() ? List.of() : table.head(),
                table.rows().stream()
                        .limit(MOST_ROWS)
                        .map(row -> new Row(
                                row.size() == 1,
                                row.getFirst(),
                                row.stream().skip(1).toList()))
                        .toList(),
                table.below(),
                table.columns().size());
    }

    /// Whether there is more of it than sentences.
    boolean isTable() {
        return !head.isEmpty();
    }
}
