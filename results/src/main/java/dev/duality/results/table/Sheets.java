// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Aims;
import dev.duality.results.finding.Crossover;
import dev.duality.results.finding.Crossover.Outcome;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.WaitComparison;
import dev.duality.results.finding.Waterfall;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The sections of runs that ask one question: what waiting costs, what a gap is made of, where it turns round.
public final class Sheets {
    private static final String SPIN = "spin";
    private static final String PARK = "park";

    private Sheets() {}

    static List<Table> of(Findings findings) {
        List<Table> sheets = new ArrayList<>();
        sheets.addAll(aims(findings));
        sheets.addAll(waits(findings));
        sheets.addAll(BoundarySheet.of(findings));
        sheets.addAll(HostSheet.of(findings));
        sheets.addAll(waterfalls(findings));
        sheets.addAll(crossovers(findings));
        sheets.addAll(PolicySheet.of(findings));
        sheets.addAll(PagingSheets.of(findings));
        sheets.addAll(VisitSheet.of(findings));
        sheets.addAll(LoadSheet.of(findings));
        sheets.addAll(OverloadSheet.of(findings));
        sheets.addAll(FairnessSheet.of(findings));
        sheets.addAll(CrowdingSheet.of(findings));
        return sheets;
    }

    /// The tables of what we aim at, of a run with baselines, and of what holds a row back.
    public static List<Table> aims(Findings findings) {
        Aims found = findings.aims();
        List<Table> sheets = new ArrayList<>();
        if (!found.aims().isEmpty()) {
            sheets.add(Table.of(
                    "What we aim at",
                    List.of("times of an operation", "ratio", "so far"),
                    found.aims().stream()
                            .map(aim -> List.of(aim.text(), aim.ratio().text(), aim.verdict()))
                            .toList(),
                    List.of("Ratios of the forks of one round, with 95 % from six rounds on.")));
        }
        if (!found.besides().isEmpty()) {
            sheets.add(Table.of(
                    "Beside what differs by one thing",
                    List.of("the one, the other", "ratio"),
                    found.besides().stream()
                            .map(beside -> List.of(beside.text(), beside.ratio().text()))
                            .toList(),
                    List.of("1 or less: that thing is all of it.")));
        }
        return sheets;
    }

    /// One, if kernels were measured by several waits.
    public static List<Table> waits(Findings findings) {
        List<WaitComparison> kernels = findings.waits();
        return kernels.isEmpty() ? List.of() : List.of(waits(kernels, new Settings(findings)));
    }

    /// One for each round trip that is taken apart.
    public static List<Table> waterfalls(Findings findings) {
        return findings.waterfalls().stream().map(Sheets::waterfall).toList();
    }

    /// One map for each pair of substrates and total of threads: think time down, lines across; or share of reads down,
    /// skew across.
    public static List<Table> crossovers(Findings findings) {
        List<Table> maps = new ArrayList<>(crossovers(findings.crossovers()));
        findings.contentions().forEach(one -> maps.addAll(ContentionSheets.of(one)));
        return maps;
    }

    private static Table waits(List<WaitComparison> kernels, Settings settings) {
        Set<String> waits = new LinkedHashSet<>();
        kernels.forEach(kernel -> waits.addAll(kernel.byWait().keySet()));
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(waits);
        List<List<String>> rows = new ArrayList<>();
        for (WaitComparison kernel : kernels) {
            rows.add(List.of(settings.kernel(kernel.kernel())));
            rows.add(figure("  round trip ns", kernel, waits, of -> Digits.three(of.nanosPerOp())));
            rows.add(figure(
                    "    over that by " + WaitComparison.BASE,
                    kernel,
                    waits,
                    of -> of.ratio().map(ratio -> Digits.ratio(ratio.value())).orElse("")));
            rows.add(figure(
                    "  CPU-ns/op",
                    kernel,
                    waits,
                    of -> three(of.row().closed().orElseThrow().costs().cpuNanosPerOp())));
            if (kernel.rate().isPresent()) {
                rows.add(figure(
                        "  p50 ns at " + Digits.whole(kernel.rate().getAsDouble()) + "/s",
                        kernel,
                        waits,
                        of -> three(of.openNanos())));
                rows.add(figure(
                        "    over that by " + WaitComparison.BASE,
                        kernel,
                        waits,
                        of -> of.openRatio().isPresent()
                                ? Digits.ratio(of.openRatio().getAsDouble())
                                : ""));
            }
        }
        return Table.of("What waiting costs", head, rows, contrasts(kernels));
    }

    private static List<String> figure(
            String what, WaitComparison kernel, Set<String> waits, Function<WaitComparison.Of, String> text) {
        List<String> row = new ArrayList<>(List.of(what));
        waits.forEach(wait ->
                row.add(Optional.ofNullable(kernel.byWait().get(wait)).map(text).orElse("")));
        return row;
    }

    /// The same kernel by two waits; and, for each workload, the two message kernels and waits that differ most, as a
    /// careless table has them.
    private static List<String> contrasts(List<WaitComparison> kernels) {
        List<String> lines = new ArrayList<>();
        Map<String, List<WaitComparison>> messages = new LinkedHashMap<>();
        for (WaitComparison kernel : kernels) {
            if (kernel.kernel().substrate().startsWith("messaging:")) {
                messages.computeIfAbsent(kernel.kernel().workload(), _ -> new ArrayList<>())
                        .add(kernel);
            }
        }
        messages.forEach((workload, all) -> {
            WaitComparison first = all.getFirst();
            WaitComparison.contrast(first, SPIN, first, PARK)
                    .ifPresent(found -> lines.add("The same queue: " + workload + " on "
                            + first.kernel().substrate() + ", park against spin: " + times(found) + "."));
            all.stream()
                    .skip(1)
                    .flatMap(other -> WaitComparison.contrast(first, SPIN, other, PARK).stream())
                    .max((a, b) -> Double.compare(worst(a), worst(b)))
                    .ifPresent(found -> lines.add("What a table that does not name its waits calls a gap: " + workload
                            + " on " + found.second().kernel().substrate() + " by park against "
                            + first.kernel().substrate() + " by spin: " + times(found) + "; by equal waits "
                            + equal(first, found.second()) + "."));
        });
        return lines;
    }

    private static double worst(WaitComparison.Contrast contrast) {
        return Math.max(contrast.closed(), contrast.open().orElse(0));
    }

    private static String times(WaitComparison.Contrast contrast) {
        return Digits.ratio(contrast.closed()) + " times the round trip"
                + (contrast.open().isPresent()
                        ? ", and " + Digits.ratio(contrast.open().getAsDouble())
                                + " times the latency where there is time to fall asleep"
                        : "");
    }

    /// Such as `1.05 (pause) to 3.10 (yield) times the round trip`.
    private static String equal(WaitComparison first, WaitComparison second) {
        return first.byWait().keySet().stream()
                .flatMap(wait -> WaitComparison.contrast(first, wait, second, wait).stream())
                .map(found -> Digits.ratio(found.closed()) + " (" + found.firstWait() + ")")
                .collect(Collectors.joining(", "));
    }

    private static Table waterfall(Waterfall waterfall) {
        Cell target = waterfall.target();
        String title = "What the gap is made of: " + target.id();
        List<String> head = List.of("a round trip, ns", "ns", "[95 %]", "the difference of");
        return switch (waterfall) {
            case Waterfall.Incomplete(Cell _, List<String> missing) ->
                Table.of(
                        title,
                        head,
                        List.of(),
                        List.of("Not told: there is no row of " + String.join("; of ", missing) + "."));
            case Waterfall.Complete found -> {
                List<List<String>> rows = new ArrayList<>();
                boolean first = true;
                for (Waterfall.Step step : found.steps()) {
                    rows.add(step(step, first ? "  " : "+ "));
                    first = false;
                }
                for (Waterfall.Sum sum : found.sums()) {
                    sum.extra().ifPresent(step -> rows.add(step(step, "+ ")));
                    rows.add(List.of(
                            sum.extra().isPresent() ? "= all of the first sum, and that" : "= all of it",
                            Digits.three(sum.predictedNanos()),
                            "",
                            ""));
                    rows.add(List.of(
                            "  measured",
                            Digits.three(sum.measuredNanos()),
                            "",
                            sum.measured().id()));
                }
                List<String> below = new ArrayList<>();
                found.sums().forEach(sum -> below.add(Plain.line(sum.measured().id()) + " " + addsUp(sum)));
                below.add("In place (" + found.inPlace().substrate() + ", 1 worker) an operation takes "
                        + Digits.three(found.inPlaceNanos()) + " ns, so the gap is "
                        + Digits.ratio(found.sums().getFirst().measuredNanos() / found.inPlaceNanos())
                        + " x. Grade " + found.grade().letter() + " in all.");
                yield Table.of(title, head, rows, below);
            }
        };
    }

    private static List<String> step(Waterfall.Step step, String sign) {
        return List.of(
                sign + step.of(),
                signed(step.nanos(), sign),
                step.interval().map(range -> range.text(Digits::three)).orElse("(1 fork)"),
                step.from());
    }

    private static String signed(double nanos, String sign) {
        return (sign.isBlank() || nanos < 0 ? "" : "+") + Digits.three(nanos);
    }

    /// Such as `adds up to 97 % [94, 99]`.
    static String addsUp(Waterfall.Sum sum) {
        String share = percent(sum.share())
                + sum.shareInterval()
                        .map(range -> " " + range.text(Sheets::percent))
                        .orElse(" (1 fork)");
        if (sum.addsUp()) {
            return "adds up to " + share + " of what was measured.";
        }
        double missing = sum.measuredNanos() - sum.predictedNanos();
        return "does NOT add up: to " + share + " of what was measured, " + Digits.three(Math.abs(missing)) + " ns too "
                + (missing > 0 ? "little." : "much.");
    }

    private static String percent(double share) {
        return Digits.whole(share * 100) + " %";
    }

    private static List<Table> crossovers(List<Crossover> all) {
        record Map2(String messages, String shared, int threads) {}
        Map<Map2, List<Crossover>> maps = new LinkedHashMap<>();
        all.forEach(one -> maps.computeIfAbsent(
                        new Map2(one.messages(), one.shared(), one.threads()), _ -> new ArrayList<>())
                .add(one));
        List<Table> sheets = new ArrayList<>();
        maps.forEach((map, rows) -> sheets.add(crossover(
                "Where messages overtake: lines, time of " + map.messages + " over that of " + map.shared + ", "
                        + map.threads + " threads each",
                rows)));
        return sheets;
    }

    private static Table crossover(String title, List<Crossover> thinks) {
        Set<Long> lines = new TreeSet<>();
        thinks.forEach(one -> one.points().forEach(point -> lines.add(point.lines())));
        List<String> head = new ArrayList<>(List.of("think ns"));
        lines.forEach(k -> head.add(k == 1 ? "1 line" : k + " lines"));
        List<List<String>> rows = new ArrayList<>();
        List<String> below = new ArrayList<>();
        below.add("* messages win; ~ no difference seen; ? too few rounds for 95 %; else shared memory wins.");
        for (Crossover one : thinks) {
            List<String> row = new ArrayList<>(List.of(Digits.whole((double) one.think())));
            lines.forEach(k -> row.add(one.points().stream()
                    .filter(point -> point.lines() == k)
                    .findFirst()
                    .map(point -> mark(point.ratio()))
                    .orElse("")));
            rows.add(row);
            below.add("think " + Digits.whole((double) one.think()) + " ns: " + words(one));
        }
        return Table.of(title, head, rows, below);
    }

    static String mark(Ratio ratio) {
        return Digits.ratio(ratio.value())
                + switch (ratio.direction()) {
                    case LESS -> " *";
                    case UNKNOWN -> " ?";
                    case NO_DIFFERENCE -> " ~";
                    case GREATER -> "  ";
                };
    }

    /// Such as `messages overtake at threads x lines = 6.1 [5.2, 7.4]`.
    static String words(Crossover one) {
        return switch (one.outcome()) {
            case Outcome.Reached(boolean overtake, double at, Optional<Interval> interval) ->
                (overtake ? "messages overtake" : "shared memory overtakes") + " at threads x lines = "
                        + Digits.three(at)
                        + interval.map(range -> " " + range.text(Digits::three)).orElse(" (1 fork: no interval)");
            case Outcome.NotReached(boolean messagesWin, Crossover.Point nearest) ->
                "not reached on this machine, " + (messagesWin ? "messages win" : "shared memory wins")
                        + " at all points (nearest: "
                        + Digits.ratio(nearest.ratio().value()) + " x at "
                        + nearest.lines() + (nearest.lines() == 1 ? " line)" : " lines)");
            case Outcome.Inconclusive(String reason) -> "inconclusive: " + reason;
        };
    }

    private static String three(OptionalDouble value) {
        return value.isPresent() ? Digits.three(value.getAsDouble()) : "";
    }
}
