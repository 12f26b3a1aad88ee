// SPDX-License-Identifier: Apache-2.0

/// Statistics of several forks together. Start at [dev.duality.results.statistics.Ratio].
/// - The value of a row is the **median** over its forks; its [dev.duality.results.statistics.Spread] says how far the
///   forks lie apart.
/// - A ratio of two rows is the Hodges-Lehmann estimate over the logarithms of the ratios of their rounds, with the
///   exact **95 % interval** of the signed-rank test; where too few rounds are in common, that over all pairs of their
///   forks, with the exact interval of the rank-sum test. An interval that holds 1 means: no difference seen. With
///   fewer forks still, the range that was seen is told, and no direction. The interval by rounds is
///   `SignedRank`'s, that by forks `RankSum`'s.
/// - What is fitted to several rows has its interval from rounds drawn again and again, the bootstrap:
///   [dev.duality.results.statistics.Resampling].
/// - Percentiles come from the **merged** histogram of all forks, never from an average of percentiles, and only where
///   the count of each fork bears them.
package dev.duality.results.statistics;
