// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Findings;
import dev.duality.results.finding.LoadCurve;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The tables of rows under more and more load.
public final class LoadSheet {
    private LoadSheet() {}

    /// One, if there are rows that were offered several rates.
    public static List<Table> of(Findings findings) {
        List<LoadCurve> curves = findings.loadCurves();
        return curves.isEmpty()
                ? List.of()
                : List.of(
                        Table.of(
                                "Under more and more load",
                                List.of(
                                        "row",
                                        "threads",
                                        "knee /s",
                                        "p50 there",
                                        "p99 there",
                                        "p99.9 there",
                                        "kept /s",
                                        "missed /s"),
                                curves.stream().map(LoadSheet::line).toList(),
                                List.of(
                                        "The knee is the offered rate at which rate over p99 is greatest. Times are in ns, from the"
                                                + " intended start. Kept is the highest rate that was kept, missed the lowest that was not.")));
    }

    private static List<String> line(LoadCurve curve) {
        Optional<Row.Open> knee = curve.knee();
        return List.of(
                name(curve),
                threads(curve),
                rate(knee.map(loop -> OptionalDouble.of(loop.targetPerSecond())).orElse(OptionalDouble.empty())),
                nanos(knee.map(Row.Open::p50Nanos)),
                nanos(knee.map(Row.Open::p99Nanos)),
                nanos(knee.map(Row.Open::p999Nanos)),
                rate(curve.loops().stream()
                        .mapToDouble(Row.Open::targetPerSecond)
                        .max()),
                rate(curve.missed().stream().mapToDouble(each -> each).min()));
    }

    /// One: how much each row carries with p99 below a bound; without lines if no row was offered several rates.
    /// @param nanos the bound
    public static Table within(Findings findings, long nanos) {
        return Table.of(
                "The highest rate with p99 below " + Digits.three(nanos / 1e3) + " us",
                List.of("row", "threads", "highest /s", "no longer at /s"),
                findings.loadCurves().stream()
                        .map(curve -> {
                            LoadCurve.Within within = curve.within(nanos);
                            return List.of(
                                    name(curve),
                                    threads(curve),
                                    within.kept().isPresent() ? rate(within.kept()) : "none",
                                    within.broken().isPresent() ? rate(within.broken()) : "not found");
                        })
                        .toList(),
                List.of(
                        "Of the rates that were tried; the limit lies between the two. The preset load tries ten of each row."));
    }

    /// [#within] as lines of text, each with its end.
    /// @param nanos the bound
    public static String text(Findings findings, long nanos) {
        Table table = within(findings, nanos);
        List<String> lines = new ArrayList<>(List.of(table.title() + ":"));
        if (table.rows().isEmpty()) {
            lines.add("No row was offered " + LoadCurve.FEWEST + " rates; duality run --preset load offers ten.");
        } else {
            lines.add("");
            lines.addAll(table.text());
            lines.addAll(table.below());
        }
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String name(LoadCurve curve) {
        return curve.row().cell().workload() + " " + curve.row().cell().substrate();
    }

    private static String threads(LoadCurve curve) {
        return curve.row().cell().workers() + "+" + curve.row().cell().servers();
    }

    private static String rate(OptionalDouble perSecond) {
        return perSecond.isPresent() ? Digits.whole(perSecond.getAsDouble()) : "";
    }

    private static String nanos(Optional<OptionalLong> value) {
        OptionalLong found = value.orElse(OptionalLong.empty());
        return found.isPresent() ? Digits.three((double) found.getAsLong()) : "";
    }
}
