// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Crossover;
import dev.duality.results.finding.Crossover.Outcome;
import dev.duality.results.finding.Findings;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The tables of where a gap turns round.
public final class CrossoverSheets {
    private CrossoverSheets() {}

    /// One map for each pair of substrates and total of threads: think time down, lines across; or share of reads down,
    /// skew across.
    public static List<Table> of(Findings findings) {
        List<Table> maps = new ArrayList<>(crossovers(findings.crossovers()));
        findings.contentions().forEach(one -> maps.addAll(ContentionSheets.of(one)));
        return maps;
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
}
