// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The table with its texts filled in, cut into blocks that fit a width.
final class Grid {
    private static final String BETWEEN = "  ";

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

        /// `text` at the left or right of the column.
        String pad(String text) {
            String space = " ".repeat(width() - text.length());
            return column.number() ? space + text : text + space;
        }
    }

    /// Columns that belong together.
    ///
    /// @param rank the lower, the earlier it is placed where not all have room
    record Section(int rank, List<Column> columns) {}

    /// Columns that stand beside each other.
    record Block(List<Strip> strips) {
        int width() {
            return strips.stream().mapToInt(Strip::width).sum() + BETWEEN.length() * (strips.size() - 1);
        }

        /// The titles, ending on the same line.
        List<String> head() {
            int height = strips.stream()
                    .mapToInt(strip -> (int) strip.column().title().lines().count())
                    .max()
                    .orElse(0);
            List<String> head = new ArrayList<>();
            for (int i = 0; i < height; i++) {
                int row = i;
                head.add(join(strips.stream().map(strip -> {
                    List<String> title = strip.column().title().lines().toList();
                    int line = row - (height - title.size());
                    return strip.pad(line < 0 ? "" : title.get(line));
                })));
            }
            return head;
        }

        String line(int number) {
            return join(strips.stream().map(strip -> strip.pad(strip.cells().get(number))));
        }

        /// Whether the line says anything but who it is.
        boolean says(int number, int who) {
            return strips.stream()
                    .skip(who)
                    .anyMatch(strip -> !strip.cells().get(number).isEmpty());
        }

        private static String join(Stream<String> cells) {
            return String.join(BETWEEN, cells.toList()).stripTrailing();
        }
    }

    private final List<Strip> who;
    private final List<List<Strip>> sections = new ArrayList<>();
    private final List<Integer> ranks = new ArrayList<>();
    private final List<Integer> order = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();

    /// @param sections in the order in which they stand
    Grid(List<Column> who, List<Section> sections, List<Line> lines) {
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

    int who() {
        return who.size();
    }

    List<Block> blocks(int columns) {
        List<Block> blocks = new ArrayList<>();
        List<Integer> left = new ArrayList<>(order);
        while (!left.isEmpty()) {
            List<Integer> taken = new ArrayList<>();
            for (int section : left) {
                taken.add(section);
                if (block(taken).width() > columns && taken.size() > 1) {
                    taken.removeLast();
                }
            }
            left.removeAll(taken);
            blocks.add(narrow(block(taken), columns));
        }
        return blocks;
    }

    /// Titles of the columns that had no room in any block.
    List<String> dropped() {
        return List.copyOf(dropped);
    }

    private Block block(List<Integer> taken) {
        List<Strip> strips = new ArrayList<>(who);
        taken.stream().sorted().forEach(section -> strips.addAll(sections.get(section)));
        return new Block(strips);
    }

    /// Leaves out what may be left out, from the right, until the block fits or nothing more may.
    private Block narrow(Block block, int columns) {
        List<Strip> strips = new ArrayList<>(block.strips());
        for (int i = strips.size() - 1; i >= 0 && new Block(strips).width() > columns; i--) {
            if (!strips.get(i).column().keep()) {
                dropped.add(strips.remove(i).column().oneLineTitle());
            }
        }
        return new Block(strips);
    }
}
