// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// One program at several n.
///
/// @param name what users call it
/// @param points by n, ascending, each n once
/// @param plain what the plain program in one thread took, by fork, in the same quantity; empty if nobody measured it
/// @param cores how many threads could run at once; empty if nobody says, and then every point counts as having cores
public record Series(
        String name,
        Quantity quantity,
        List<Point> points,
        Optional<SortedMap<Integer, Double>> plain,
        OptionalInt cores) {
    private static final double MOST = 1e18;
    private static final int MOST_THREADS = 1_000_000;

    /// @param n how many threads share the work; no whole number where it is an average, such as of those at work
    /// @param threads those and the servers
    /// @param values what was measured, by fork; forks with the same number ran in the same round
    public record Point(double n, double threads, SortedMap<Integer, Double> values) {
        public Point {
            if (!(n > 0 && n <= MOST_THREADS)) {
                throw new IllegalArgumentException(
                        "n is %s, but must be above 0 and at most %d".formatted(n, MOST_THREADS));
            }
            if (!(threads >= n && threads <= 2.0 * MOST_THREADS)) {
                throw new IllegalArgumentException("threads is %s, but must be n, %s, or more".formatted(threads, n));
            }
            values = checked("n = " + n, values);
        }
    }

    public Series {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("series " + name + " has no points");
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).n <= points.get(i - 1).n) {
                throw new IllegalArgumentException(
                        "n must ascend, but " + points.get(i).n + " follows " + points.get(i - 1).n);
            }
        }
        plain = plain.map(values -> checked("plain", values));
        if (cores.isPresent() && cores.getAsInt() < 1) {
            throw new IllegalArgumentException("cores is " + cores.getAsInt() + ", but must be 1 or more");
        }
    }

    /// Whether each thread of the point has a core, as far as anybody knows.
    public boolean hasCores(Point point) {
        return cores.isEmpty() || point.threads <= cores.getAsInt();
    }

    /// Measured once at each n, without servers.
    ///
    /// @param values by n
    public static Series once(String name, Quantity quantity, SortedMap<Integer, Double> values) {
        return new Series(
                name,
                quantity,
                values.entrySet().stream()
                        .map(point ->
                                new Point(point.getKey(), point.getKey(), new TreeMap<>(Map.of(1, point.getValue()))))
                        .toList(),
                Optional.empty(),
                OptionalInt.empty());
    }

    private static SortedMap<Integer, Double> checked(String of, SortedMap<Integer, Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("the values of " + of + " are missing");
        }
        for (double value : values.values()) {
            if (!(value >= 1 / MOST && value <= MOST)) {
                throw new IllegalArgumentException(
                        "a value of %s is %s, but must be a number from %s to %s".formatted(of, value, 1 / MOST, MOST));
            }
        }
        return Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
}
