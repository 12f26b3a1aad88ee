// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.table.Format;
import dev.duality.results.table.JsonText;
import dev.duality.results.table.Table;
import dev.duality.results.table.TableReport;
import dev.duality.simulation.multicore.BestPair;
import dev.duality.simulation.multicore.MachineSpec;
import dev.duality.simulation.multicore.MulticoreRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The report of a simulated machine, to be read by people or programs. The same rows give the same report.
///
/// @param refused what did not run, in one line each
/// @param believed the substrates whose transport says of itself that its channels lie in regions
/// @param ofLines whether the lines that came most are told of, too, be there any or not
record MulticoreReport(
        MachineSpec machine,
        String workload,
        List<MulticoreRow> rows,
        List<String> refused,
        Set<String> believed,
        boolean ofLines) {
    private static final int VERSION = 1;
    private static final String GRADE = "V";
    private static final double MILLION = 1e6;
    private static final double COLD = 0.02; // lines of an operation
    private static final int PERCENT = 100;
    private static final List<Table.Head> HEADS = List.of(
            Table.Head.number("workers"),
            Table.Head.number("cores"),
            Table.Head.words("substrate"),
            Table.Head.number("M/s"),
            Table.Head.number("ns/op"),
            Table.Head.number("speedup"),
            Table.Head.number("lines/op"),
            Table.Head.number("line %"),
            Table.Head.number("other %"),
            Table.Head.number("fair"),
            Table.Head.words("grade"));
    private static final List<String> DATA = List.of(
            "machine",
            "workload",
            "substrate",
            "workers",
            "servers",
            "per_second",
            "ns_per_op",
            "speedup",
            "lines_per_op",
            "line_share",
            "wait_share",
            "fairness",
            "checked",
            "grade");

    /// @param columns width of the terminal, for [Format#TEXT] alone
    /// @return lines, each with its end; [Format#LONG] is [Format#CSV]
    /// @throws IllegalArgumentException for [Format#HTML]: there is no such form
    String render(Format format, int columns) {
        if (format == Format.JSON) {
            return json();
        }
        MulticoreLines lines = new MulticoreLines(machine.name(), workload, rows);
        TableReport report = ofLines
                ? new TableReport(description(), List.of(table(""), lines.table()), lines.data())
                : new TableReport(description(), List.of(table("")), data());
        return report.render(format, columns);
    }

    private double speedup(MulticoreRow row) {
        return rows.stream()
                .filter(other -> other.substrate().equals(row.substrate()))
                .min(Comparator.comparingInt(MulticoreRow::workers))
                .filter(first -> first.workers() == 1)
                .map(first -> row.perSecond() / first.perSecond())
                .orElse(Double.NaN);
    }

    private static double lines(MulticoreRow row) {
        return row.lines().transfers().stream()
                .mapToDouble(perOperation -> perOperation)
                .sum();
    }

    private static String number(String form, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, form, value);
    }

    private List<String> cells(MulticoreRow row) {
        return List.of(
                Integer.toString(row.workers()),
                Integer.toString(row.workers() + row.servers()),
                row.substrate(),
                number("%.2f", row.perSecond() / MILLION),
                number("%.0f", row.nanosPerOperation()),
                number("%.2f", speedup(row)),
                number("%.2f", lines(row)),
                number("%.0f", PERCENT * row.waits().forLines()),
                number("%.0f", PERCENT * row.waits().forOthers()),
                number("%.2f", row.fairness()),
                GRADE + (row.checked() ? "" : "*"));
    }

    /// The lines that say what it is of.
    List<String> description() {
        List<String> description = new ArrayList<>();
        description.add("%s on %s, simulated: %s".formatted(workload, machine.name(), machine.title()));
        description.add("times from: %s".formatted(String.join("; ", machine.sources())));
        if (!machine.assumed().isEmpty()) {
            description.add("assumed: " + machine.assumed());
        }
        return description;
    }

    /// From where messages overtake, by the best side of each kind with as many workers.
    String crossover() {
        List<BestPair> pairs = BestPair.of(rows);
        if (pairs.isEmpty()) {
            return "there is no pair of shared memory and messages to compare";
        }
        Optional<BestPair> from = BestPair.overtaking(pairs);
        if (from.isEmpty()) {
            return "messages do not overtake by %d workers: "
                            .formatted(pairs.getLast().workers())
                    + pair(pairs.getLast());
        }
        return (from.get().equals(pairs.getFirst())
                        ? "messages are ahead with any number of workers: "
                        : "messages overtake from %d workers on: "
                                .formatted(from.get().workers()))
                + pair(from.get());
    }

    private static String pair(BestPair pair) {
        return String.format(
                Locale.ROOT,
                "%s does %.2f x what %s does, with %d workers",
                pair.messages().substrate(),
                1 / pair.timeRatio(),
                pair.shared().substrate(),
                pair.workers());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(crossover());
        notes.add(
                "lines/op: cache lines that an operation brought from another core; line %: of all cores' time, waiting"
                        + " for them; other %: waiting for somebody to change a word; fair: Jain's index");
        notes.add("grade V: virtual. Nothing here was measured; the model is right to about 25 % for atomic operations"
                + " and 35 % for locks and messages where papers allow to look (duality reproduce)");
        double coldest =
                rows.stream().mapToDouble(row -> row.lines().fromMemory()).max().orElse(0);
        if (coldest > COLD) {
            notes.add(String.format(
                    Locale.ROOT,
                    "cold: up to %.2f lines of an operation came from memory, so few workers look slower than they would"
                            + " be; take more --operations",
                    coldest));
        }
        if (rows.stream().anyMatch(row -> !row.checked())) {
            notes.add("*: in another order the state ends otherwise, so it was not compared with a plain one");
        }
        believed.forEach(substrate -> notes.add(substrate
                + ": its transport says that all its ends share lies in regions; what does not takes no time here"));
        refused.forEach(line -> notes.add("not run: " + line));
        return notes;
    }

    /// As a table, with what is said of it below.
    Table table() {
        return table("%s on %s, simulated".formatted(workload, machine.name()));
    }

    private Table table(String title) {
        return new Table(title, HEADS, rows.stream().map(this::cells).toList(), notes());
    }

    private Table data() {
        List<List<String>> data = new ArrayList<>();
        for (MulticoreRow row : rows) {
            data.add(List.of(
                    machine.name(),
                    workload,
                    row.substrate(),
                    Integer.toString(row.workers()),
                    Integer.toString(row.servers()),
                    number("%.1f", row.perSecond()),
                    number("%.3f", row.nanosPerOperation()),
                    number("%.4f", speedup(row)),
                    number("%.4f", lines(row)),
                    number("%.4f", row.waits().forLines()),
                    number("%.4f", row.waits().forOthers()),
                    number("%.4f", row.fairness()),
                    Boolean.toString(row.checked()),
                    GRADE));
        }
        return Table.of("", DATA, data, List.of());
    }

    private String json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", VERSION);
        report.put("machine", machine.name());
        report.put("classes", machine.classes());
        report.put("workload", workload);
        report.put("grade", GRADE);
        report.put("rows", rows);
        report.put("notRun", refused);
        return JsonText.of(report);
    }
}
