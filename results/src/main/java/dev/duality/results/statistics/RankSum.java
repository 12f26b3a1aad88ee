// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Two samples: by how much one is shifted against the other, without a word on the shape of their distribution. The
/// shift is the median of all differences (Hodges and Lehmann, 1963); the interval inverts the rank-sum test (Mann and
/// Whitney, "On a Test of Whether One of Two Random Variables is Stochastically Larger than the Other", 1947) by its
/// exact distribution.
final class RankSum {
    private RankSum() {}

    /// Each value of `above` less each of `below`, ascending.
    static List<Double> differences(Collection<Double> above, Collection<Double> below) {
        List<Double> differences = new ArrayList<>();
        above.forEach(top -> below.forEach(bottom -> differences.add(top - bottom)));
        differences.sort(null);
        return differences;
    }

    /// @param differences of samples of `m` and `n` values, ascending
    /// @param miss how often the interval may miss, both sides together
    /// @return empty where so few values cannot give it; 95 % takes four and four, or three and five
    static Optional<Interval> interval(List<Double> differences, int m, int n, double miss) {
        int cut = cut(m, n, miss);
        return cut < 0
                ? Optional.empty()
                : Optional.of(new Interval(differences.get(cut), differences.get(differences.size() - 1 - cut)));
    }

    /// The greatest statistic that is as rare as half of `miss`, so many differences can be left out at either end.
    /// @return -1 if even 0 is more frequent
    static int cut(int m, int n, double miss) {
        // Of the orders of m + n values, how many have so many pairs the other way round. By the largest value: it is
        // one
        // of the m, and then above all n, or one of the n.
        double[][] share = new double[n + 1][];
        for (int i = 0; i <= n; i++) {
            share[i] = new double[] {1};
        }
        for (int j = 1; j <= m; j++) {
            double[][] next = new double[n + 1][];
            next[0] = new double[] {1};
            for (int i = 1; i <= n; i++) {
                double[] both = new double[j * i + 1];
                add(both, share[i], i, j / (double) (j + i));
                add(both, next[i - 1], 0, i / (double) (j + i));
                next[i] = both;
            }
            share = next;
        }
        return Tails.greatest(share[n], miss / 2);
    }

    private static void add(double[] to, double[] shares, int shift, double weight) {
        for (int value = 0; value < shares.length; value++) {
            to[value + shift] += weight * shares[value];
        }
    }
}
