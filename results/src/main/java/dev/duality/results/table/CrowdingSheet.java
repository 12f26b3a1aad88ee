// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Crowding;
import dev.duality.results.finding.Findings;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.List;

/// The tables of rows with more and more threads, up to more than there are cores.
public final class CrowdingSheet {
    private CrowdingSheet() {}

    /// One for each setting that has such rows.
    public static List<Table> of(Findings findings) {
        List<Crowding> all = findings.crowdings();
        Settings settings = new Settings(all.stream().map(Crowding::like).toList());
        return all.stream().map(crowding -> table(crowding, settings)).toList();
    }

    private static Table table(Crowding crowding, Settings settings) {
        List<List<String>> rows = new ArrayList<>();
        for (Crowding.Line line : crowding.lines()) {
            line.points().forEach(point -> rows.add(line(crowding, line, point)));
        }
        return Table.of(
                "More threads than cores: " + crowding.like().workload() + settings.apartButWaits(crowding.like())
                        + ", by " + crowding.like().waits(),
                List.of("substrate", "workers", "threads", "a core", "done /s", "of best %", "longest wait us"),
                rows,
                List.of(
                        "Done by all workers together; best is the most of that substrate with any number of threads. Rows with"
                                + " more threads than cores measure the scheduler, too: whoever holds a lock, or owns the state, is taken"
                                + " from its core now and then. The wait is the longest for 64 operations in a row, of the worst fork."));
    }

    private static List<String> line(Crowding crowding, Crowding.Line line, Crowding.Point point) {
        return List.of(
                point.row().cell().substrate(),
                point.row().cell().workers() + "+" + point.row().cell().servers(),
                point.row().cell().threads() + " on " + crowding.cores() + (crowding.cores() == 1 ? " core" : " cores"),
                Digits.ratio(point.threadsPerCore()),
                Digits.whole(point.perSecond()),
                Digits.percent(100 * point.perSecond() / line.best()),
                FairnessSheet.wait(point.longestWaitNanos()));
    }
}
