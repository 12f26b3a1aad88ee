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
/// @param forks how many blocks, or values of the side that has fewer, it rests on
/// @param confident whether there are enough for 95 %
public record Ratio(double value, Optional<Interval> interval, int forks, boolean confident) {
    /// The range of five blocks holds the middle in 93.75 of 100 cases, that of six in 96.9 (MEASURING.md, rule 30).
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
        NO_DIFFERENCE
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
            return new Ratio(apart.value, Optional.empty(), 0, false);
        }
        List<Double> walsh = SignedRank.walshAverages(logs);
        return of(walsh, SignedRank.interval(walsh, logs.size(), miss), logs, logs.size());
    }

    /// Of the best rival of either side. Which one is the best is chosen for each block by the blocks *before* it:
    /// whoever is chosen by the very numbers that are then compared was lucky in them, and the ratio would show the
    /// luck (the winner's curse). Chosen by the past, a block's own number is as likely to be above its middle as
    /// below, whatever was chosen, so the signs that the signed-rank interval counts stay fair coins. Chosen by all
    /// other blocks they are not: of two rivals that are alike, the one with the worse number in this block has the
    /// better others, so one sample picks the worse number block after block and the next one none, and the ratios of
    /// a sample scatter less than the samples do.
    ///
    /// A rival without a number before a block is judged by its later ones. A block in which the best has no number
    /// says nothing of the best and is left out, unless no block would be left.
    /// @param above the rivals above the line, of each the values by block; at least one value in all
    /// @param below likewise
    /// @param lowerIsBetter of both sides: whether less is better, as of times
    public static <K> Ratio ofBest(
            Map<K, SortedMap<Integer, Double>> above, Map<K, SortedMap<Integer, Double>> below, boolean lowerIsBetter) {
        Best top = Best.of(above.values(), lowerIsBetter, true);
        Best bottom = Best.of(below.values(), lowerIsBetter, true);
        if (Collections.disjoint(top.values.keySet(), bottom.values.keySet())) {
            top = Best.of(above.values(), lowerIsBetter, false);
            bottom = Best.of(below.values(), lowerIsBetter, false);
        }
        boolean alike = top.rivals > 1 || bottom.rivals > 1;
        Set<Integer> common = new TreeSet<>(top.values.keySet());
        common.retainAll(bottom.values.keySet());
        boolean reached = SignedRank.cut(common.size(), MISS_WHERE_RIVALS_ARE_ALIKE) >= 0; // six have one interval only
        return ofBlocks(top.values, bottom.values, alike && reached ? MISS_WHERE_RIVALS_ARE_ALIKE : MISS);
    }

    /// @param values of the rival that was chosen for each block
    /// @param rivals how many different ones were chosen
    private record Best(SortedMap<Integer, Double> values, int rivals) {
        /// @param strict whether a block is left out if the best of all has no number in it; else it is the best of
        ///     those that have one
        static Best of(Collection<SortedMap<Integer, Double>> rivals, boolean lower, boolean strict) {
            SortedMap<Integer, Double> values = new TreeMap<>();
            Set<SortedMap<Integer, Double>> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
            Set<Integer> blocks = new TreeSet<>();
            rivals.forEach(rival -> blocks.addAll(rival.keySet()));
            for (int block : blocks) {
                rivals.stream()
                        .filter(rival -> strict ? !rival.isEmpty() : rival.containsKey(block))
                        .min(Comparator.comparingDouble(rival -> middle(rival, block) * (lower ? 1 : -1)))
                        .filter(best -> best.containsKey(block))
                        .ifPresent(best -> {
                            chosen.add(best);
                            values.put(block, best.get(block));
                        });
            }
            return new Best(values, chosen.size());
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
        List<Double> logs = RankSum.differences(
                above.stream().map(Math::log).toList(),
                below.stream().map(Math::log).toList());
        return of(
                logs,
                RankSum.interval(logs, above.size(), below.size(), MISS / family),
                logs,
                Math.min(above.size(), below.size()));
    }

    /// @param middles whose median is the middle, ascending
    /// @param exact empty where nothing gives 95 %
    /// @param seen the ratios themselves
    private static Ratio of(List<Double> middles, Optional<Interval> exact, List<Double> seen, int forks) {
        Optional<Interval> range = forks < 2
                ? Optional.empty()
                : exact.or(() -> Optional.of(
                        new Interval(Spread.of(seen).lowest(), Spread.of(seen).highest())));
        return new Ratio(
                Math.exp(Spread.of(middles).median()),
                range.map(logs -> new Interval(Math.exp(logs.low()), Math.exp(logs.high()))),
                forks,
                exact.isPresent());
    }

    /// Whether the interval is so wide that the value is no figure.
    public boolean wide() {
        return interval.filter(range -> range.high() >= WIDE * range.low()).isPresent();
    }

    public Ratio inverse() {
        return new Ratio(1 / value, interval.map(old -> new Interval(1 / old.high(), 1 / old.low())), forks, confident);
    }

    /// Such as `1.90 x [1.80, 2.10]`; `1.90 x (1 fork: no interval)`; or, of one that is [#wide],
    /// `too wide to say: 0.31 to 4.20 x`.
    public String words() {
        if (interval.isEmpty()) {
            return Digits.ratio(value) + " x (1 fork: no interval)";
        }
        String low = Digits.ratio(interval.get().low());
        String high = Digits.ratio(interval.get().high());
        return wide()
                ? "too wide to say: " + low + " to " + high + " x"
                : Digits.ratio(value) + " x [" + low + ", " + high + "]";
    }

    public Direction direction() {
        boolean none = interval.map(range -> range.contains(1)).orElse(value == 1);
        return none ? Direction.NO_DIFFERENCE : value > 1 ? Direction.GREATER : Direction.LESS;
    }
}
