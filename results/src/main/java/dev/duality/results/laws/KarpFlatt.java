// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import dev.duality.results.laws.Answer.Given;
import dev.duality.results.laws.Answer.Inconclusive;
import dev.duality.results.laws.Trend.Direction;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The serial part by Karp and Flatt, e, and the straight line alpha + beta n through it. A time that is off by a share
/// moves e by that share of t/(1 - 1/n), with t the time over that of n = 1; so a point weighs by the square of that,
/// turned over, and what n = 1 is off by moves all of them.
final class KarpFlatt {
    /// The least number of points for a straight line with a scatter of its own.
    static final int FEWEST_POINTS = 3;

    /// A slope or a level that changes the time at the greatest n by less of it is none: that is rounding.
    private static final double NOTHING = 1e-3;

    /// The distance from S_n = n that one measurement of each n cannot tell.
    private static final double UNSEEN = 0.01;

    /// A time that is off by this share of it and more moves e by no multiple of that any more: then a line's error
    /// says nothing.
    private static final double WILD = 0.5;

    /// So many in order by chance are rarer than 5 %.
    private static final int FEWEST_IN_ORDER = 4;

    private final List<At> points;
    private final double baseVariance;
    private final double[] weight;
    private final double weights;
    private final double middle;
    private final double level;
    private final double slope;
    private final double[] pull; // by how much each e moves the slope

    /// One n above 1.
    ///
    /// @param time over that of n = 1
    /// @param variance of its median, where that of one value is 1
    record At(double n, double time, double variance) {
        double e() {
            return serial(time, n);
        }

        /// By how much e moves if the time moves by itself.
        double lever() {
            return time / (1 - 1 / n);
        }
    }

    private KarpFlatt(List<At> points, double baseVariance) {
        this.points = points;
        this.baseVariance = baseVariance;
        weight = new double[points.size()];
        double sum = 0;
        double ofN = 0;
        double ofE = 0;
        for (int i = 0; i < weight.length; i++) {
            At at = points.get(i);
            weight[i] = 1 / (at.lever() * at.lever());
            sum += weight[i];
            ofN += weight[i] * at.n;
            ofE += weight[i] * at.e();
        }
        weights = sum;
        middle = ofN / weights;
        level = ofE / weights;
        double spread = 0;
        for (int i = 0; i < weight.length; i++) {
            spread += weight[i] * (points.get(i).n - middle) * (points.get(i).n - middle);
        }
        pull = new double[weight.length];
        double found = 0;
        for (int i = 0; i < weight.length; i++) {
            pull[i] = weight[i] * (points.get(i).n - middle) / spread;
            found += pull[i] * points.get(i).e();
        }
        slope = found;
    }

    /// e = (1/S - 1/n) / (1 - 1/n); no number where there is nothing to share.
    ///
    /// @param time 1/S
    static double serial(double time, double n) {
        return n <= 1 ? Double.NaN : (time - 1 / n) / (1 - 1 / n);
    }

    /// @param points three or more, by n
    /// @param baseVariance of n = 1
    /// @param repeated the scatter of repetitions; empty where each n was measured once, and then it is how far the
    /// points lie from the line. Points that repeat themselves well and go up and down have no slope, either
    /// @param amdahl whether the points follow Amdahl's law. An e that is flat is that law, so that where they do not
    /// there is no serial part to name: either e has an order, or nothing is known
    static Answer<Trend> trend(List<At> points, double baseVariance, Optional<Scatter> repeated, boolean amdahl) {
        KarpFlatt line = new KarpFlatt(points, baseVariance);
        if (!Double.isFinite(line.slope) || !Double.isFinite(line.level)) {
            return new Inconclusive<>("the points lie too far apart for a straight line");
        }
        Trend trend = line.trend(repeated);
        if (trend.direction() != Direction.FLAT || amdahl) {
            return new Given<>(trend);
        }
        double first = points.getFirst().e();
        double last = points.getLast().e();
        int order = line.order();
        return order == 0
                ? new Inconclusive<>(
                        "e goes from %s to %s in no straight line and no order, and the points do not follow"
                                        .formatted(Digits.significant(first), Digits.significant(last))
                                + " Amdahl's law, so that no serial part is known")
                : new Given<>(new Trend(
                        order > 0 ? Direction.RISING : Direction.FALLING,
                        first,
                        last,
                        trend.level(),
                        new Estimate(line.slope, Optional.empty()),
                        false,
                        trend.superlinear()));
    }

    /// Whether e goes one way at every n: Kendall's tau of e over n is 1 or -1, which of m points is 1 of m! orders.
    /// Three in order are 1 of 6 and tell nothing; four are 1 of 24, which is enough one-sided at 5 %. A lesser tau is
    /// not enough where there are more: an n = 1 that is off moves all e, most at the least n, and orders them by
    /// itself, but not where they lie close together. For the same reason this is asked only where the points do not
    /// follow Amdahl's law.
    ///
    /// @return above 0 if e rises, below if it falls, 0 if there is no order
    private int order() {
        int steps = 0;
        for (int i = 1; i < points.size(); i++) {
            steps += (int) Math.signum(points.get(i).e() - points.get(i - 1).e());
        }
        return points.size() >= FEWEST_IN_ORDER && Math.abs(steps) == points.size() - 1 ? Integer.signum(steps) : 0;
    }

    private Trend trend(Optional<Scatter> repeated) {
        Scatter scatter = repeated.orElseGet(this::fromTheLine);
        double reach = scatter.reach() * scatter.deviation();
        double width = reach * error(pull);
        At first = points.getFirst();
        At last = points.getLast();
        double nothing = NOTHING * last.lever();
        boolean told = (last.e() - first.e()) * Math.signum(slope) > nothing; // else the ends do not go that way
        boolean wild = scatter.deviation() > WILD;
        boolean flat = wild
                || Math.abs(slope) <= width
                || Math.abs(slope) * (last.n - first.n) <= nothing
                || repeated.isPresent() && !told;
        List<Double> superlinear = points.stream()
                .filter(at -> -at.e()
                        > at.lever()
                                * (repeated.isPresent()
                                        ? Math.max(NOTHING, reach * Math.sqrt(at.variance + baseVariance))
                                        : UNSEEN))
                .map(At::n)
                .toList();
        boolean negative = !superlinear.isEmpty() && points.stream().allMatch(at -> at.e() < 0);
        double[] share = new double[weight.length];
        for (int i = 0; i < share.length; i++) {
            share[i] = weight[i] / weights;
        }
        double least = Math.max(nothing, repeated.isPresent() ? reach * error(share) : 0);
        return new Trend(
                negative
                        ? Direction.SUPERLINEAR
                        : flat ? Direction.FLAT : slope > 0 ? Direction.RISING : Direction.FALLING,
                told || flat ? first.e() : level + slope * (first.n - middle),
                told || flat ? last.e() : level + slope * (last.n - middle),
                level,
                new Estimate(slope, wild ? Optional.empty() : Optional.of(new Interval(slope - width, slope + width))),
                !wild && level > least,
                superlinear);
    }

    /// The deviation of a sum of all e, each times its factor, where that of one time is 1.
    private double error(double[] factor) {
        double alone = 0;
        double together = 0;
        for (int i = 0; i < factor.length; i++) {
            double moved = factor[i] * points.get(i).lever();
            alone += moved * moved * points.get(i).variance;
            together += moved;
        }
        return Math.sqrt(alone + together * together * baseVariance);
    }

    private Scatter fromTheLine() {
        List<Double> shares = new ArrayList<>();
        points.forEach(at -> shares.add((at.e() - level - slope * (at.n - middle)) / at.lever()));
        int freedom = points.size() - 2;
        return new Scatter(
                Math.sqrt(shares.stream().mapToDouble(share -> share * share).sum() / freedom), freedom);
    }
}
