// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Waterfall;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.List;

/// The tables of what a gap is made of: a round trip, taken apart.
public final class WaterfallSheets {
    private WaterfallSheets() {}

    /// One for each round trip that is taken apart.
    public static List<Table> of(Findings findings) {
        return findings.waterfalls().stream().map(WaterfallSheets::waterfall).toList();
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
    private static String addsUp(Waterfall.Sum sum) {
        String share = percent(sum.share())
                + sum.shareInterval()
                        .map(range -> " " + range.text(WaterfallSheets::percent))
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
}
