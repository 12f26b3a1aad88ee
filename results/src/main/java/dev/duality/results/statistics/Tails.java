// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

/// The lower tails of distributions over 0, 1, 2, ...
final class Tails {
    private static final double ROUNDING = 1e-12;

    private Tails() {}

    /// @param share of each value
    /// @return the greatest value up to which all shares together are at most `tail`; -1 if the first one is more
    static int greatest(double[] share, double tail) {
        double below = 0;
        int value = 0;
        while (value < share.length && below + share[value] <= tail + ROUNDING) {
            below += share[value++];
        }
        return value - 1;
    }
}
