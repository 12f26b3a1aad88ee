// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import java.util.List;

/// Tables with what is said before and below them, to be read by people or programs.
///
/// @param description lines before the first
/// @param tables what people read, one below the other
/// @param data what programs read: the same figures with more digits, under names that stay
public record TableReport(List<String> description, List<Table> tables, Table data) {
    public TableReport {
        description = List.copyOf(description);
        tables = List.copyOf(tables);
    }

    /// @param columns width of the terminal, for [Format#TEXT] alone
    /// @return lines, each with its end; [Format#LONG] is [Format#CSV]
    /// @throws IllegalArgumentException for [Format#JSON] and [Format#HTML]: there is no such form
    public String render(Format format, int columns) {
        return switch (format) {
            case TEXT -> TextReport.of(description, tables, columns);
            case MARKDOWN -> MarkdownReport.of(description, tables);
            case CSV, LONG -> Csv.of(data);
            case JSON, HTML ->
                throw new IllegalArgumentException(
                        "format is \"" + format.label() + "\", but tables are text, markdown or csv");
        };
    }
}
