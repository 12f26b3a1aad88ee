// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One sample of differences: where its middle is, and how far that can be trusted, without a word on the shape of its
/// distribution but that it is symmetric. The middle is the median of all Walsh averages (Hodges and Lehmann,
/// "Estimates of Location Based on Rank Tests", 1963); the interval inverts the signed-rank test (Wilcoxon, "Individual
/// Comparisons by Ranking Methods", 1945) by its exact distribution.
///
/// Ties and zeros need no care: an interval's ends are Walsh averages themselves and belong to it, so with ties it
/// holds the middle rather more often than it says.
final class SignedRank {
    private SignedRank() {}

    /// The averages of all pairs, each value with itself too, ascending.
    static List<Double> walshAverages(List<Double> values) {
        List<Double> averages = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            for (int j = i; j < values.size(); j++) {
                averages.add((values.get(i) + values.get(j)) / 2);
            }
        }
        averages.sort(null);
        return averages;
    }

    /// @param walsh averages of `n` values, ascending
    /// @param miss how often the interval may miss, both sides together
    /// @return empty where so few values cannot give it: five miss in 1 of 16 cases whatever is done
    static Optional<Interval> interval(List<Double> walsh, int n, double miss) {
        int cut = cut(n, miss);
        return cut < 0
                ? Optional.empty()
                : Optional.of(new Interval(walsh.get(cut), walsh.get(walsh.size() - 1 - cut)));
    }

    /// The greatest rank sum that is as rare as half of `miss`, so many averages can be left out at either end.
    /// @return -1 if even 0 is more frequent
    static int cut(int n, double miss) {
        double[] share =
                new double[n * (n + 1) / 2 + 1]; // of the 2^n ways to give n ranks a sign, by the sum of positive ones
        share[0] = 1;
        for (int rank = 1; rank <= n; rank++) {
            for (int sum = share.length - 1; sum >= 0; sum--) {
                share[sum] = (share[sum] + (sum >= rank ? share[sum - rank] : 0)) / 2;
            }
        }
        return Tails.greatest(share, miss / 2);
    }
}
