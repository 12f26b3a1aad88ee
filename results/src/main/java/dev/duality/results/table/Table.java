// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A table, before it is text, Markdown, CSV or HTML.
///
/// @param title what it shows
/// @param columns in their order
/// @param rows as many texts as columns; or one, which heads the rows below it and stands alone on its line
/// @param below sentences under it
public record Table(String title, List<Head> columns, List<List<String>> rows, List<String> below) {
    /// The head of a column.
    ///
    /// @param title a line end breaks it where the width counts
    /// @param number whether it stands at the right
    /// @param width as text it is at least so wide, in letters
    public record Head(String title, boolean number, int width) {
        /// Of a column of words.
        public static Head words(String title) {
            return new Head(title, false, 0);
        }

        /// Of a column of numbers.
        public static Head number(String title) {
            return new Head(title, true, 0);
        }

        /// @param letters it is at least so wide, too
        public Head withWidth(int letters) {
            return new Head(title, number, Math.max(width, letters));
        }

        public String oneLine() {
            return title.replace('\n', ' ');
        }
    }

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        below = List.copyOf(below);
    }

    /// Rows for a terminal whose columns have no titles.
    public static Table untitled(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        return new Table("", Collections.nCopies(columns, Head.words("")), rows, List.of());
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
        List<Head> wider = new ArrayList<>(List.of(Head.words(name)));
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
    public List<String> text() {
        TableLines table = lines();
        List<String> lines = new ArrayList<>(table.head());
        rows.forEach(row -> lines.add(table.row(row)));
        return lines;
    }

    /// Its lines for a terminal as one text, each with its end.
    public String block() {
        return text().stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /// The letters of its longest line for a terminal, but for texts that stand alone on theirs.
    public int width() {
        return lines().width();
    }

    /// As many tables below each other as it takes to stay within a width, as far as one column beside the first does:
    /// each has the first columns, those that tell its rows apart; the first one has the title, and the last one the
    /// sentences.
    /// @param letters the width
    List<Table> within(int letters) {
        int who = tellingApart();
        if (width() <= letters || who >= columns.size() || head().stream().allMatch(String::isEmpty)) {
            return List.of(this);
        }
        List<Table> tables = new ArrayList<>();
        int from = who;
        while (from < columns.size()) {
            int to = from + 1;
            while (to < columns.size() && part(who, from, to + 1).width() <= letters) {
                to++;
            }
            tables.add(part(who, from, to));
            from = to;
        }
        return tables;
    }

    /// The first columns, and those from one up to another.
    private Table part(int who, int from, int to) {
        return new Table(
                from == who ? title : "",
                part(columns, who, from, to),
                rows.stream()
                        .map(row -> row.size() == 1 ? row : part(row, who, from, to))
                        .toList(),
                to == columns.size() ? below : List.of());
    }

    private static <T> List<T> part(List<T> all, int who, int from, int to) {
        return Stream.concat(all.subList(0, who).stream(), all.subList(from, to).stream())
                .toList();
    }

    /// So many first columns differ from row to row, below each text that stands alone; 1 where all together do not.
    private int tellingApart() {
        for (int who = 1; who < columns.size(); who++) {
            if (tellApart(who)) {
                return who;
            }
        }
        return 1;
    }

    private boolean tellApart(int who) {
        Set<List<String>> seen = new HashSet<>();
        for (List<String> row : rows) {
            if (row.size() == 1) {
                seen.clear();
            } else if (!seen.add(row.subList(0, who))) {
                return false;
            }
        }
        return true;
    }

    private TableLines lines() {
        List<Head> wide = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            int at = column;
            wide.add(columns.get(at)
                    .withWidth(rows.stream()
                            .filter(row -> row.size() > 1)
                            .mapToInt(row -> TableLines.plain(row.get(at)).length())
                            .max()
                            .orElse(0)));
        }
        return new TableLines(wide);
    }
}
