// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.table.Table;
import dev.duality.simulation.multicore.LineTraffic;
import dev.duality.simulation.multicore.MulticoreRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The lines that came most on a simulated machine, word by word. The same rows give the same tables.
///
/// @param rows whose lines were noted
record MulticoreLines(String machine, String workload, List<MulticoreRow> rows) {
    private static final String GRADE = "V";
    private static final double LEAST = 0.005; // of an operation: less is 0.00
    private static final List<Table.Head> HEADS = List.of(
            Table.Head.words("line"),
            Table.Head.number("alike"),
            Table.Head.number("lines/op"),
            Table.Head.words("mixed"),
            Table.Head.number("word"),
            Table.Head.number("by it"),
            Table.Head.words("written by"),
            Table.Head.words("read by"));
    private static final List<String> DATA = List.of(
            "machine",
            "workload",
            "substrate",
            "workers",
            "servers",
            "region",
            "line",
            "last_line",
            "lines",
            "lines_per_op",
            "mixed",
            "word",
            "word_per_op",
            "writers",
            "readers",
            "written_at",
            "read_at",
            "grade");

    private static String figure(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }

    /// For people: a word that brought its line too seldom to be seen, and that makes nothing mixed, has no row.
    Table table() {
        List<List<String>> cells = new ArrayList<>();
        for (MulticoreRow row : rows) {
            if (!row.lines().busiest().isEmpty()) {
                cells.add(List.of("%s, %d cores".formatted(row.substrate(), row.workers() + row.servers())));
            }
            for (LineTraffic line : row.lines().busiest()) {
                List<LineTraffic.Word> words = told(line);
                for (int i = 0; i < words.size(); i++) {
                    List<String> head = i == 0 ? line(line) : List.of("", "", "", "");
                    cells.add(Stream.concat(head.stream(), word(words.get(i)).stream())
                            .toList());
                }
            }
        }
        return new Table("%s on %s: the lines that came most".formatted(workload, machine), HEADS, cells, notes());
    }

    private static List<LineTraffic.Word> told(LineTraffic line) {
        double most = line.words().stream()
                .mapToDouble(LineTraffic.Word::transfers)
                .max()
                .orElse(0);
        return line.words().stream()
                .filter(word -> word.transfers() >= Math.min(LEAST, most) || line.mixed() > 0 && word.writers() > 0)
                .toList();
    }

    private static List<String> line(LineTraffic line) {
        String to = line.last() == line.offset() ? "" : " to +" + line.last();
        return List.of(
                "%s +%d%s".formatted(line.region(), line.offset(), to),
                Integer.toString(line.lines()),
                figure("%.2f", line.transfers()),
                line.mixed() == 0 ? "" : line.mixed() == line.lines() ? "yes" : Integer.toString(line.mixed()));
    }

    private static List<String> word(LineTraffic.Word word) {
        return List.of(
                "+" + word.offset(),
                figure("%.2f", word.transfers()),
                by(word.writers(), word.writtenAt()),
                by(word.readers(), word.readAt()));
    }

    private static String by(int cores, List<String> places) {
        return cores == 0 ? "" : "%d at %s".formatted(cores, String.join(", ", places));
    }

    private List<String> notes() {
        if (rows.stream().allMatch(row -> row.lines().busiest().isEmpty())) {
            return List.of("no line came from another core");
        }
        return List.of(
                "line: the code that made its region, and its offset there, in bytes; alike: so many such lines, whose words"
                        + " the same methods use, are one row",
                "mixed: its words have different writers, so a core that writes one of them takes the others away from those"
                        + " that use them; if that is not meant, put them Region.APART apart",
                "word: its offset in the line; by it: of lines/op, how often because of this word; written, read by: how many"
                        + " cores, and where the code had to ask for the line or touched the word first");
    }

    /// For programs: every word.
    Table data() {
        List<List<String>> data = new ArrayList<>();
        for (MulticoreRow row : rows) {
            for (LineTraffic line : row.lines().busiest()) {
                for (LineTraffic.Word word : line.words()) {
                    data.add(List.of(
                            machine,
                            workload,
                            row.substrate(),
                            Integer.toString(row.workers()),
                            Integer.toString(row.servers()),
                            line.region(),
                            Long.toString(line.offset()),
                            Long.toString(line.last()),
                            Integer.toString(line.lines()),
                            figure("%.4f", line.transfers()),
                            Integer.toString(line.mixed()),
                            Integer.toString(word.offset()),
                            figure("%.4f", word.transfers()),
                            Integer.toString(word.writers()),
                            Integer.toString(word.readers()),
                            String.join(" ", word.writtenAt()),
                            String.join(" ", word.readAt()),
                            GRADE));
                }
            }
        }
        return Table.of("", DATA, data, List.of());
    }
}
