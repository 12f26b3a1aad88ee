// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.statistics.Digits;
import dev.duality.results.table.Format;
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
    private static final int WIDTH = 44;

    /// @return lines, each with its end; [Format#LONG] is [Format#CSV]
    /// @throws IllegalArgumentException for [Format#HTML]: there is no such form
    String render(Format format) {
        return switch (format) {
            case TEXT -> text();
            case MARKDOWN -> markdown();
            case CSV, LONG -> csv();
            case JSON -> json();
            case HTML -> throw new IllegalArgumentException("predictions are text, markdown, csv or json");
        };
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
        return Math.abs(one.error()) > Prediction.FAR_OFF ? " !" : "";
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

    private String text() {
        StringBuilder text = new StringBuilder(
                "ns of an operation of one worker, of %s and of its machine, simulated\n".formatted(run));
        byRegime().forEach((regime, rows) -> {
            text.append('\n').append(regime).append('\n');
            for (Prediction one : rows) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %-" + WIDTH + "s %8s measured %8s predicted %7s%s\n",
                        one.cell(),
                        Digits.three(one.measuredNanos()),
                        Digits.three(one.predictedNanos()),
                        off(one.error()),
                        mark(one)));
            }
        });
        text.append('\n');
        notes().forEach(note -> text.append(note).append('\n'));
        return text.toString();
    }

    private String markdown() {
        StringBuilder text = new StringBuilder(
                "| machine | row | forks | measured ns | predicted ns | off |\n| --- | --- | ---: | ---: | ---: | ---: |\n");
        for (Prediction one : predictions) {
            text.append("| %s | %s | %d | %s | %s | %s%s |\n"
                    .formatted(
                            one.regime(),
                            one.cell(),
                            one.forks(),
                            Digits.three(one.measuredNanos()),
                            Digits.three(one.predictedNanos()),
                            off(one.error()),
                            mark(one)));
        }
        text.append('\n');
        notes().forEach(note -> text.append("- ").append(note).append('\n'));
        return text.toString();
    }

    private String csv() {
        StringBuilder text = new StringBuilder("machine,cell,forks,measured_ns,predicted_ns,error,grade\n");
        for (Prediction one : predictions) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%.4f,%.4f,%.4f,V\n",
                    one.regime(),
                    one.cell(),
                    one.forks(),
                    one.measuredNanos(),
                    one.predictedNanos(),
                    one.error()));
        }
        return text.toString();
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
