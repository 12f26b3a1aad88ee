// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The table with its texts filled in, cut into tables that fit a width.
final class Grid {
    private static final int BETWEEN = 2; // blanks
    private static final int ANSWERS = 2; // sections that say what was asked

    /// One column, filled in.
    record Strip(Column column, List<String> cells) {
        static Strip of(Column column, List<Line> lines) {
            return new Strip(
                    column,
                    lines.stream()
                            .map(line -> Plain.line(column.text().apply(line)))
                            .toList());
        }

        boolean empty() {
            return cells.stream().allMatch(String::isEmpty);
        }

        int width() {
            return Stream.concat(column.title().lines(), cells.stream())
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
        }
    }

    /// Columns that belong together.
    ///
    /// @param rank the lower, the earlier it is placed where not all have room
    record Section(int rank, List<Column> columns) {
        /// Up to this rank it says what was asked, and nothing is placed before it.
        static final int ANSWER = 2;

        /// Of what the answers stand on.
        static final int NOTE = 3;
    }

    private static int width(List<Strip> strips) {
        return strips.stream().mapToInt(Strip::width).sum() + BETWEEN * (strips.size() - 1);
    }

    private final List<Line> lines;
    private final List<Strip> who;
    private final List<List<Strip>> sections = new ArrayList<>();
    private final List<Integer> ranks = new ArrayList<>();
    private final List<Integer> order = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();

    /// @param sections in the order in which they stand
    Grid(List<Column> who, List<Section> sections, List<Line> lines) {
        this.lines = lines;
        this.who = who.stream().map(column -> Strip.of(column, lines)).toList();
        for (Section section : sections) {
            List<Strip> strips = section.columns().stream()
                    .map(column -> Strip.of(column, lines))
                    .filter(strip -> !strip.empty())
                    .toList();
            if (!strips.isEmpty()) {
                order.add(this.sections.size());
                this.sections.add(strips);
                ranks.add(section.rank());
            }
        }
        order.sort(Comparator.comparing(ranks::get));
    }

    /// As many tables below each other as it takes to show all, each with who the rows are.
    List<Table> tables(int columns) {
        List<Table> tables = new ArrayList<>();
        List<Integer> left = new ArrayList<>(order);
        while (!left.isEmpty()) {
            List<Integer> taken = beside(left, columns);
            left.removeAll(taken);
            split(strips(taken), columns).forEach(strips -> tables.add(table(strips)));
        }
        return tables;
    }

    /// One table with the columns that matter most, as far as they have room beside each other: the first column of
    /// each of the first two sections, then section after section. What of who the rows are is the same in all rows of
    /// a workload comes after them.
    List<Table> fitted(int columns) {
        List<Strip> wanted = new ArrayList<>();
        order.stream()
                .limit(ANSWERS)
                .forEach(section -> wanted.add(sections.get(section).getFirst()));
        order.stream().limit(ANSWERS).forEach(section -> wanted.addAll(rest(section)));
        order.stream()
                .skip(ANSWERS)
                .filter(section -> ranks.get(section) <= Section.NOTE)
                .forEach(section -> wanted.addAll(sections.get(section)));
        who.stream().filter(strip -> !tellsApart(strip)).forEach(wanted::add);
        order.stream()
                .skip(ANSWERS)
                .filter(section -> ranks.get(section) > Section.NOTE)
                .forEach(section -> wanted.addAll(sections.get(section)));
        Set<Strip> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        who.stream().filter(this::tellsApart).forEach(taken::add);
        boolean first = true;
        for (Strip strip : wanted) {
            taken.add(strip);
            if (width(List.copyOf(taken)) > columns && !first) {
                taken.remove(strip);
            }
            first = false;
        }
        List<Strip> all = strips(order);
        all.stream()
                .filter(strip -> !taken.contains(strip))
                .forEach(strip -> dropped.add(strip.column().oneLineTitle()));
        return List.of(table(all.stream().filter(taken::contains).toList()));
    }

    private List<Strip> rest(int section) {
        List<Strip> strips = sections.get(section);
        return strips.subList(1, strips.size());
    }

    /// Whether two rows of one workload differ in it.
    private boolean tellsApart(Strip strip) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i) instanceof Line.OfWorkload) {
                seen.clear();
            } else if (!strip.cells().get(i).isEmpty()) {
                seen.add(strip.cells().get(i));
            }
            if (seen.size() > 1) {
                return true;
            }
        }
        return false;
    }

    /// Titles of the columns that [#fitted] had no room for, each once.
    List<String> dropped() {
        return dropped.stream().distinct().toList();
    }

    /// Whether the column of that title, in one line, is in the tables: it has something, and was not left out.
    boolean shows(String title) {
        return !dropped.contains(title)
                && Stream.concat(who.stream(), sections.stream().flatMap(List::stream))
                        .anyMatch(strip -> strip.column().oneLineTitle().equals(title));
    }

    /// The first sections in their order that have room beside each other; one at least. Of what was asked none is
    /// passed over.
    private List<Integer> beside(List<Integer> left, int columns) {
        List<Integer> taken = new ArrayList<>();
        for (int section : left) {
            taken.add(section);
            if (width(strips(taken)) > columns && taken.size() > 1) {
                taken.removeLast();
                if (ranks.get(section) <= Section.ANSWER) {
                    break; // it heads the next table
                }
            }
        }
        return taken;
    }

    private List<Strip> strips(List<Integer> taken) {
        List<Strip> strips = new ArrayList<>(who);
        taken.stream().sorted().forEach(section -> strips.addAll(sections.get(section)));
        return strips;
    }

    /// As many groups of columns as it takes for each to fit, with one column at least beside those that tell the lines
    /// apart: who the rows are, and the keys of a section that is cut. All in one group where that fits.
    private List<List<Strip>> split(List<Strip> all, int columns) {
        if (width(all) <= columns) {
            return List.of(all);
        }
        List<Strip> apart = all.stream()
                .filter(strip -> who.contains(strip) || strip.column().key())
                .toList();
        List<List<Strip>> groups = new ArrayList<>();
        List<Strip> group = new ArrayList<>(apart);
        for (Strip strip : all) {
            if (apart.contains(strip)) {
                continue;
            }
            group.add(strip);
            if (width(group) > columns && group.size() > apart.size() + 1) {
                group.removeLast();
                groups.add(List.copyOf(group));
                group = new ArrayList<>(apart);
                group.add(strip);
            }
        }
        groups.add(group);
        return groups;
    }

    /// The lines that say anything but who they are, those of a workload below its name.
    private Table table(List<Strip> strips) {
        List<List<String>> rows = new ArrayList<>();
        Optional<String> workload = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            int line = i;
            if (lines.get(i) instanceof Line.OfWorkload(String name)) {
                workload = Optional.of(name);
            } else if (strips.stream()
                    .filter(strip -> !who.contains(strip))
                    .anyMatch(strip -> !strip.cells().get(line).isEmpty())) {
                workload.ifPresent(name -> rows.add(List.of(name)));
                workload = Optional.empty();
                rows.add(strips.stream().map(strip -> strip.cells().get(line)).toList());
            }
        }
        return new Table(
                "",
                strips.stream()
                        .map(strip -> new Table.Head(
                                strip.column().title(), strip.column().number(), strip.width()))
                        .toList(),
                rows,
                List.of());
    }
}
