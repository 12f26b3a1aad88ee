// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.statistics.Ratio;
import java.util.List;

/// The cost of messages against shared memory: time per operation of a message row over that of a shared row.
///
/// Both ran in the same regime of the machine, the same workload with the same parameters, payload and wait, where a
/// kernel in which nobody ever waits goes with every wait. By throughput and by the job each side has the window that
/// is best for it, by latency a window of 1. Rows in place are no rivals: nothing of theirs is shared. Among the shared
/// rows with as many threads in all, servers included, and equal terms the best one is taken, for each round by the
/// rounds before it; if there is none, one whose terms differ; if none has as many threads, one with as many workers.
///
/// @param against the cell of the shared row that is the best over all rounds
/// @param ratio above 1 where messages cost more
/// @param unequal the terms of the contract that differ; see docs/measuring.md, rule 3
/// @param grade the worse of both rows
/// @param againstRow that row's [Row#id()]
public record Gap(
        Measure measure, Cell against, String againstRow, Ratio ratio, Basis basis, List<String> unequal, Grade grade) {
    /// The number that the two rows have in common.
    public enum Basis {
        THREADS,
        WORKERS,
        /// Workers and servers.
        SHAPE
    }

    public Gap {
        unequal = List.copyOf(unequal);
    }

    /// Such as `1.90 x [1.80, 2.10]`; where the rows have too few rounds in common, so that it rests on two samples,
    /// such as `1.90 x [1.80, 2.10] (5 and 4 forks)`.
    public String text() {
        return words(ratio);
    }

    static String words(Ratio ratio) {
        return ratio.text()
                + (ratio.confident() && ratio.basis() instanceof Ratio.Basis.Samples samples
                        ? " (" + samples.text() + ")"
                        : "");
    }

    /// Such as `A`; of too few rounds such as `rows A, ratio open`: its rows may be good, and it is not.
    public String letters() {
        return ratio.confident() ? grade.letter().name() : "rows " + grade.letter() + ", ratio open";
    }

    /// Whether it may stand for its workload.
    public boolean fair() {
        return basis == Basis.THREADS && unequal.isEmpty();
    }
}
