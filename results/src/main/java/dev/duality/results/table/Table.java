// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A table, before it is text, Markdown, CSV or HTML.
///
/// @param title what it shows
/// @param columns in their order
/// @param rows as many texts as columns; or one, which heads the rows below it and stands alone on its line
/// @param below sentences under it
public record Table(String title, List<Head> columns, List<List<String>> rows, List<String> below) {
    private static final String BETWEEN = "  ";

    /// The head of a column.
    ///
    /// @param title a line end breaks it where the width counts
    /// @param number whether it stands at the right
    /// @param width as text it is at least so wide, in letters
    public record Head(String title, boolean number, int width) {
        public String oneLine() {
            return title.replace('\n', ' ');
        }
    }

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        below = List.copyOf(below);
    }

    /// @param head one title per column; all but the first stand at the right if all that they say are numbers
    public static Table of(String title, List<String> head, List<List<String>> rows, List<String> below) {
        List<Head> columns = new ArrayList<>();
        for (int column = 0; column < head.size(); column++) {
            columns.add(new Head(head.get(column), column > 0 && isNumber(rows, column), 0));
        }
        return new Table(title, columns, rows, below);
    }

    /// Whether all that a column says begins like a number or an interval.
    private static boolean isNumber(List<List<String>> rows, int column) {
        return rows.stream()
                .filter(row -> row.size() > 1)
                .map(row -> row.get(column))
                .allMatch(text -> text.isEmpty() || "0123456789+-<>[(".indexOf(text.charAt(0)) >= 0);
    }

    /// The titles, each on one line.
    public List<String> head() {
        return columns.stream().map(Head::oneLine).toList();
    }

    /// The same with the texts that stand alone filled up, for where no row may be shorter.
    List<List<String>> full() {
        return rows.stream()
                .map(row -> {
                    List<String> filled = new ArrayList<>(row);
                    filled.addAll(Collections.nCopies(columns.size() - row.size(), ""));
                    return List.copyOf(filled);
                })
                .toList();
    }

    /// The same with what heads rows in a first column of their own.
    Table withHeadsAs(String name) {
        List<Head> wider = new ArrayList<>(List.of(new Head(name, false, 0)));
        wider.addAll(columns);
        List<List<String>> all = new ArrayList<>();
        String head = "";
        for (List<String> row : rows) {
            if (row.size() == 1) {
                head = row.getFirst();
            } else {
                List<String> longer = new ArrayList<>(List.of(head));
                longer.addAll(row);
                all.add(longer);
            }
        }
        return new Table(title, wider, all, below);
    }

    /// Its lines for a terminal, without title and sentences.
    List<String> text() {
        List<List<String>> all = rows.stream()
                .map(row -> row.stream().map(Table::plain).toList())
                .toList();
        List<List<String>> titles = titles();
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            int at = column;
            int widest = all.stream()
                    .filter(row -> row.size() > 1)
                    .mapToInt(row -> row.get(at).length())
                    .max()
                    .orElse(0);
            int title =
                    titles.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            widths.add(Math.max(columns.get(at).width(), Math.max(widest, title)));
        }
        List<String> lines = new ArrayList<>();
        titles.forEach(row -> lines.add(line(row, widths)));
        lines.add("-"
                .repeat(widths.stream().mapToInt(Integer::intValue).sum() + BETWEEN.length() * (columns.size() - 1)));
        all.forEach(row -> lines.add(row.size() == 1 ? row.getFirst() : line(row, widths)));
        return lines;
    }

    /// The titles in as many lines as the highest has, ending on the same one.
    private List<List<String>> titles() {
        List<List<String>> broken = columns.stream()
                .map(column -> column.title().lines().map(Plain::line).toList())
                .toList();
        int height = Math.max(1, broken.stream().mapToInt(List::size).max().orElse(1));
        List<List<String>> titles = new ArrayList<>();
        for (int i = 0; i < height; i++) {
            int row = i;
            titles.add(broken.stream()
                    .map(title -> {
                        int line = row - (height - title.size());
                        return line < 0 ? "" : title.get(line);
                    })
                    .toList());
        }
        return titles;
    }

    /// Without control characters, and still indented.
    private static String plain(String text) {
        return (text.startsWith("    ") ? "    " : text.startsWith("  ") ? "  " : "") + Plain.line(text);
    }

    private String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String space = " ".repeat(widths.get(column) - row.get(column).length());
            line.append(column == 0 ? "" : BETWEEN)
                    .append(columns.get(column).number() ? space + row.get(column) : row.get(column) + space);
        }
        return line.toString().stripTrailing();
    }
}
