// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.Figure;
import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Brief;
import dev.duality.results.finding.CollectorCost;
import dev.duality.results.finding.Costs;
import dev.duality.results.finding.Findings;
import dev.duality.results.statistics.Digits;
import java.util.List;
import java.util.OptionalDouble;

/// The tables of rows by garbage collectors.
public final class CollectorSheet {
    private CollectorSheet() {}

    /// One for each setting with rows by several collectors.
    public static List<Table> of(Findings findings) {
        List<CollectorCost> all = findings.collectors();
        Settings settings = new Settings(all.stream().map(CollectorCost::like).toList());
        return all.stream().map(cost -> table(cost, settings)).toList();
    }

    private static Table table(CollectorCost cost, Settings settings) {
        return Table.of(
                "By garbage collector: " + cost.like().workload() + settings.apart(cost.like(), Cell.COLLECTOR),
                List.of(
                        "substrate",
                        "threads",
                        "collector",
                        "ns/op",
                        "over " + CollectorCost.BASE,
                        "fresh over reused",
                        "B/op",
                        "collections",
                        "their ms",
                        "stopped ms"),
                cost.lines().stream().map(CollectorSheet::line).toList(),
                List.of(
                        "Medians of the forks. Collections that ended while a fork was measured, one that goes on beside the threads as"
                                + " one, and the time from begin to end of all; stopped: threads stood still, in the worst fork. On a machine with"
                                + " no core left over, a collector that works beside the threads takes theirs."));
    }

    private static List<String> line(CollectorCost.Line line) {
        Costs costs = line.row().closed().orElseThrow().costs();
        return List.of(
                line.row().cell().substrate(),
                line.row().cell().workers() + "+" + line.row().cell().servers(),
                line.collector(),
                Digits.three(line.nanosPerOp()),
                line.overBase().map(Brief::withInterval).orElse(""),
                line.overReused().map(Brief::withInterval).orElse(""),
                three(costs.bytesPerOp()),
                costs.figure(Figure.COLLECTIONS)
                        .map(figure -> Digits.whole(figure.value()))
                        .orElse(""),
                costs.figure(Figure.COLLECTING)
                        .map(figure -> Digits.three(figure.value()))
                        .orElse(""),
                three(costs.gcMillis()));
    }

    private static String three(OptionalDouble value) {
        return value.isPresent() ? Digits.three(value.getAsDouble()) : "";
    }
}
