// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.laws.Amdahl;
import dev.duality.results.laws.Answer;
import dev.duality.results.laws.Answer.Given;
import dev.duality.results.laws.Answer.Inconclusive;
import dev.duality.results.laws.Cost;
import dev.duality.results.laws.Estimate;
import dev.duality.results.laws.Fit;
import dev.duality.results.laws.Quantity;
import dev.duality.results.laws.Scaling;
import dev.duality.results.laws.Scaling.Base;
import dev.duality.results.laws.Scaling.Step;
import dev.duality.results.laws.Series;
import dev.duality.results.laws.Trend;
import dev.duality.results.laws.Usl;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A table for each series, with what the laws say of it below.
public final class LawsSheets {
    /// Of what was measured: no machine repeats itself so closely.
    private static final double TOO_SMALL_TO_TELL = 5e-5;

    private static final int MOST_NAMED = 8;
    private static final int MOST_WITHOUT = 3; // series that are told one by one

    private final Scaling scaling;
    private final List<String> head = new ArrayList<>();
    private final List<Function<Step, String>> columns = new ArrayList<>();

    private LawsSheets(Scaling scaling) {
        this.scaling = scaling;
    }

    static Table of(Scaling scaling) {
        return new LawsSheets(scaling).sheet();
    }

    /// One for each series with a law; and of the others why they have none, each where they are few, else a line for
    /// each reason.
    public static List<Table> ofAll(List<Scaling> all) {
        List<Table> tables = new ArrayList<>();
        all.stream().filter(one -> !one.isInconclusive()).map(LawsSheets::of).forEach(tables::add);
        List<List<String>> without = all.stream()
                .filter(Scaling::isInconclusive)
                .map(LawsSheets::without)
                .toList();
        List<String> head = List.of("series", "n", "why");
        if (without.size() > MOST_WITHOUT) {
            Map<String, Long> reasons = without.stream()
                    .collect(Collectors.groupingBy(List::getLast, LinkedHashMap::new, Collectors.counting()));
            List<String> lines = new ArrayList<>();
            reasons.forEach((reason, series) ->
                    lines.add(series + (series == 1 ? " series has" : " series have") + " no law: " + reason + "."));
            tables.add(Table.of("", head, List.of(), lines));
        } else if (!without.isEmpty()) {
            tables.add(Table.of("Inconclusive", head, without, List.of()));
        }
        return tables;
    }

    private static List<String> without(Scaling scaling) {
        return List.of(
                scaling.series().name(),
                scaling.series().points().stream()
                        .map(point -> Digits.all(point.n()))
                        .collect(Collectors.joining(", ")),
                Stream.of(scaling.amdahl(), scaling.usl())
                        .flatMap(LawsSheets::reason)
                        .distinct()
                        .collect(Collectors.joining("; ")));
    }

    private static Stream<String> reason(Answer<?> answer) {
        return answer instanceof Inconclusive<?>(String reason) ? Stream.of(reason) : Stream.empty();
    }

    private Table sheet() {
        Series series = scaling.series();
        column("n", step -> Digits.all(step.point().n()) + (step.hasCores() ? "" : " *"));
        if (series.points().stream().anyMatch(point -> point.threads() > point.n())) {
            column("threads", step -> Digits.all(step.point().threads()));
        }
        column(series.quantity().label(), step -> Digits.three(step.measured().median()));
        if (scaling.base().isPresent()) {
            column("S_n", step -> ratio(step.speedup()));
            column("efficiency", step -> ratio(step.efficiency()));
            column("e", step -> step.serial().map(LawsSheets::coefficient).orElse(""));
        }
        if (scaling.amdahl() instanceof Given<Amdahl>) {
            column("scaled S_n", step -> step.scaled().map(Digits::ratio).orElse(""));
            column(
                    "off Amdahl",
                    step -> step.amdahlResidual().map(LawsSheets::signed).orElse(""));
        }
        if (scaling.usl() instanceof Given<Usl>) {
            column("off USL", step -> step.uslResidual().map(LawsSheets::signed).orElse(""));
        }
        return Table.of(
                series.name(),
                head,
                scaling.steps().stream()
                        .map(step ->
                                columns.stream().map(text -> text.apply(step)).toList())
                        .toList(),
                below());
    }

    private void column(String title, Function<Step, String> text) {
        head.add(title);
        columns.add(text);
    }

    private List<String> below() {
        List<String> below = new ArrayList<>();
        if (scaling.steps().stream().anyMatch(step -> !step.hasCores())) {
            int cores = scaling.series().cores().orElseThrow();
            below.add("* more threads than the " + cores + (cores == 1 ? " core" : " cores")
                    + ": this measures the scheduler, and is in no fit.");
        }
        below.add("S_n: " + base());
        below.add("Amdahl: " + amdahl());
        below.add("Karp-Flatt: " + trend(scaling.trend()));
        scaling.amdahl().given().ifPresent(law -> below.add(gustafson(law)));
        below.add("USL: " + usl());
        scaling.cost().ifPresent(cost -> below.add("COST: " + cost(cost)));
        below.add(intervals());
        return below;
    }

    private String base() {
        return scaling.base()
                .map(which ->
                        which == Base.PLAIN ? "over the plain program in one thread." : "over the series' own n = 1.")
                .orElse("inconclusive: there is neither n = 1 nor a plain program to compare with.");
    }

    private String amdahl() {
        return switch (scaling.amdahl()) {
            case Inconclusive<Amdahl>(String reason) -> inconclusive(reason);
            case Given<Amdahl>(Amdahl law) ->
                "serial part s = " + coefficient(law.serial()) + "; S_inf = " + answer(law.bound()) + ". "
                        + follows(law.residuals()) + " Fitted to relative errors of times, whatever --fit says.";
        };
    }

    private String usl() {
        return switch (scaling.usl()) {
            case Inconclusive<Usl>(String reason) -> inconclusive(reason);
            case Given<Usl>(Usl law) ->
                "alone gamma = " + coefficient(law.capacity())
                        + (scaling.series().quantity() == Quantity.SECONDS ? " jobs" : "")
                        + " a second; contention alpha = " + coefficient(law.contention()) + "; coherence beta = "
                        + coefficient(law.coherence()) + "; most at n* = " + answer(law.peak()) + ". "
                        + follows(law.residuals()) + " " + fitted(law.fit());
        };
    }

    private static String fitted(Fit fit) {
        return "Fitted to " + fit.text()
                + switch (fit) {
                    case LOG ->
                        "; published coefficients are mostly of " + Fit.LINEAR.text() + " (duality laws --fit linear).";
                    case LINEAR -> ", as published coefficients are.";
                };
    }

    private static String inconclusive(String reason) {
        return "inconclusive: " + reason + ".";
    }

    private static String follows(List<Double> residuals) {
        String worst = Digits.three(100 * Scaling.worst(residuals)) + " %";
        return Scaling.follows(residuals)
                ? "The points lie within " + worst + " of it."
                : "The points do NOT follow it: one is off by " + worst + ".";
    }

    /// Such as `e rises from 0.0500 to 0.120, by 0.0100 [0.0080, 0.0120] with each n: overhead that grows with n.`
    static String trend(Answer<Trend> answer) {
        return switch (answer) {
            case Inconclusive<Trend>(String reason) -> inconclusive(reason);
            case Given<Trend>(Trend trend) -> {
                String change =
                        " from " + Digits.significant(trend.first()) + " to " + Digits.significant(trend.last());
                String slope = change
                        + (trend.slope().interval().isPresent()
                                ? ", by " + coefficient(trend.slope()) + " with each n"
                                : ", in no straight line");
                yield switch (trend.direction()) {
                    case FLAT ->
                        "e goes" + change + ", which is flat within the points' scatter: "
                                + (trend.serial()
                                        ? "a serial part of " + Digits.significant(trend.level()) + "."
                                        : "no serial part was seen.")
                                + superlinear(trend.superlinear());
                    case RISING ->
                        "e rises" + slope + ": overhead that grows with n." + superlinear(trend.superlinear());
                    case FALLING ->
                        "e falls" + slope + ": more threads have less in their way." + superlinear(trend.superlinear());
                    case SUPERLINEAR ->
                        "e is negative," + change
                                + ": superlinear, no serial part was seen; more threads do more than their number, such as"
                                + " by having more cache together.";
                };
            }
        };
    }

    private static String superlinear(List<Double> at) {
        return at.isEmpty()
                ? ""
                : " It is negative, superlinear, at n = "
                        + at.stream().limit(MOST_NAMED).map(Digits::all).collect(Collectors.joining(", "))
                        + (at.size() > MOST_NAMED ? " and " + (at.size() - MOST_NAMED) + " more." : ".");
    }

    private String gustafson(Amdahl law) {
        double most = scaling.steps().getLast().point().n();
        return "Gustafson: if the shared part grew with n, it would be sped up " + Digits.ratio(law.scaledSpeedup(most))
                + " times at n = " + Digits.all(most) + ".";
    }

    private String cost(Cost cost) {
        String base = scaling.base().orElseThrow() == Base.PLAIN ? "the plain program" : "its own n = 1";
        return cost.threads().isPresent()
                ? Digits.all(cost.threads().getAsDouble()) + " threads beat " + base + "."
                : "none up to " + Digits.all(cost.tried()) + (cost.tried() == 1 ? " thread" : " threads") + " beats "
                        + base + ".";
    }

    private String intervals() {
        int forks = scaling.steps().stream()
                .mapToInt(step -> step.measured().forks())
                .min()
                .orElseThrow();
        if (forks == 1) {
            return "[low, high]: 95 %; where a point was measured once, drawn from how far the points lie from the fit.";
        }
        return "[low, high]: 95 % bootstrap over forks."
                + (forks < Ratio.FORKS_FOR_AN_INTERVAL
                        ? " With " + forks + " forks it is the range that was seen, and less sure than 95 %."
                        : "");
    }

    private static String answer(Answer<Estimate> answer) {
        return switch (answer) {
            case Inconclusive<Estimate>(String reason) -> "inconclusive (" + reason + ")";
            case Given<Estimate>(Estimate estimate) -> coefficient(estimate);
        };
    }

    private static String coefficient(Estimate estimate) {
        return estimate(estimate, Digits::significant);
    }

    private static String ratio(Optional<Estimate> estimate) {
        return estimate.map(LawsSheets::ratio).orElse("");
    }

    private static String ratio(Estimate estimate) {
        return estimate(estimate, LawsSheets::ratio);
    }

    private static String estimate(Estimate estimate, DoubleFunction<String> digits) {
        return end(estimate.value(), digits)
                + estimate.interval()
                        .map(range -> " " + range.text(at -> end(at, digits)))
                        .orElse("");
    }

    private static String end(double value, DoubleFunction<String> digits) {
        return Double.isInfinite(value) ? "infinite" : digits.apply(value);
    }

    /// Below 0, too.
    private static String ratio(double value) {
        return value < 0 ? "-" + Digits.ratio(-value) : Digits.ratio(value);
    }

    private static String signed(double share) {
        return Math.abs(share) < TOO_SMALL_TO_TELL
                ? "0 %"
                : (share >= 0 ? "+" : "-") + Digits.ratio(100 * Math.abs(share)) + " %";
    }
}
