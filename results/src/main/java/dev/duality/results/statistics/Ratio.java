// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The ratio of two rows, with its interval. It is a middle of logarithms, so a ratio and its inverse say the same.
///
/// @param value the middle of the ratios: the Hodges-Lehmann estimate over their logarithms
/// @param interval by 95 % if the ratio is [#confident], else from the least to the greatest that was seen; empty
///     if there is only one
/// @param basis what it rests on
/// @param confident whether there are enough for 95 %
public record Ratio(double value, Optional<Interval> interval, Basis basis, boolean confident) {
    /// The range of five blocks holds the middle in 93.75 of 100 cases, that of six in 96.9 (docs/measuring.md, rule
    /// 30).
    public static final int FORKS_FOR_AN_INTERVAL = 6;

    /// An interval whose ends are so many times apart is no figure.
    public static final double WIDE = 4;

    private static final double MISS = 0.05;

    /// Of a best rival that is not the same in all blocks: some blocks then hold one that is a little worse, and an
    /// interval of 95 % holds the truth in 92 to 95 of 100 simulated cases. One of 97 % holds it in 93 to 97.
    private static final double MISS_WHERE_RIVALS_ARE_ALIKE = 0.03;

    public enum Direction {
        GREATER,
        LESS,
        NO_DIFFERENCE,
        /// Too few were seen for 95 %.
        UNKNOWN
    }

    /// The values that a ratio rests on.
    public sealed interface Basis {
        /// Blocks that both sides have.
        record Rounds(int rounds) implements Basis {}

        /// Values of either side that did not take turns.
        record Samples(int above, int below) implements Basis {}

        /// Such as `6 rounds`, or `5 and 4 forks`.
        default String text() {
            return switch (this) {
                case Rounds(int rounds) when rounds == 0 -> "no round in common";
                case Rounds(int rounds) -> rounds + (rounds == 1 ? " round" : " rounds");
                case Samples(int above, int below) -> above + " and " + below + " forks";
            };
        }
    }

    /// The number of blocks, or of values of the side that has fewer, that it rests on.
    public int forks() {
        return switch (basis) {
            case Basis.Rounds(int rounds) -> rounds;
            case Basis.Samples(int above, int below) -> Math.min(above, below);
        };
    }

    /// Of two rows whose forks took turns: the ratio of each block that both have, so what slowed a whole block
    /// cancels; then their middle and its exact signed-rank interval, see [SignedRank].
    /// @param above the values above the line, one per block, by the block's number
    /// @param below those below it
    public static Ratio ofBlocks(SortedMap<Integer, Double> above, SortedMap<Integer, Double> below) {
        return ofBlocks(above, below, MISS);
    }

    private static Ratio ofBlocks(SortedMap<Integer, Double> above, SortedMap<Integer, Double> below, double miss) {
        List<Double> logs = new ArrayList<>();
        above.forEach((block, value) -> {
            if (below.containsKey(block)) {
                logs.add(Math.log(value / below.get(block)));
            }
        });
        if (logs.isEmpty()) { // no block has both: what is left are two samples, and nothing to trust
            Ratio apart = ofSamples(above.values(), below.values());
            return new Ratio(apart.value, Optional.empty(), new Basis.Rounds(0), false);
        }
        List<Double> walsh = SignedRank.walshAverages(logs);
        return of(walsh, SignedRank.interval(walsh, logs.size(), miss), logs, new Basis.Rounds(logs.size()));
    }

    /// Of the best rival of either side. Which one is the best is chosen for each block by the blocks *before* it:
    /// whoever is chosen by the very numbers that are then compared was lucky in them, and the ratio would show the
    /// luck (the winner's curse). Chosen by the past, a block's own number is as likely to be above its middle as
    /// below, whatever was chosen, so the signs that the signed-rank interval counts stay fair coins. Chosen by all
    /// other blocks they are not: of two rivals that are alike, the one with the worse number in this block has the
    /// better others, so one sample picks the worse number block after block and the next one none, and the ratios of
    /// a sample scatter less than the samples do.
    ///
    /// Where too few blocks are left that both sides have, as on a machine that moves, the same values of both sides
    /// are two samples, if these are enough: four and four are. Which of both it is, their numbers decide and no value.
    /// The values are chosen by the past there too, so no value of a sample was chosen for itself.
    ///
    /// A rival without a number before a block is judged by its later ones. A block in which the best has no number
    /// says nothing of the best and is left out: a lesser rival never stands in for it.
    /// @param above the rivals above the line, of each the values by block; at least one value in all
    /// @param below likewise
    /// @param lowerIsBetter of both sides: whether less is better, as of times
    public static <K> Ratio ofBest(
            Map<K, SortedMap<Integer, Double>> above, Map<K, SortedMap<Integer, Double>> below, boolean lowerIsBetter) {
        Best top = Best.of(above.values(), lowerIsBetter);
        Best bottom = Best.of(below.values(), lowerIsBetter);
        boolean alike = top.rivals > 1 || bottom.rivals > 1;
        Set<Integer> common = new TreeSet<>(top.values.keySet());
        common.retainAll(bottom.values.keySet());
        boolean reached = SignedRank.cut(common.size(), MISS_WHERE_RIVALS_ARE_ALIKE) >= 0; // six have one interval only
        Ratio paired = ofBlocks(top.values, bottom.values, alike && reached ? MISS_WHERE_RIVALS_ARE_ALIKE : MISS);
        if (paired.confident) {
            return paired;
        }
        Ratio samples = alike
                ? ofSamples(top.values.values(), bottom.values.values(), MISS_WHERE_RIVALS_ARE_ALIKE)
                : ofSamples(top.values.values(), bottom.values.values(), MISS);
        return samples.confident ? samples : paired;
    }

    /// @param values of the rival that was chosen for each block
    /// @param rivals how many different ones were chosen
    private record Best(SortedMap<Integer, Double> values, int rivals) {
        /// A block in which the best has no number is left out; where none would be left, those of the best over all
        /// blocks are taken.
        static Best of(Collection<SortedMap<Integer, Double>> rivals, boolean lower) {
            SortedMap<Integer, Double> values = new TreeMap<>();
            Set<SortedMap<Integer, Double>> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
            Set<Integer> blocks = new TreeSet<>();
            rivals.forEach(rival -> blocks.addAll(rival.keySet()));
            for (int block : blocks) {
                rivals.stream()
                        .filter(rival -> !rival.isEmpty())
                        .min(Comparator.comparingDouble(rival -> middle(rival, block) * (lower ? 1 : -1)))
                        .filter(best -> best.containsKey(block))
                        .ifPresent(best -> {
                            chosen.add(best);
                            values.put(block, best.get(block));
                        });
            }
            if (!values.isEmpty()) {
                return new Best(values, chosen.size());
            }
            return rivals.stream()
                    .filter(rival -> !rival.isEmpty())
                    .min(Comparator.comparingDouble(
                            rival -> Spread.of(rival.values()).median() * (lower ? 1 : -1)))
                    .map(best -> new Best(best, rivals.size()))
                    .orElseThrow();
        }
    }

    /// By what a rival is judged for a block: its numbers before it, else those after it, else there is but the one.
    private static double middle(SortedMap<Integer, Double> values, int block) {
        SortedMap<Integer, Double> judge = values.headMap(block);
        if (judge.isEmpty()) {
            judge = values.size() > 1 ? values.tailMap(block + 1) : values;
        }
        return Spread.of(judge.values()).median();
    }

    /// Of two samples that did not take turns, such as the forks of two runs: the middle of all their ratios, and its
    /// exact rank-sum interval, see [RankSum].
    /// @param above at least one value, each above 0
    /// @param below likewise
    public static Ratio ofSamples(Collection<Double> above, Collection<Double> below) {
        return ofSamples(above, below, 1);
    }

    /// Likewise, with an interval that holds by 95 % for each of `family` ratios at once (Bonferroni): each may miss
    /// that much less often. Where so few values cannot give it, [#confident] is false.
    /// @param family how many ratios are judged together
    public static Ratio ofSamples(Collection<Double> above, Collection<Double> below, int family) {
        return ofSamples(above, below, MISS / family);
    }

    private static Ratio ofSamples(Collection<Double> above, Collection<Double> below, double miss) {
        List<Double> logs = RankSum.differences(
                above.stream().map(Math::log).toList(),
                below.stream().map(Math::log).toList());
        return of(
                logs,
                RankSum.interval(logs, above.size(), below.size(), miss),
                logs,
                new Basis.Samples(above.size(), below.size()));
    }

    /// @param middles whose median is the middle, ascending
    /// @param exact empty where nothing gives 95 %
    /// @param seen the ratios themselves
    private static Ratio of(List<Double> middles, Optional<Interval> exact, List<Double> seen, Basis basis) {
        Optional<Interval> range = seen.size() < 2
                ? Optional.empty()
                : exact.or(() -> Optional.of(
                        new Interval(Spread.of(seen).lowest(), Spread.of(seen).highest())));
        return new Ratio(
                Math.exp(Spread.of(middles).median()),
                range.map(logs -> new Interval(Math.exp(logs.low()), Math.exp(logs.high()))),
                basis,
                exact.isPresent());
    }

    /// Whether the interval is so wide that the value is no figure.
    public boolean wide() {
        return interval.filter(range -> range.high() >= WIDE * range.low()).isPresent();
    }

    public Ratio inverse() {
        Basis other = switch (basis) {
            case Basis.Rounds rounds -> rounds;
            case Basis.Samples(int above, int below) -> new Basis.Samples(below, above);
        };
        return new Ratio(1 / value, interval.map(old -> new Interval(1 / old.high(), 1 / old.low())), other, confident);
    }

    /// Such as `1.90 x [1.80, 2.10]`; of one that is [#wide] `too wide to say: 0.31 to 4.20 x`; of one that is not
    /// [#confident] `3 rounds: seen from 1.80 to 2.10 x, too few for 95 %`.
    public String text() {
        if (!confident) {
            return basis.text() + ": seen "
                    + interval.map(range -> "from " + Digits.ratio(range.low()) + " to " + Digits.ratio(range.high()))
                            .orElse("at " + Digits.ratio(value))
                    + " x, too few for 95 %";
        }
        Interval range = interval.orElseThrow();
        return wide()
                ? "too wide to say: " + Digits.ratio(range.low()) + " to " + Digits.ratio(range.high()) + " x"
                : Digits.ratio(value) + " x " + range.text(Digits::ratio);
    }

    /// None where too few were seen.
    public Direction direction() {
        if (!confident) {
            return Direction.UNKNOWN;
        }
        return interval.orElseThrow().contains(1)
                ? Direction.NO_DIFFERENCE
                : value > 1 ? Direction.GREATER : Direction.LESS;
    }
}
