// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.OpenLoop;
import java.util.List;
import java.util.OptionalLong;

/// Whether a percentile stands: the count bears any below p99; from there on the values beyond it must come from
/// [Limits#STRETCHES] disjoint stretches of each fork, for one stall can be a thousand values (docs/measuring.md, rule
/// 16).
final class Stretches {
    private static final double FIRST = 99; // percent

    private Stretches() {}

    /// @param found empty where the count does not bear it
    static OptionalLong stands(List<OpenLoop> forks, double percentile, OptionalLong found) {
        return stands(forks, percentile) ? found : OptionalLong.empty();
    }

    /// Of a percentile without a name the next one that has one decides: what lies beyond that lies beyond this, too.
    static boolean stands(List<OpenLoop> forks, double percentile) {
        return percentile < FIRST || forks.stream().allMatch(fork -> stands(fork, percentile));
    }

    /// In one fork.
    static boolean stands(OpenLoop fork, double percentile) {
        return percentile < FIRST
                || fork.beyond().stream()
                        .anyMatch(
                                beyond -> beyond.percentile() >= percentile && beyond.stretches() >= Limits.STRETCHES);
    }
}
