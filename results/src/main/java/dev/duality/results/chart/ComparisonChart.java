// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.PlainText;
import dev.duality.results.chart.Chart.Item;
import dev.duality.results.finding.Change;
import dev.duality.results.finding.Change.Outcome;
import dev.duality.results.finding.Comparison;
import dev.duality.results.finding.Regime;
import dev.duality.results.statistics.Digits;
import java.util.Comparator;
import java.util.List;

/// Makes the charts of what became of the rows of a run in another one. Every text in it is plain.
public final class ComparisonChart {
    private static final int MOST_ROWS = 120;

    private ComparisonChart() {}

    /// One, if both runs have a number of any row. Those that changed come first, and then those that nobody can judge:
    /// their ratios are there as well.
    public static Some of(Comparison comparison) {
        List<Change> both = comparison.changes().stream()
                .filter(change -> change.raw().isPresent())
                .sorted(Comparator.comparingInt(change -> place(change.outcome())))
                .toList();
        Some some = new Some();
        if (!both.isEmpty()) {
            List<Item> items =
                    both.stream().limit(MOST_ROWS).map(ComparisonChart::item).toList();
            some.add(() -> new Chart.Ratios(
                    PlainText.of("Time for the same work: "
                            + comparison.other().run().id() + " over "
                            + comparison.baseline().run().id()),
                    "after over before",
                    items));
            some.leave(both.size() - items.size());
        }
        return some;
    }

    private static int place(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Slower(), Outcome.Faster(), Outcome.Failed(String _) -> 0;
            case Outcome.Open(String _) -> 1;
            case Outcome.Same() -> 2;
        };
    }

    private static Item item(Change change) {
        Chart.Value ratio = Charts.value(change.raw().orElseThrow());
        String name = change.cell().id()
                + Regime.nameOf(change.regime()).map(regime -> ", " + regime).orElse("")
                + switch (change.measure()) {
                    case THROUGHPUT -> "";
                    case JOB -> ", job";
                    case LATENCY -> ", p50 at " + Digits.whole(change.rate()) + "/s";
                };
        return new Item(
                PlainText.of(name),
                List.of(
                        PlainText.of(name),
                        ratio.text() + " x, by " + change.measure().text(),
                        PlainText.of(change.outcome().words() + "; grade "
                                + change.grade().letter())),
                tone(change.outcome()),
                !(change.outcome() instanceof Outcome.Open),
                ratio,
                change.forks());
    }

    private static Item.Tone tone(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Slower(), Outcome.Failed(String _) -> Item.Tone.WARM;
            case Outcome.Faster() -> Item.Tone.COOL;
            case Outcome.Same(), Outcome.Open(String _) -> Item.Tone.NONE;
        };
    }
}
