// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.chart.Chart;
import dev.duality.results.statistics.Digits;
import dev.duality.results.table.Format;
import dev.duality.results.table.JsonText;
import dev.duality.results.table.Table;
import dev.duality.results.table.TableReport;
import dev.duality.simulation.multicore.BestPair;
import dev.duality.simulation.multicore.MulticoreMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From how many workers on messages overtake, on some machines, to be read by people or programs.
///
/// @param maps of one workload and one varied parameter, a machine each
/// @param refused what did not run, in one line each
record MulticoreMapReport(List<MulticoreMap> maps, List<String> refused) {
    private static final int VERSION = 1;
    private static final String GRADE = "V";
    private static final String NEVER = "-";
    private static final List<String> DATA = List.of(
            "machine",
            "workload",
            "parameter",
            "value",
            "workers",
            "shared",
            "shared_per_second",
            "messages",
            "messages_per_second",
            "time_ratio",
            "grade");

    private MulticoreMap first() {
        return maps.getFirst();
    }

    /// All machines in one picture.
    Chart.Crossovers chart() {
        return new Chart.Crossovers(
                "%s, by workers and %s"
                        .formatted(first().workload(), first().varied().text()),
                maps.stream().map(MulticoreMap::chart).toList());
    }

    /// The line below the picture.
    String provenance() {
        return "Virtual (V): simulated by published latencies, and nothing measured. Sides that were best: "
                + String.join(", ", substrates()) + ".";
    }

    private TreeSet<String> substrates() {
        TreeSet<String> all = new TreeSet<>();
        maps.forEach(map -> map.rows()
                .forEach(row -> row.pairs().forEach(pair -> {
                    all.add(pair.shared().substrate());
                    all.add(pair.messages().substrate());
                })));
        return all;
    }

    /// @param columns width of the terminal, for [Format#TEXT] alone
    /// @return lines, each with its end; [Format#LONG] is [Format#CSV]
    /// @throws IllegalArgumentException for [Format#HTML]: there is no such form
    String render(Format format, int columns) {
        return format == Format.JSON
                ? json()
                : new TableReport(List.of(title()), tables(), data()).render(format, columns);
    }

    /// All numbers of workers that a map has.
    private static List<Integer> workers(MulticoreMap map) {
        TreeSet<Integer> all = new TreeSet<>();
        map.rows().forEach(row -> row.pairs().forEach(pair -> all.add(pair.workers())));
        return List.copyOf(all);
    }

    private static List<Table.Head> heads(MulticoreMap map) {
        return Stream.concat(
                        Stream.of(map.varied().text(), "overtake from"),
                        workers(map).stream().map(count -> Integer.toString(count)))
                .map(Table.Head::number)
                .toList();
    }

    private static List<String> cells(MulticoreMap map, MulticoreMap.Row row) {
        List<String> cells = new ArrayList<>(List.of(
                number(row.value()),
                row.overtaking().map(pair -> Integer.toString(pair.workers())).orElse(NEVER)));
        Map<Integer, String> ratios =
                row.pairs().stream().collect(Collectors.toMap(BestPair::workers, MulticoreMapReport::ratio));
        workers(map).forEach(count -> cells.add(ratios.getOrDefault(count, "")));
        return cells;
    }

    private static String ratio(BestPair pair) {
        return Digits.three(pair.timeRatio())
                + switch (pair.ahead()) {
                    case SHARED -> "";
                    case MESSAGES -> "*";
                    case NEITHER -> "~";
                };
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private String title() {
        return "%s on simulated machines: time of messages over that of shared memory, by workers and %s"
                .formatted(first().workload(), first().varied().text());
    }

    /// Of its machine.
    static String name(MulticoreMap map) {
        return map.machine().name() + ": " + map.machine().title();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("the best side of each kind with as many workers; servers have cores of their own: "
                + String.join(", ", substrates()));
        notes.add("overtake from: the fewest workers from which messages do more, up to the most; -: not even there");
        notes.add(String.format(
                Locale.ROOT,
                "*: messages do more; ~: the two are closer than %.2f x, which the model cannot tell apart",
                BestPair.TOO_CLOSE));
        notes.add("grade V: virtual. Nothing here was measured (docs/scaling.md says how far it may be believed)");
        refused.forEach(line -> notes.add("not run: " + line));
        return notes;
    }

    /// The workload of all maps.
    String workload() {
        return first().workload();
    }

    /// A table for each machine, with what is said of all below the last one.
    List<Table> tables() {
        return maps.stream()
                .map(map -> new Table(
                        name(map),
                        heads(map),
                        map.rows().stream().map(row -> cells(map, row)).toList(),
                        map.equals(maps.getLast()) ? notes() : List.of()))
                .toList();
    }

    private Table data() {
        List<List<String>> data = new ArrayList<>();
        for (MulticoreMap map : maps) {
            for (MulticoreMap.Row row : map.rows()) {
                row.pairs().forEach(pair -> data.add(data(map, row.value(), pair)));
            }
        }
        return Table.of("", DATA, data, List.of());
    }

    private static List<String> data(MulticoreMap map, double value, BestPair pair) {
        return List.of(
                map.machine().name(),
                map.workload(),
                map.varied().key(),
                number(value),
                Integer.toString(pair.workers()),
                pair.shared().substrate(),
                String.format(Locale.ROOT, "%.1f", pair.shared().perSecond()),
                pair.messages().substrate(),
                String.format(Locale.ROOT, "%.1f", pair.messages().perSecond()),
                String.format(Locale.ROOT, "%.4f", pair.timeRatio()),
                GRADE);
    }

    private String json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", VERSION);
        report.put("workload", first().workload());
        report.put("parameter", first().varied());
        report.put("grade", GRADE);
        List<Map<String, Object>> machines = new ArrayList<>();
        for (MulticoreMap map : maps) {
            Map<String, Object> machine = new LinkedHashMap<>();
            machine.put("machine", map.machine().name());
            machine.put("rows", map.rows());
            machines.add(machine);
        }
        report.put("maps", machines);
        report.put("notRun", refused);
        return JsonText.of(report);
    }
}
