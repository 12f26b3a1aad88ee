// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.statistics.Digits;
import dev.duality.results.table.Format;
import dev.duality.results.table.Table;
import dev.duality.results.table.TableReport;
import dev.duality.simulation.scale.CarrierParameters;
import dev.duality.simulation.scale.HostPrediction;
import dev.duality.simulation.scale.HostPredictions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The report of what a carrier's parameters give for rows over hosts that were measured.
///
/// @param run whose rows
/// @param predictions of one row at least
record HostPredictionReport(String run, HostPredictions predictions) {
    private static final int VERSION = 1;
    private static final String GRADE = "model";
    private static final int PERCENT = 100;
    private static final List<Table.Head> HEADS = List.of(
            Table.Head.words("row"),
            Table.Head.number("forks"),
            Table.Head.number("measured ns"),
            Table.Head.number("predicted ns"),
            Table.Head.number("off"),
            Table.Head.words(""));
    private static final List<String> DATA = List.of("cell", "forks", "measured_ns", "predicted_ns", "error", "grade");

    /// @param columns width of the terminal, for [Format#TEXT] alone
    /// @return lines, each with its end; [Format#LONG] is [Format#CSV]
    /// @throws IllegalArgumentException for [Format#HTML]: there is no such form
    String render(Format format, int columns) {
        return format == Format.JSON
                ? json()
                : new TableReport(lines(), List.of(table()), data()).render(format, columns);
    }

    private List<String> lines() {
        return Stream.concat(
                        Stream.of("ns of an operation of one worker, of %s, and of as many nodes in virtual time"
                                .formatted(run)),
                        networks().map("network: "::concat))
                .toList();
    }

    private Stream<String> networks() {
        return predictions.carriers().stream().map(CarrierParameters::line);
    }

    private Table table() {
        List<HostPrediction> rows = predictions.rows();
        return new Table(
                "",
                HEADS,
                rows.stream().map(HostPredictionReport::cells).toList(),
                List.of(
                        String.format(
                                Locale.ROOT,
                                "median error %.0f %% of %s, %d of them off by more than %.0f %% (!)",
                                PERCENT * predictions.medianError(),
                                rows.size() == 1 ? "1 row" : rows.size() + " rows",
                                rows.stream()
                                        .filter(HostPredictionReport::isFarOff)
                                        .count(),
                                PERCENT * HostPrediction.FAR_OFF),
                        "measured: median of forks. Predicted: grade model, by what messages of the carrier itself took in the"
                                + " same forks; nothing of the rows went into it, and what callers and owners do beside messages is"
                                + " not in it"));
    }

    private static boolean isFarOff(HostPrediction one) {
        return Math.abs(one.error()) > HostPrediction.FAR_OFF;
    }

    private static List<String> cells(HostPrediction one) {
        return List.of(
                one.cell(),
                Integer.toString(one.forks()),
                Digits.three(one.measuredNanos()),
                Digits.three(one.predictedNanos()),
                String.format(Locale.ROOT, "%+.0f %%", PERCENT * one.error()),
                isFarOff(one) ? "!" : "");
    }

    private Table data() {
        return Table.of(
                "",
                DATA,
                predictions.rows().stream().map(HostPredictionReport::data).toList(),
                List.of());
    }

    private static List<String> data(HostPrediction one) {
        return List.of(
                one.cell(),
                Integer.toString(one.forks()),
                decimal(one.measuredNanos()),
                decimal(one.predictedNanos()),
                decimal(one.error()),
                GRADE);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private String json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", VERSION);
        report.put("grade", GRADE);
        report.put("run", run);
        report.put("networks", networks().toList());
        report.put("predictions", predictions.rows());
        report.put("medianError", predictions.medianError());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(report)
                + "\n";
    }
}
