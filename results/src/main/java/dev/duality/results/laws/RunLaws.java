// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import dev.duality.results.Cell;
import dev.duality.results.finding.Findings;
import java.util.List;

/// A series of a run, held against the laws.
///
/// @param first the cell that the series begins with
public record RunLaws(Cell first, Scaling scaling) {
    /// In the run's order, by the run's seed.
    ///
    /// @param most how many; later ones are left out
    public static List<RunLaws> of(Findings findings, int most) {
        return RunSeries.withCells(findings).stream()
                .limit(most)
                .map(one -> new RunLaws(
                        one.first(), Laws.of(one.series(), findings.run().seed())))
                .toList();
    }
}
