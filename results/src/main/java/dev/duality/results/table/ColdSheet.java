// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.chart.Settings;
import dev.duality.results.finding.ColdStart;
import dev.duality.results.finding.Findings;
import dev.duality.results.statistics.Digits;
import java.util.List;

/// The tables of rows whose forks did not warm up.
public final class ColdSheet {
    private ColdSheet() {}

    /// One for each setting that has such rows.
    public static List<Table> of(Findings findings) {
        List<ColdStart> all = findings.coldStarts();
        Settings settings = new Settings(all.stream().map(ColdStart::like).toList());
        return all.stream().map(start -> table(start, settings)).toList();
    }

    private static Table table(ColdStart start, Settings settings) {
        return Table.of(
                "From the first operation on: " + start.like().workload() + settings.apart(start.like(), Cell.COLD),
                List.of("substrate", "threads", "first us", "steady ns", "until steady ops", "ms"),
                start.lines().stream().map(ColdSheet::line).toList(),
                List.of(
                        "Medians of the forks, each a JVM that had done no operation. Steady: an operation in the last two of the stretches"
                                + " of 1, 1, 2, 4, ... operations of each worker. Until steady: what a worker had done, and how long that took, before"
                                + " a stretch was within a tenth of that."));
    }

    private static List<String> line(ColdStart.Line line) {
        return List.of(
                line.cell().substrate(),
                line.cell().workers() + "+" + line.cell().servers(),
                Digits.three(line.firstMicros()),
                Digits.three(line.steadyNanos()),
                Digits.whole(line.untilOperations()),
                Digits.three(line.untilMillis()));
    }
}
