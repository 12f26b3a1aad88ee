// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Lines of a table for a terminal, for rows that come one after the other: how wide a column is must be known before.
/// A text that is wider than its column moves what stands behind it on its line.
public final class TableLines {
    private static final String BETWEEN = "  ";

    private final List<Table.Head> columns;

    /// @param columns in their order; each is at least as wide as its title
    public TableLines(List<Table.Head> columns) {
        this.columns = columns.stream()
                .map(column -> column.withWidth(
                        titles(column).stream().mapToInt(String::length).max().orElse(0)))
                .toList();
    }

    private static List<String> titles(Table.Head column) {
        return column.title().lines().map(Plain::line).toList();
    }

    /// The titles, in as many lines as the highest has, and a rule; none if no column has a title.
    public List<String> head() {
        List<List<String>> broken = columns.stream().map(TableLines::titles).toList();
        int height = broken.stream().mapToInt(List::size).max().orElse(0);
        if (height == 0) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < height; i++) {
            int row = i;
            lines.add(row(broken.stream()
                    .map(title -> {
                        int line = row - (height - title.size());
                        return line < 0 ? "" : title.get(line);
                    })
                    .toList()));
        }
        lines.add("-".repeat(width()));
        return lines;
    }

    /// Letters from the first to the last.
    int width() {
        return columns.stream().mapToInt(Table.Head::width).sum() + BETWEEN.length() * (columns.size() - 1);
    }

    /// One line, without its end and without control characters.
    /// @param texts as many as columns; or one, which stands alone
    /// @throws IllegalArgumentException if they are neither
    public String row(List<String> texts) {
        if (texts.size() == 1) {
            return plain(texts.getFirst());
        }
        if (texts.size() != columns.size()) {
            throw new IllegalArgumentException("a row has %d texts, but must have %d, one for each column, or one alone"
                    .formatted(texts.size(), columns.size()));
        }
        return String.join(
                        BETWEEN,
                        IntStream.range(0, columns.size())
                                .mapToObj(column -> set(columns.get(column), plain(texts.get(column))))
                                .toList())
                .stripTrailing();
    }

    private static String set(Table.Head column, String text) {
        String space = " ".repeat(Math.max(0, column.width() - text.length()));
        return column.number() ? space + text : text + space;
    }

    /// Without control characters, and still indented.
    static String plain(String text) {
        return (text.startsWith("    ") ? "    " : text.startsWith("  ") ? "  " : "") + Plain.line(text);
    }
}
