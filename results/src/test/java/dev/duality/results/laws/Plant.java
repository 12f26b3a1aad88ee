// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/// Series that follow a law exactly, or but for noise.
final class Plant {
    private Plant() {}

    static DoubleUnaryOperator amdahl(double seconds, double serial) {
        return n -> seconds * (serial + (1 - serial) / n);
    }

    static DoubleUnaryOperator usl(double gamma, double alpha, double beta) {
        return n -> gamma * n / (1 + alpha * (n - 1) + beta * n * (n - 1));
    }

    /// @param noise the deviation of the values' logarithms
    static Series series(
            Quantity quantity,
            DoubleUnaryOperator law,
            int[] ns,
            int forks,
            double noise,
            long seed,
            OptionalInt cores) {
        Random random = new Random(seed);
        List<Series.Point> points = new ArrayList<>();
        for (int n : ns) {
            SortedMap<Integer, Double> values = new TreeMap<>();
            for (int fork = 1; fork <= forks; fork++) {
                values.put(fork, law.applyAsDouble(n) * Math.exp(noise * random.nextGaussian()));
            }
            points.add(new Series.Point(n, n, values));
        }
        return new Series("planted", quantity, points, Optional.empty(), cores);
    }

    static Series exact(Quantity quantity, DoubleUnaryOperator law, int... ns) {
        return series(quantity, law, ns, 1, 0, 0, OptionalInt.empty());
    }

    static int[] upTo(int most) {
        return java.util.stream.IntStream.rangeClosed(1, most).toArray();
    }

    static SortedMap<Integer, Double> forks(double... values) {
        SortedMap<Integer, Double> forks = new TreeMap<>();
        for (double value : values) {
            forks.put(forks.size() + 1, value);
        }
        return forks;
    }
}
