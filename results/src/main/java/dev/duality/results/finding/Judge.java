// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.Machine;
import dev.duality.results.ParameterValue;
import dev.duality.results.RowClass;
import dev.duality.results.SubstrateSide;
import dev.duality.results.finding.Verdict.Pair;
import dev.duality.results.finding.Verdict.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Picks the headline of a workload: the best shared row against the best message row, of all that ran in one regime. A
/// regime in which a rival was not seen has none. Rows that have a core for each thread go before those that do not,
/// the parameters around which a sweep varies before others, whatever was measured there, what has an interval of 95 %
/// before what has not, the regime where most of the run was before others, throughput before other measures, and then
/// the best message row wins.
final class Judge {
    private final Machine machine;
    private final Regimes regimes;
    private final Terms terms;
    private final Pairing pairing;
    private final LatencyGaps latencies;

    Judge(Machine machine, Regimes regimes, Terms terms, Pairing pairing, LatencyGaps latencies) {
        this.machine = machine;
        this.regimes = regimes;
        this.terms = terms;
        this.pairing = pairing;
        this.latencies = latencies;
    }

    /// Pairs that differ in their regimes alone have one setting and one number of threads.
    private record Place(RowSetting setting, int threads) {
        static Place of(Pair pair) {
            return new Place(
                    RowSetting.of(pair.message().cell()), pair.message().cell().threads());
        }
    }

    /// @param rows all rows of one workload, with their gaps
    Verdict verdict(List<Row> rows) {
        Optional<Map<String, ParameterValue>> centre = centre(rows);
        List<Pair> pairs = new ArrayList<>(bestPairs(rows));
        if (pairs.isEmpty()) {
            Optional<Row> message = rows.stream()
                    .filter(row -> row.cell().side() == SubstrateSide.MESSAGING
                            && row.closed().isPresent())
                    .filter(this::hasCores)
                    .reduce((a, b) -> goesBefore(b, a) ? b : a);
            return new Verdict.Inconclusive(
                    whyNoPair(rows),
                    message.flatMap(row -> delegation(rows, row)),
                    message.flatMap(row -> inPlace(rows, row)),
                    List.of());
        }
        Pair headline = pairs.stream()
                .reduce((a, b) -> goesBefore(b, a, centre) ? b : a)
                .orElseThrow();
        if (!hasCores(headline.message())) {
            return new Verdict.Inconclusive(
                    Grading.cores(machine.usableCores()), Optional.empty(), Optional.empty(), pairs);
        }
        List<Pair> sameElsewhere = pairs.stream()
                .filter(pair -> !pair.equals(headline) && Place.of(pair).equals(Place.of(headline)))
                .toList();
        List<Pair> elsewhere = sameElsewhere.stream()
                .filter(pair -> pair.gap().ratio().confident())
                .toList();
        pairs.remove(headline);
        pairs.removeAll(sameElsewhere);
        Optional<Pair> delegation = delegation(rows, headline.message());
        return new Verdict.Compared(
                headline,
                elsewhere,
                delegation,
                inPlace(rows, headline.message()),
                latency(rows, headline, delegation),
                pairs,
                range(rows, headline, SubstrateSide.SHM),
                range(rows, headline, SubstrateSide.MESSAGING),
                rows.stream().map(row -> row.cell().placement()).distinct().count() > 1);
    }

    /// For each setting, number of threads and regime the best message row that is fairly compared.
    private Collection<Pair> bestPairs(List<Row> rows) {
        record Key(Place place, Optional<Regime> regime) {}
        Map<Key, Pair> best = new LinkedHashMap<>();
        for (Row row : rows) {
            row.gap().filter(Gap::fair).ifPresent(gap -> {
                Pair pair = new Pair(row, rowOf(rows, gap), gap);
                best.merge(new Key(Place.of(pair), row.regime()), pair, (a, b) -> quicker(b, a) ? b : a);
            });
        }
        return best.values().stream()
                .flatMap(pair -> contest(rows, pair).stream())
                .toList();
    }

    /// The same pair, with the ratio of the best of all rows that could stand in it, if that has 95 %: in fewer rounds
    /// it may be of other rows than these. Empty where one of them was not seen in its regime.
    private Optional<Pair> contest(List<Row> rows, Pair pair) {
        Measure measure = pair.gap().measure();
        List<Row> messages = rivals(rows, pair, SubstrateSide.MESSAGING);
        Cell message = pair.message().cell();
        boolean allSeen = pairing.allSeen(
                measure,
                messages,
                row -> row.cell().side() == SubstrateSide.MESSAGING
                        && RowSetting.of(message).fits(row.cell())
                        && row.cell().threads() == message.threads()
                        && terms.unequal(row.cell(), pair.shared().cell()).isEmpty());
        if (!allSeen) {
            return Optional.empty();
        }
        return pairing.gap(measure, messages, rivals(rows, pair, SubstrateSide.SHM), Gap.Basis.THREADS)
                .filter(gap -> gap.ratio().confident())
                .map(gap -> new Pair(pair.message(), pair.shared(), gap))
                .or(() -> Optional.of(pair));
    }

    /// The rows of one side that could stand in a pair: as many threads, and terms equal to those of its other row.
    private List<Row> rivals(List<Row> rows, Pair pair, SubstrateSide side) {
        Row other = side == SubstrateSide.SHM ? pair.message() : pair.shared();
        return rows.stream()
                .filter(row -> row.cell().side() == side)
                .filter(row -> side == SubstrateSide.MESSAGING || Pairing.is(row, RowClass.SHARED))
                .filter(row -> Pairing.beside(row, pair.message()) && Pairing.beside(row, other))
                .filter(row -> row.regime().equals(pair.message().regime()))
                .filter(row -> row.cell().threads() == pair.message().cell().threads())
                .filter(row -> pair.gap().measure().comparable(row, other))
                .filter(row -> terms.unequal(row.cell(), other.cell()).isEmpty())
                .toList();
    }

    /// The message row against the best owner on the shared side that has as many workers and as many servers, and the
    /// same window: delegation, which sends requests and replies, too. Where no owner was measured with the window, the
    /// best message row that has one operation under way is taken.
    private Optional<Pair> delegation(List<Row> rows, Row message) {
        Optional<Row> alone = rows.stream()
                .filter(row -> row.cell().side() == SubstrateSide.MESSAGING
                        && row.cell().window() == 1
                        && Pairing.beside(row, message)
                        && Pairing.equal(row.cell(), message.cell(), Gap.Basis.SHAPE)
                        && Measure.THROUGHPUT.in(row))
                .reduce((a, b) -> Measure.THROUGHPUT.better(b, a) ? b : a);
        return ofDelegation(rows, message).or(() -> alone.flatMap(row -> ofDelegation(rows, row)));
    }

    /// An owner on other terms is none to set beside.
    private Optional<Pair> ofDelegation(List<Row> rows, Row message) {
        return pairing.gap(message, RowClass.SERVED, Gap.Basis.SHAPE)
                .filter(gap -> gap.unequal().isEmpty())
                .map(gap -> new Pair(message, rowOf(rows, gap), gap));
    }

    /// The message row against the best row in which nothing that is written is shared: how far, and no gap. What is
    /// messages underneath is no place.
    private Optional<Pair> inPlace(List<Row> rows, Row message) {
        return pairing.gap(message, RowClass.IN_PLACE, Gap.Basis.THREADS)
                .or(() -> pairing.gap(message, RowClass.IN_PLACE, Gap.Basis.WORKERS))
                .filter(gap -> terms.underneath(gap.against()).isEmpty())
                .map(gap -> new Pair(message, rowOf(rows, gap), gap));
    }

    private static Row rowOf(List<Row> rows, Gap gap) {
        return rows.stream()
                .filter(row -> row.id().equals(gap.againstRow()))
                .findFirst()
                .orElseThrow();
    }

    /// Latency is of one operation under way: of the headline's rows, else of the best message row beside it that has a
    /// window of 1, else of the pair of the same shape.
    private Optional<LatencyGap> latency(List<Row> rows, Pair headline, Optional<Pair> delegation) {
        Optional<Pair> alone = rivals(rows, headline, SubstrateSide.MESSAGING).stream()
                .filter(row -> Measure.LATENCY.comparable(row, headline.shared()))
                .reduce((a, b) -> Measure.LATENCY.better(b, a) ? b : a)
                .map(row -> new Pair(row, headline.shared(), headline.gap()));
        return latencies
                .of(headline)
                .or(() -> alone.flatMap(latencies::of))
                .or(() -> delegation.flatMap(latencies::of));
    }

    /// The parameters of most cells: a sweep varies one of them after the other. Empty where as many have others.
    private static Optional<Map<String, ParameterValue>> centre(List<Row> rows) {
        Map<Map<String, ParameterValue>, Long> cells = rows.stream()
                .map(Row::cell)
                .distinct()
                .collect(Collectors.groupingBy(Cell::params, Collectors.counting()));
        long most = cells.values().stream().max(Comparator.naturalOrder()).orElse(0L);
        List<Map<String, ParameterValue>> all = cells.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    private boolean goesBefore(Pair a, Pair b, Optional<Map<String, ParameterValue>> centre) {
        if (hasCores(a.message()) != hasCores(b.message())) {
            return hasCores(a.message());
        }
        if (isAt(centre, a) != isAt(centre, b)) {
            return isAt(centre, a);
        }
        if (isUsual(a) != isUsual(b)) {
            return isUsual(a);
        }
        if (a.gap().ratio().confident() != b.gap().ratio().confident()) {
            return a.gap().ratio().confident();
        }
        return isMain(a.message()) == isMain(b.message()) ? quicker(a, b) : isMain(a.message());
    }

    private static boolean isUsual(Pair pair) {
        return pair.message().cell().params().keySet().stream().noneMatch(Cell::isAlwaysTold);
    }

    private static boolean isAt(Optional<Map<String, ParameterValue>> centre, Pair pair) {
        return centre.filter(pair.message().cell().params()::equals).isPresent();
    }

    private boolean goesBefore(Row a, Row b) {
        return isMain(a) == isMain(b) ? Measure.THROUGHPUT.better(a, b) : isMain(a);
    }

    private boolean isMain(Row row) {
        return row.regime().equals(regimes.main());
    }

    private static boolean quicker(Pair a, Pair b) {
        Measure measure = a.gap().measure();
        return measure == b.gap().measure()
                ? measure.better(a.message(), b.message())
                : measure.compareTo(b.gap().measure()) < 0;
    }

    private boolean hasCores(Row message) {
        return !message.cell().oversubscribed() && message.cell().threads() <= machine.usableCores();
    }

    private Range range(List<Row> rows, Pair headline, SubstrateSide side) {
        return Range.of(headline.gap().measure(), rivals(rows, headline, side)).orElseThrow();
    }

    private String whyNoPair(List<Row> rows) {
        List<Row> messages = rows.stream()
                .filter(row -> row.cell().side() == SubstrateSide.MESSAGING)
                .toList();
        if (messages.isEmpty()) {
            return "there is no message row to compare";
        }
        if (rows.stream().noneMatch(row -> row.cell().side() == SubstrateSide.SHM)) {
            return "there is no shared row to compare with";
        }
        List<Row> near = rows.stream()
                .filter(row -> row.cell().side() == SubstrateSide.SHM
                        && messages.stream().anyMatch(message -> Pairing.beside(row, message)))
                .toList();
        if (!near.isEmpty()
                && near.stream().allMatch(row -> terms.underneath(row.cell()).isPresent())) {
            return "the shared memory of these hosts is "
                    + terms.underneath(near.getFirst().cell()).orElseThrow();
        }
        if (rows.stream().noneMatch(row -> Pairing.is(row, RowClass.SHARED))) {
            return "no row shares what it writes: those of shared memory are in place or have an owner";
        }
        if (messages.stream()
                .noneMatch(message -> rows.stream()
                        .anyMatch(row -> Pairing.is(row, RowClass.SHARED)
                                && RowSetting.of(message.cell()).fits(row.cell())))) {
            return "no shared row has the same wait, payload and parameters as a message row";
        }
        List<Gap> gaps = messages.stream().flatMap(row -> row.gap().stream()).toList();
        if (gaps.isEmpty() || gaps.stream().anyMatch(Gap::fair)) {
            return Verdict.Inconclusive.TOO_FEW_ROUNDS;
        }
        return gaps.stream().anyMatch(gap -> gap.unequal().isEmpty())
                ? "no shared row has as many threads as a message row"
                : "the contracts of all pairs are unequal";
    }
}
