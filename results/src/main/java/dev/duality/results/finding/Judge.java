// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Machine;
import dev.duality.results.Side;
import dev.duality.results.finding.Verdict.Pair;
import dev.duality.results.finding.Verdict.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Picks the headline of a workload. Rows that have a core for each thread go before those that do not, throughput goes
/// before other measures, and then the best message row wins.
final class Judge {
    private final Machine machine;
    private final Pairing pairing;
    private final LatencyGaps latencies;

    Judge(Machine machine, Pairing pairing, LatencyGaps latencies) {
        this.machine = machine;
        this.pairing = pairing;
        this.latencies = latencies;
    }

    /// @param rows all rows of one workload, with their gaps
    Verdict verdict(List<Row> rows) {
        List<Pair> pairs = new ArrayList<>(bestPairs(rows));
        if (pairs.isEmpty()) {
            return new Verdict.Inconclusive(whyNoPair(rows), List.of());
        }
        Pair headline =
                pairs.stream().reduce((a, b) -> goesBefore(b, a) ? b : a).orElseThrow();
        if (!hasCores(headline)) {
            return new Verdict.Inconclusive(Grading.cores(machine.usableCores()), pairs);
        }
        pairs.remove(headline);
        Optional<Pair> sameShape = sameShape(rows, headline);
        return new Verdict.Compared(
                headline,
                sameShape,
                latencies.of(headline).or(() -> sameShape.flatMap(latencies::of)),
                pairs,
                range(rows, headline, Side.SHM),
                range(rows, headline, Side.MESSAGING));
    }

    /// For each setting and number of threads the best message row that is fairly compared.
    private static Collection<Pair> bestPairs(List<Row> rows) {
        record Place(Setting setting, int threads) {}
        Map<Place, Pair> best = new LinkedHashMap<>();
        for (Row row : rows) {
            row.gap()
                    .filter(Gap::fair)
                    .ifPresent(gap -> best.merge(
                            new Place(Setting.of(row.cell()), row.cell().threads()),
                            new Pair(row, rowOf(rows, gap), gap),
                            (a, b) -> quicker(b, a) ? b : a));
        }
        return best.values();
    }

    /// With equal threads a side without servers has more workers. So that nobody takes the gap of two designs for the
    /// gap of two primitives, the best shared row that has servers, too, stands beside the headline.
    private Optional<Pair> sameShape(List<Row> rows, Pair headline) {
        Row message = headline.message();
        return message.cell().workers() == headline.shared().cell().workers()
                ? Optional.empty()
                : pairing.gap(message, Gap.Basis.SHAPE).map(gap -> new Pair(message, rowOf(rows, gap), gap));
    }

    private static Row rowOf(List<Row> rows, Gap gap) {
        return rows.stream()
                .filter(row -> row.cell().equals(gap.against()))
                .findFirst()
                .orElseThrow();
    }

    private boolean goesBefore(Pair a, Pair b) {
        return hasCores(a) == hasCores(b) ? quicker(a, b) : hasCores(a);
    }

    private static boolean quicker(Pair a, Pair b) {
        Measure measure = a.gap().measure();
        return measure == b.gap().measure()
                ? measure.better(a.message(), b.message())
                : measure.compareTo(b.gap().measure()) < 0;
    }

    private boolean hasCores(Pair pair) {
        return !pair.message().cell().oversubscribed() && pair.message().cell().threads() <= machine.usableCores();
    }

    private static Range range(List<Row> rows, Pair headline, Side side) {
        Measure measure = headline.gap().measure();
        Setting setting = Setting.of(headline.message().cell());
        List<Row> rivals = rows.stream()
                .filter(row -> Pairing.rival(row, setting, side))
                .filter(row -> row.cell().threads() == headline.message().cell().threads())
                .filter(row -> measure.comparable(row, headline.message()))
                .filter(row -> row.gap().map(Gap::fair).orElse(true))
                .toList();
        return Range.of(measure, rivals).orElseThrow();
    }

    private static String whyNoPair(List<Row> rows) {
        boolean shared = rows.stream().anyMatch(row -> row.cell().side() == Side.SHM);
        List<Row> messages =
                rows.stream().filter(row -> row.cell().side() == Side.MESSAGING).toList();
        if (messages.isEmpty() || !shared) {
            return messages.isEmpty() ? "there is no message row to compare" : "there is no shared row to compare with";
        }
        if (messages.stream().allMatch(row -> row.gap().isEmpty())) {
            return "no shared row has the same wait, payload, window and parameters as a message row";
        }
        return messages.stream()
                        .flatMap(row -> row.gap().stream())
                        .anyMatch(gap -> gap.unequal().isEmpty())
                ? "no shared row has as many threads as a message row"
                : "the contracts of all pairs are unequal";
    }
}
