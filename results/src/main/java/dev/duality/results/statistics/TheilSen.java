// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A straight line through points that lie in groups along x, such as the times of one cell over the floors of a
/// machine that moves: y = intercept + slope x. The slope is the median of the slopes between all pairs of two groups,
/// its interval inverts Kendall's test with ties (Theil 1950; Sen, "Estimates of the Regression Coefficient Based on
/// Kendall's Tau", 1968), so a few points of another world move neither.
///
/// @param slopeInterval by 95 %, exact with two groups and by the normal approximation with more; empty where so few
///     points cannot give it
/// @param groups how many groups of x there are, at least two
public record TheilSen(double intercept, double slope, Optional<Interval> slopeInterval, int groups, int points) {
    /// Values of x that are at most so many times the one before belong to one group.
    public static final double APART = 1.5;

    private static final double MISS = 0.05;
    private static final double NORMAL = 1.959964;

    /// @param x above 0
    public record Point(double x, double y) {}

    /// @return empty if all points are in one group of x: then they say nothing of a slope
    public static Optional<TheilSen> fit(List<Point> points) {
        List<List<Double>> groups = Clusters.cut(points.stream().map(Point::x).toList(), APART);
        if (groups.size() < 2) {
            return Optional.empty();
        }
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            for (int j = 0; j < points.size(); j++) {
                Point low = points.get(i);
                Point high = points.get(j);
                if (low.x < high.x && group(groups, low.x) != group(groups, high.x)) {
                    slopes.add((high.y - low.y) / (high.x - low.x));
                }
            }
        }
        slopes.sort(null);
        double slope = Spread.of(slopes).median();
        double intercept = Spread.of(
                        points.stream().map(point -> point.y - slope * point.x).toList())
                .median();
        return Optional.of(new TheilSen(intercept, slope, interval(slopes, groups), groups.size(), points.size()));
    }

    private static int group(List<List<Double>> groups, double x) {
        int group = 0;
        while (groups.get(group).getLast() < x) {
            group++;
        }
        return group;
    }

    private static Optional<Interval> interval(List<Double> slopes, List<List<Double>> groups) {
        if (groups.size() == 2) {
            return RankSum.interval(
                    slopes, groups.getFirst().size(), groups.getLast().size(), MISS);
        }
        double n = groups.stream().mapToInt(List::size).sum();
        double variance = n * (n - 1) * (2 * n + 5);
        for (List<Double> group : groups) {
            double tied = group.size();
            variance -= tied * (tied - 1) * (2 * tied + 5);
        }
        int cut = (int) Math.floor((slopes.size() - NORMAL * Math.sqrt(variance / 18)) / 2) - 1;
        return cut < 0
                ? Optional.empty()
                : Optional.of(new Interval(slopes.get(cut), slopes.get(slopes.size() - 1 - cut)));
    }
}
