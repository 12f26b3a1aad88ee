// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.statistics.Digits;
import dev.duality.results.table.Format;
import dev.duality.results.table.Table;
import dev.duality.results.table.TableReport;
import dev.duality.simulation.multicore.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The report of a simulated machine that was calibrated from a run about the run's other rows.
///
/// @param predictions by machine, at least one
record PredictionReport(String run, List<Prediction> predictions) {
    private static final int VERSION = 1;
    private static final int PERCENT = 100;
    private static final List<Table.Head> HEADS = List.of(
            Table.Head.words("machine"),
            Table.Head.words("row"),
            Table.Head.number("forks"),
            Table.Head.number("measured ns"),
            Table.Head.number("predicted ns"),
            Table.Head.number("off"),
            Table.Head.words(""));
    private static final List<String> DATA =
            List.of("machine", "cell", "forks", "measured_ns", "predicted_ns", "error", "grade");

    /// @param columns width of the terminal, for [Format#TEXT] alone
    /// @return lines, each with its end; [Format#LONG] is [Format#CSV]
    /// @throws IllegalArgumentException for [Format#HTML]: there is no such form
    String render(Format format, int columns) {
        return format == Format.JSON
                ? json()
                : new TableReport(
                                List.of("ns of an operation of one worker, of %s and of its machine, simulated"
                                        .formatted(run)),
                                List.of(table()),
                                data())
                        .render(format, columns);
    }

    private Map<String, List<Prediction>> byRegime() {
        Map<String, List<Prediction>> regimes = new LinkedHashMap<>();
        predictions.forEach(one ->
                regimes.computeIfAbsent(one.regime(), _ -> new ArrayList<>()).add(one));
        return regimes;
    }

    private static String off(double error) {
        return String.format(Locale.ROOT, "%+.0f %%", PERCENT * error);
    }

    private static String mark(Prediction one) {
        return Math.abs(one.error()) > Prediction.FAR_OFF ? "!" : "";
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        byRegime()
                .forEach((regime, rows) -> notes.add(String.format(
                        Locale.ROOT,
                        "%s: median error %.0f %% of %d rows, %d of them off by more than %.0f %% (!)",
                        regime,
                        PERCENT * Prediction.medianError(rows),
                        rows.size(),
                        rows.stream().filter(one -> !mark(one).isEmpty()).count(),
                        PERCENT * Prediction.FAR_OFF)));
        notes.add(
                "calibrated by the floor, by one word against two, and by an atomic addition of one worker; nothing else"
                        + " of the run went into it. Measured: median of the forks of this regime. Predicted: grade V, virtual");
        return notes;
    }

    private Table table() {
        List<List<String>> rows = new ArrayList<>();
        byRegime().values().forEach(of -> of.forEach(one -> rows.add(cells(one))));
        return new Table("", HEADS, rows, notes());
    }

    private static List<String> cells(Prediction one) {
        return List.of(
                one.regime(),
                one.cell(),
                Integer.toString(one.forks()),
                Digits.three(one.measuredNanos()),
                Digits.three(one.predictedNanos()),
                off(one.error()),
                mark(one));
    }

    private Table data() {
        return Table.of(
                "", DATA, predictions.stream().map(PredictionReport::data).toList(), List.of());
    }

    private static List<String> data(Prediction one) {
        return List.of(
                one.regime(),
                one.cell(),
                Integer.toString(one.forks()),
                fourDigits(one.measuredNanos()),
                fourDigits(one.predictedNanos()),
                fourDigits(one.error()),
                "V");
    }

    private static String fourDigits(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private String json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", VERSION);
        report.put("grade", "V");
        report.put("predictions", predictions);
        Map<String, Double> medians = new LinkedHashMap<>();
        byRegime().forEach((regime, rows) -> medians.put(regime, Prediction.medianError(rows)));
        report.put("medianError", medians);
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(report)
                + "\n";
    }
}
