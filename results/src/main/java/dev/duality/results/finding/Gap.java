// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.statistics.Ratio;
import java.util.List;

/// What messages cost against shared memory: time per operation of a message row over that of a shared row.
///
/// Both run the same workload with the same parameters, payload, window and wait, where a kernel in which nobody ever
/// waits goes with every wait. Among the shared rows with as many threads in all, servers included, the best one is
/// taken; if there is none, the best one with as many workers.
///
/// @param against the shared row's cell
/// @param ratio above 1 where messages cost more
/// @param unequal the terms of the contract that differ; see MEASURING.md, rule 3
/// @param grade the worse of both rows
public record Gap(Measure measure, Cell against, Ratio ratio, Basis basis, List<String> unequal, Grade grade) {
    /// What the two rows have as many of.
    public enum Basis {
        THREADS,
        WORKERS,
        /// Workers and servers.
        SHAPE
    }

    public Gap {
        unequal = List.copyOf(unequal);
    }

    /// Whether it may stand for its workload.
    public boolean fair() {
        return basis == Basis.THREADS && unequal.isEmpty();
    }
}
