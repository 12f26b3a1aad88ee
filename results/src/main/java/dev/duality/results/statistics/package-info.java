// SPDX-License-Identifier: Apache-2.0

/// What several forks say together. Start at [dev.duality.results.statistics.Ratio].
/// - The value of a row is the **median** over its forks; its [dev.duality.results.statistics.Spread] says how far the
///   forks lie apart.
/// - A ratio of two rows is the ratio of their medians, with a **95 % interval** by bootstrap over forks. An interval
///   that holds 1 means: no difference seen.
/// - Percentiles come from the **merged** histogram of all forks, never from an average of percentiles, and only where
///   the count of each fork bears them.
package dev.duality.results.statistics;
