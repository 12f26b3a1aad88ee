// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.laws.Amdahl;
import dev.duality.results.laws.Answer;
import dev.duality.results.laws.Estimate;
import dev.duality.results.laws.Scaling;
import dev.duality.results.laws.Scaling.Step;
import dev.duality.results.laws.Series;
import dev.duality.results.laws.Usl;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The report of the laws of some series, to be read by people or programs. The same series give the same report.
///
/// @param all one for each series
public record LawsReport(List<Scaling> all) {
    private static final int VERSION = 1;
    private static final List<String> HEADER =
            List.of("series", "law", "figure", "n", "threads", "value", "low", "high", "note");

    public LawsReport {
        all = List.copyOf(all);
    }

    /// @param columns width of the terminal, for [Format#TEXT] alone
    /// @return lines, each with its end; [Format#LONG] is [Format#CSV], which has a row for each figure
    /// @throws IllegalArgumentException for [Format#HTML]: there is no such form
    public String render(Format format, int columns) {
        return switch (format) {
            case TEXT, MARKDOWN, CSV, LONG -> new TableReport(List.of(), sheets(), data()).render(format, columns);
            case JSON -> json();
            case HTML ->
                throw new IllegalArgumentException("format is \"html\", but laws are text, markdown, csv or json");
        };
    }

    private List<Table> sheets() {
        return all.stream().map(LawsSheets::of).toList();
    }

    /// One figure of one series.
    ///
    /// @param point what it belongs to; empty for what belongs to the series
    private record Entry(
            String law, String figure, Optional<Series.Point> point, Optional<Estimate> value, String note) {
        static Entry of(String law, String figure, Answer<Estimate> answer) {
            return new Entry(law, figure, Optional.empty(), answer.given(), LawsReport.note(answer));
        }

        static Entry of(String law, String figure, Estimate estimate, String note) {
            return new Entry(law, figure, Optional.empty(), Optional.of(estimate), note);
        }

        static Entry of(String law, String figure, Step step, Optional<Estimate> estimate) {
            return new Entry(
                    law, figure, Optional.of(step.point()), estimate, step.hasCores() ? "" : "more threads than cores");
        }
    }

    private static String note(Answer<?> answer) {
        return answer instanceof Answer.Inconclusive<?>(String reason) ? "inconclusive: " + reason : "";
    }

    private static List<Entry> entries(Scaling scaling) {
        List<Entry> entries = new ArrayList<>();
        String quantity = scaling.series().quantity().label();
        for (Step step : scaling.steps()) {
            entries.add(Entry.of(
                    "", quantity, step, plain(Optional.of(step.measured().median()))));
            if (scaling.base().isPresent()) {
                entries.add(Entry.of("", "speedup", step, step.speedup()));
                entries.add(Entry.of("", "efficiency", step, step.efficiency()));
                entries.add(Entry.of("karp-flatt", "e", step, step.serial()));
            }
            step.scaled().ifPresent(value -> entries.add(Entry.of("gustafson", "speedup", step, plain(step.scaled()))));
            step.amdahlResidual()
                    .ifPresent(_ -> entries.add(Entry.of("amdahl", "residual", step, plain(step.amdahlResidual()))));
            step.uslResidual()
                    .ifPresent(_ -> entries.add(Entry.of("usl", "residual", step, plain(step.uslResidual()))));
        }
        switch (scaling.amdahl()) {
            case Answer.Given<Amdahl>(Amdahl law) -> {
                entries.add(Entry.of("amdahl", "s", law.serial(), ""));
                entries.add(Entry.of("amdahl", "s_inf", law.bound()));
            }
            case Answer.Inconclusive<Amdahl> none ->
                entries.add(new Entry("amdahl", "s", Optional.empty(), Optional.empty(), note(none)));
        }
        switch (scaling.usl()) {
            case Answer.Given<Usl>(Usl law) -> {
                String fit = "fitted to " + law.fit().text();
                entries.add(Entry.of("usl", "gamma", law.capacity(), fit));
                entries.add(Entry.of("usl", "alpha", law.contention(), fit));
                entries.add(Entry.of("usl", "beta", law.coherence(), fit));
                entries.add(Entry.of("usl", "n_star", law.peak()));
            }
            case Answer.Inconclusive<Usl> none ->
                entries.add(new Entry("usl", "alpha", Optional.empty(), Optional.empty(), note(none)));
        }
        entries.add(new Entry(
                "karp-flatt",
                "change",
                Optional.empty(),
                plain(scaling.trend().given().map(trend -> trend.last() - trend.first())),
                scaling.trend().given().map(trend -> word(trend.direction())).orElseGet(() -> note(scaling.trend()))));
        scaling.trend().given().ifPresent(trend -> entries.add(Entry.of("karp-flatt", "slope", trend.slope(), "")));
        scaling.cost()
                .ifPresent(cost -> entries.add(new Entry(
                        "cost",
                        "threads",
                        Optional.empty(),
                        cost.threads().isPresent()
                                ? plain(Optional.of(cost.threads().getAsDouble()))
                                : Optional.empty(),
                        cost.threads().isPresent() ? "" : "none up to " + Digits.all(cost.tried()))));
        return entries;
    }

    private static Optional<Estimate> plain(Optional<Double> value) {
        return value.map(number -> new Estimate(number, Optional.empty()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private Table data() {
        List<List<String>> rows = new ArrayList<>();
        for (Scaling scaling : all) {
            for (Entry entry : entries(scaling)) {
                Optional<Interval> range = entry.value.flatMap(Estimate::interval);
                rows.add(List.of(
                        scaling.series().name(),
                        entry.law,
                        entry.figure,
                        entry.point.map(point -> Digits.all(point.n())).orElse(""),
                        entry.point.map(point -> Digits.all(point.threads())).orElse(""),
                        entry.value.map(value -> number(value.value())).orElse(""),
                        range.map(Interval::low).map(LawsReport::number).orElse(""),
                        range.map(Interval::high).map(LawsReport::number).orElse(""),
                        entry.note));
            }
        }
        return Table.of("", HEADER, rows, List.of());
    }

    /// Empty where there is no end to it.
    private static String number(double value) {
        return Double.isInfinite(value) ? "" : Field.csv(value);
    }

    private String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("laws", VERSION);
        ArrayNode series = json.putArray("series");
        for (Scaling scaling : all) {
            ObjectNode one = series.addObject();
            one.put("series", scaling.series().name());
            one.put("quantity", scaling.series().quantity().label());
            scaling.series().cores().ifPresent(cores -> one.put("cores", cores));
            scaling.base().ifPresent(base -> one.put("base", word(base)));
            ArrayNode figures = one.putArray("figures");
            entries(scaling).forEach(entry -> figure(figures.addObject(), entry));
        }
        return JsonText.of(json);
    }

    private static void figure(ObjectNode node, Entry entry) {
        if (!entry.law.isEmpty()) {
            node.put("law", entry.law);
        }
        node.put("figure", entry.figure);
        entry.point.ifPresent(point -> {
            number(node, "n", point.n());
            number(node, "threads", point.threads());
        });
        entry.value.ifPresentOrElse(value -> node.put("value", value.value()), () -> node.putNull("value"));
        entry.value.flatMap(Estimate::interval).ifPresent(range -> {
            end(node, "low", range.low());
            end(node, "high", range.high());
        });
        if (!entry.note.isEmpty()) {
            node.put("note", entry.note);
        }
    }

    /// Without a fraction where there is none.
    private static void number(ObjectNode node, String name, double value) {
        if (value == Math.rint(value)) {
            node.put(name, (int) value);
        } else {
            node.put(name, value);
        }
    }

    /// Left out where there is no end to it.
    private static void end(ObjectNode node, String name, double value) {
        if (!Double.isInfinite(value)) {
            node.put(name, value);
        }
    }
}
