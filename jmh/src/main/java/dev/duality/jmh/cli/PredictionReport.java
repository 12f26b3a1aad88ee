// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.statistics.Digits;
import dev.duality.results.table.Format;
import dev.duality.results.table.JsonText;
import dev.duality.results.table.Table;
import dev.duality.results.table.TableReport;
import dev.duality.simulation.multicore.PairPredictions;
import dev.duality.simulation.prediction.Prediction;
import dev.duality.simulation.scale.CarrierParameters;
import dev.duality.simulation.scale.HostPredictions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// The report of what a model gives for a run's rows beside what was measured, to be read by people or programs. The
/// same predictions give the same report.
///
/// @param model in words, and as data
/// @param predictions by machine, at least one, each with at least one; a model that has no machines has them under ""
record PredictionReport(Model model, SequencedMap<String, List<Prediction>> predictions) {
    private static final int VERSION = 1;
    private static final int PERCENT = 100;
    private static final String NO_MACHINE = "";

    /// The model that gave the predictions.
    ///
    /// @param grade of its rows
    /// @param farOff a prediction that is further off than this share is marked
    /// @param description lines above the table
    /// @param note the line below it, on where both columns come from
    /// @param facts what programs are told of it, by name
    record Model(String grade, double farOff, List<String> description, String note, Map<String, Object> facts) {}

    PredictionReport {
        predictions = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(predictions));
    }

    /// Of a run and of its machine, simulated.
    /// @param predictions by machine
    static PredictionReport ofMachines(String run, SequencedMap<String, List<Prediction>> predictions) {
        return new PredictionReport(
                new Model(
                        "V",
                        PairPredictions.FAR_OFF,
                        List.of("ns of an operation of one worker, of %s and of its machine, simulated".formatted(run)),
                        "calibrated by the floor, by one word against two, and by an atomic addition of one worker; nothing"
                                + " else of the run went into it. Measured: median of the forks of this regime. Predicted:"
                                + " grade V, virtual",
                        Map.of()),
                predictions);
    }

    /// Of a run over hosts and of the networks with its carriers' parameters.
    /// @param predictions of one row at least
    static PredictionReport ofHosts(String run, HostPredictions predictions) {
        List<String> networks =
                predictions.carriers().stream().map(CarrierParameters::line).toList();
        List<String> description = new ArrayList<>();
        description.add("ns of an operation of one worker, of %s, and of as many nodes in virtual time".formatted(run));
        networks.forEach(network -> description.add("network: " + network));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", run);
        facts.put("network", String.join("; ", networks));
        facts.put("networks", networks);
        SequencedMap<String, List<Prediction>> all = new LinkedHashMap<>();
        all.put(NO_MACHINE, predictions.rows());
        return new PredictionReport(
                new Model(
                        "model",
                        HostPredictions.FAR_OFF,
                        description,
                        "measured: median of forks. Predicted: grade model, by what messages of the carrier itself took in"
                                + " the same forks; nothing of the rows went into it, and what callers and owners do beside"
                                + " messages is not in it",
                        facts),
                all);
    }

    private boolean hasMachines() {
        return !predictions.containsKey(NO_MACHINE);
    }

    /// @param columns width of the terminal, for [Format#TEXT] alone
    /// @return lines, each with its end; [Format#LONG] is [Format#CSV]
    /// @throws IllegalArgumentException for [Format#HTML]: there is no such form
    String render(Format format, int columns) {
        return format == Format.JSON
                ? JsonText.of(json())
                : new TableReport(model.description, List.of(table()), data()).render(format, columns);
    }

    private boolean isFarOff(Prediction one) {
        return Math.abs(one.error()) > model.farOff;
    }

    private Table table() {
        List<Table.Head> heads = new ArrayList<>();
        if (hasMachines()) {
            heads.add(Table.Head.words("machine"));
        }
        heads.addAll(List.of(
                Table.Head.words("row"),
                Table.Head.number("forks"),
                Table.Head.number("measured ns"),
                Table.Head.number("predicted ns"),
                Table.Head.number("off"),
                Table.Head.words("")));
        List<List<String>> rows = new ArrayList<>();
        predictions.forEach((machine, of) -> of.forEach(one -> rows.add(cells(machine, one))));
        return new Table("", heads, rows, notes());
    }

    private List<String> cells(String machine, Prediction one) {
        List<String> cells = begun(machine, one);
        cells.addAll(List.of(
                Digits.three(one.measuredNanos()),
                Digits.three(one.predictedNanos()),
                String.format(Locale.ROOT, "%+.0f %%", PERCENT * one.error()),
                isFarOff(one) ? "!" : ""));
        return cells;
    }

    private List<String> begun(String machine, Prediction one) {
        List<String> cells = new ArrayList<>();
        if (hasMachines()) {
            cells.add(machine);
        }
        cells.addAll(List.of(one.cell(), Integer.toString(one.forks())));
        return cells;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        predictions.forEach((machine, rows) -> notes.add(String.format(
                Locale.ROOT,
                "%smedian error %.0f %% of %s, %d of them off by more than %.0f %% (!)",
                hasMachines() ? machine + ": " : "",
                PERCENT * Prediction.medianError(rows),
                rows.size() == 1 ? "1 row" : rows.size() + " rows",
                rows.stream().filter(this::isFarOff).count(),
                PERCENT * model.farOff)));
        notes.add(model.note);
        return notes;
    }

    private Table data() {
        List<String> names = new ArrayList<>();
        if (hasMachines()) {
            names.add("machine");
        }
        names.addAll(List.of("cell", "forks", "measured_ns", "predicted_ns", "error", "grade"));
        List<List<String>> rows = new ArrayList<>();
        predictions.forEach((machine, of) -> of.forEach(one -> {
            List<String> cells = begun(machine, one);
            cells.addAll(List.of(
                    decimal(one.measuredNanos()), decimal(one.predictedNanos()), decimal(one.error()), model.grade));
            rows.add(cells);
        }));
        return Table.of("", names, rows, List.of());
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private Map<String, Object> json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", VERSION);
        report.put("grade", model.grade);
        report.putAll(model.facts);
        List<Map<String, Object>> all = new ArrayList<>();
        Map<String, Double> medians = new LinkedHashMap<>();
        predictions.forEach((machine, of) -> {
            of.forEach(one -> all.add(json(machine, one)));
            medians.put(machine, Prediction.medianError(of));
        });
        report.put("predictions", all);
        report.put("medianError", hasMachines() ? medians : medians.get(NO_MACHINE));
        return report;
    }

    private Map<String, Object> json(String machine, Prediction one) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (hasMachines()) {
            row.put("regime", machine);
        }
        row.put("cell", one.cell());
        row.put("forks", one.forks());
        row.put("measuredNanos", one.measuredNanos());
        row.put("predictedNanos", one.predictedNanos());
        return row;
    }
}
