// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A small table below the large one.
///
/// @param title what it shows
/// @param head one title per column
/// @param rows as many texts as columns; or one, which stands alone on its line
/// @param below sentences under it
record Sheet(String title, List<String> head, List<List<String>> rows, List<String> below) {
    private static final String BETWEEN = "  ";

    Sheet {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
        below = List.copyOf(below);
    }

    /// The lines of the table for a terminal, without title and sentences: words at the left, numbers at the right.
    List<String> text() {
        List<List<String>> all = new ArrayList<>();
        all.add(head.stream().map(Plain::line).toList());
        rows.forEach(row -> all.add(row.stream().map(Sheet::plain).toList()));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < head.size(); column++) {
            int at = column;
            widths.add(all.stream()
                    .filter(row -> row.size() > 1)
                    .mapToInt(row -> row.get(at).length())
                    .max()
                    .orElse(0));
        }
        List<Boolean> numbers = new ArrayList<>();
        for (int column = 0; column < head.size(); column++) {
            numbers.add(column > 0 && isNumber(column));
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            lines.add(row.size() == 1 ? row.getFirst() : line(row, widths, numbers));
        }
        int width = widths.stream().mapToInt(Integer::intValue).sum() + BETWEEN.length() * (head.size() - 1);
        lines.add(1, "-".repeat(width));
        return lines;
    }

    /// The rows with as many texts as columns, those that stand alone filled up.
    List<List<String>> full() {
        return rows.stream()
                .map(row -> {
                    List<String> filled = new ArrayList<>(row);
                    filled.addAll(Collections.nCopies(head.size() - row.size(), ""));
                    return List.copyOf(filled);
                })
                .toList();
    }

    /// Without control characters, and still indented.
    private static String plain(String text) {
        return (text.startsWith("    ") ? "    " : text.startsWith("  ") ? "  " : "") + Plain.line(text);
    }

    /// Whether all that a column says begins like a number or an interval.
    boolean isNumber(int column) {
        return rows.stream()
                .filter(row -> row.size() > 1)
                .map(row -> row.get(column))
                .allMatch(text -> text.isEmpty() || "0123456789+-<>[(".indexOf(text.charAt(0)) >= 0);
    }

    private static String line(List<String> row, List<Integer> widths, List<Boolean> numbers) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String space = " ".repeat(widths.get(column) - row.get(column).length());
            line.append(column == 0 ? "" : BETWEEN)
                    .append(numbers.get(column) ? space + row.get(column) : row.get(column) + space);
        }
        return line.toString().stripTrailing();
    }
}
