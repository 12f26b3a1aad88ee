// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.Run;
import dev.duality.results.Status;
import dev.duality.results.finding.Change;
import dev.duality.results.finding.Change.Outcome;
import dev.duality.results.finding.Comparison;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Measure;
import dev.duality.results.finding.Regime;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The report of what became of the rows of one run in another, for people or programs.
///
/// @param comparison what is reported
/// @param all whether rows that did not change are shown, too; data has them always
public record ComparisonReport(Comparison comparison, boolean all) {
    private static final int SHORT_COMMIT = 10;
    private static final List<String> HEAD =
            List.of("row", "measure", "before", "after", "after / before", "verdict", "grade");

    /// @param format [Format#TEXT], [Format#MARKDOWN] or [Format#CSV]
    /// @param columns the most characters of a line of text that is no row of the table; it is broken between words
    /// @return lines, each with its end
    /// @throws IllegalArgumentException if there is no such form of a comparison
    public String render(Format format, int columns) {
        return switch (format) {
            case TEXT -> text(columns);
            case MARKDOWN -> MarkdownReport.of(description(), List.of(table()));
            case CSV -> csv();
            default ->
                throw new IllegalArgumentException(
                        "format is \"" + format.label() + "\", but a comparison is text, markdown or csv");
        };
    }

    private String text(int columns) {
        List<String> lines = new ArrayList<>(broken(description(), columns));
        Table table = table();
        if (!table.rows().isEmpty()) {
            lines.add("");
            lines.addAll(table.text());
        }
        lines.add("");
        lines.addAll(broken(table.below(), columns));
        return lines.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
    }

    private static List<String> broken(List<String> lines, int columns) {
        return lines.stream()
                .flatMap(line -> Plain.paragraph("", line, columns).stream())
                .toList();
    }

    /// The description of what was compared, a line each.
    public List<String> description() {
        List<String> lines = new ArrayList<>();
        lines.add("before: " + run(comparison.baseline().run()));
        lines.add("after:  " + run(comparison.other().run()));
        String machine = comparison.machines().isEmpty()
                ? "the same machine"
                : "another machine (" + String.join(", ", comparison.machines()) + "), so nothing is judged";
        String floor = comparison.floorRatio().isEmpty()
                ? "no floor to compare"
                : "floor %s ns, then %s ns (%s x)"
                        .formatted(
                                Digits.three(floorNanos(comparison.baseline())),
                                Digits.three(floorNanos(comparison.other())),
                                Digits.ratio(comparison.floorRatio().getAsDouble()));
        lines.add("where:  " + machine + "; " + floor);
        return lines.stream().map(Plain::line).toList();
    }

    private static double floorNanos(Findings findings) {
        return findings.floor().orElseThrow().roundTripNanos().median();
    }

    private static String run(Run run) {
        String id = run.commit().id();
        return "%s, commit %s%s, %sJava %s, %s%s"
                .formatted(
                        run.id(),
                        id.length() > SHORT_COMMIT ? id.substring(0, SHORT_COMMIT) : id,
                        run.commit().dirty() ? " and changes" : "",
                        run.jars().stream().map(jar -> jar.shortText() + ", ").collect(Collectors.joining()),
                        run.jvm().version(),
                        run.machine().cpu(),
                        run.status() == Status.COMPLETE ? "" : " (incomplete)");
    }

    /// The rows that are shown, and below them how many were compared and why some were not judged.
    public Table table() {
        List<List<String>> rows = comparison.changes().stream()
                .filter(change -> all || isChanged(change))
                .map(ComparisonReport::row)
                .toList();
        List<String> below = new ArrayList<>();
        below.add(summary());
        reasons().forEach((reason, count) -> below.add("Not judged, " + count + ": " + Plain.line(reason) + "."));
        only("before", comparison.onlyBefore()).ifPresent(below::add);
        only("after", comparison.onlyAfter()).ifPresent(below::add);
        return Table.of(all ? "All rows" : "Rows that changed", HEAD, rows, below);
    }

    private static boolean isChanged(Change change) {
        return switch (change.outcome()) {
            case Outcome.Slower(), Outcome.Faster(), Outcome.Failed(String _) -> true;
            case Outcome.Same(), Outcome.Open(String _) -> false;
        };
    }

    private static List<String> row(Change change) {
        boolean failed = change.raw().isEmpty();
        return List.of(
                change.cell().id()
                        + Regime.nameOf(change.regime())
                                .map(name -> ", " + name)
                                .orElse(""),
                measure(change),
                number(change, change.before()),
                failed ? "" : number(change, change.after()),
                change.raw().map(ComparisonReport::ratio).orElse(""),
                change.outcome().words(),
                change.grade().letter().name());
    }

    private static String measure(Change change) {
        return change.measure() == Measure.LATENCY
                ? change.measure().text() + " at " + Digits.whole(change.rate()) + "/s"
                : change.measure().text();
    }

    private static String number(Change change, double value) {
        return Digits.three(value)
                + switch (change.measure()) {
                    case THROUGHPUT -> "/s";
                    case JOB -> " s";
                    case LATENCY -> " ns";
                };
    }

    private static String ratio(Ratio ratio) {
        return !ratio.confident() && !ratio.wide() ? Digits.ratio(ratio.value()) + " x" : ratio.text();
    }

    /// Such as `26 compared, 5 % tolerated: 1 slower, 0 faster, 20 the same, 5 not judged, 0 failed.`
    private String summary() {
        return String.format(
                Locale.ROOT,
                "%d compared, %s %% tolerated: %d slower, %d faster, %d the same, %d not judged, %d failed.",
                comparison.changes().size(),
                Digits.three(comparison.tolerated() * 100),
                count(Outcome.Slower.class),
                count(Outcome.Faster.class),
                count(Outcome.Same.class),
                count(Outcome.Open.class),
                count(Outcome.Failed.class));
    }

    private long count(Class<? extends Outcome> kind) {
        return comparison.changes().stream()
                .filter(change -> kind.isInstance(change.outcome()))
                .count();
    }

    private Map<String, Integer> reasons() {
        Map<String, Integer> reasons = new TreeMap<>();
        for (Change change : comparison.changes()) {
            if (change.outcome() instanceof Outcome.Open(String reason)) {
                reasons.merge(reason, 1, Integer::sum);
            }
        }
        return reasons;
    }

    private static Optional<String> only(String when, List<Cell> cells) {
        return cells.isEmpty()
                ? Optional.empty()
                : Optional.of("Only " + when + ", " + cells.size() + ": "
                        + cells.stream().map(Cell::id).collect(Collectors.joining(", ")) + ".");
    }

    /// One field of the data.
    private record Field(String name, Function<Change, String> value) {}

    private static final List<Field> FIELDS = List.of(
            new Field("cell", change -> change.cell().id()),
            new Field("workload", change -> change.cell().workload()),
            new Field("substrate", change -> change.cell().substrate()),
            new Field("measure", change -> change.measure().text()),
            new Field("rate_per_second", change -> change.rate() == 0 ? "" : Double.toString(change.rate())),
            new Field("before", change -> Double.toString(change.before())),
            new Field("after", change -> change.raw().isEmpty() ? "" : Double.toString(change.after())),
            new Field("ratio", change -> value(change.raw())),
            new Field("ratio_low", change -> bound(change.raw(), Interval::low)),
            new Field("ratio_high", change -> bound(change.raw(), Interval::high)),
            new Field("regime", change -> change.regime().map(Regime::label).orElse("")),
            new Field(
                    "forks",
                    change -> change.raw()
                            .map(ratio -> Integer.toString(ratio.forks()))
                            .orElse("")),
            new Field("verdict", change -> change.outcome().words()),
            new Field("grade", change -> change.grade().letter().name()));

    private static String value(Optional<Ratio> ratio) {
        return ratio.filter(found -> !found.wide())
                .map(found -> Double.toString(found.value()))
                .orElse("");
    }

    private static String bound(Optional<Ratio> ratio, Function<Interval, Double> end) {
        return ratio.flatMap(Ratio::interval)
                .map(end)
                .map(found -> Double.toString(found))
                .orElse("");
    }

    private String csv() {
        return Csv.of(Table.of(
                "",
                FIELDS.stream().map(Field::name).toList(),
                comparison.changes().stream()
                        .map(change -> FIELDS.stream()
                                .map(field -> field.value.apply(change))
                                .toList())
                        .toList(),
                List.of()));
    }
}
