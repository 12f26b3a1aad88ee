// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.PlainText;
import dev.duality.results.Run;
import dev.duality.results.chart.Chart.Item;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Verdict;
import dev.duality.results.statistics.Ratio;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The headline of each workload over runs of one machine. Every text in it is plain.
public final class HistoryChart {
    private static final int MOST_ROWS = 120;
    private static final int SHORT_COMMIT = 10;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private HistoryChart() {}

    /// @param runs of one machine, newest first
    /// @return one, if any run has a headline: workloads in the order of the newest run, of each its runs, newest first
    public static Some of(String machine, List<Findings> runs) {
        Map<String, List<Item>> byWorkload = new LinkedHashMap<>();
        for (Findings run : runs) {
            for (Findings.WorkloadFindings workload : run.workloads()) {
                if (workload.verdict() instanceof Verdict.Compared compared) {
                    List<Item> items = byWorkload.computeIfAbsent(workload.name(), _ -> new ArrayList<>());
                    String when = when(run.run(), runs);
                    items.add(item(run, workload.name() + ", " + when, compared.headline()));
                    compared.elsewhere().forEach(pair -> items.add(item(run, workload.name() + ", " + when, pair)));
                }
            }
        }
        List<Item> all = byWorkload.values().stream().flatMap(List::stream).toList();
        Some some = new Some();
        if (!all.isEmpty()) {
            List<Item> items = all.stream().limit(MOST_ROWS).toList();
            some.add(() -> new Chart.Ratios(PlainText.of(machine), "messages over shared memory", items));
            some.leave(all.size() - items.size());
        }
        return some;
    }

    /// The day, and where the machine ran several on it, the minute as well.
    private static String when(Run run, List<Findings> runs) {
        LocalDate day = day(run);
        long alike = runs.stream().filter(other -> day(other.run()).equals(day)).count();
        return alike == 1 ? day.toString() : MINUTE.format(run.started().atOffset(ZoneOffset.UTC));
    }

    private static LocalDate day(Run run) {
        return run.started().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static Item item(Findings findings, String what, Verdict.Pair pair) {
        Run run = findings.run();
        String commit = run.commit().id();
        Ratio ratio = pair.gap().ratio();
        String name = what + pair.regime().map(regime -> ", " + regime).orElse("");
        return new Item(
                PlainText.of(name),
                List.of(
                        PlainText.of(name),
                        PlainText.of(pair.who() + "; grade " + pair.gap().letters()),
                        PlainText.of("JDK " + run.jvm().version() + ", commit "
                                + commit.substring(0, Math.min(commit.length(), SHORT_COMMIT)))),
                switch (ratio.direction()) {
                    case GREATER -> Item.Tone.COOL;
                    case LESS -> Item.Tone.WARM;
                    case NO_DIFFERENCE, UNKNOWN -> Item.Tone.NONE;
                },
                ratio.confident(),
                Charts.value(ratio),
                findings.rounds(pair.message(), pair.gap()));
    }
}
