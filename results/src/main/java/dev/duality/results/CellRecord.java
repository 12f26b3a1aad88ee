// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.time.Instant;
import java.util.List;

/// The record of one fork of one cell.
///
/// @param cell the cell's id
/// @param fork from 1; forks with the same number belong to the same round, in which all rivals took turns
/// @param attempt from 1; a load is done again, in the same JVM or in another, where the machine moved meanwhile, and
///     an attempt holds those loads that were. Of the attempts at a load during which it did not move, the first of
///     each regime counts
/// @param files names of the files of the run's folder that belong to it, such as JMH's own JSON
public record CellRecord(
        String cell, int fork, int attempt, Instant started, Instant finished, Outcome outcome, List<String> files) {
    public CellRecord {
        Require.text("cell", cell);
        Require.atLeast("fork", 1, fork);
        Require.atLeast("attempt", 1, attempt);
        Require.present("started", started);
        Require.present("finished", finished);
        Require.present("outcome", outcome);
        files = Require.texts("files", files);
    }
}
