// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.PlainText;
import dev.duality.results.chart.Chart.Kept;
import dev.duality.results.chart.Chart.Mark;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.PolicyComparison;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Caches by policy and substrate.
final class PolicyCharts {
    private static final int MOST_ROWS = 120; // of one chart

    private final Findings findings;
    private final Groups groups;

    PolicyCharts(Findings findings, Groups groups) {
        this.findings = findings;
        this.groups = groups;
    }

    /// One for each cache.
    Some policies() {
        Some some = new Some();
        findings.policies().forEach(cache -> some.add(() -> chart(cache)));
        return some;
    }

    private Chart chart(PolicyComparison cache) {
        List<PolicyComparison.Of> rows = cache.rows().stream().limit(MOST_ROWS).toList();
        List<String> policies =
                rows.stream().map(PolicyComparison.Of::policy).distinct().toList();
        Map<String, List<PolicyComparison.Of>> lines = new LinkedHashMap<>();
        rows.forEach(
                row -> lines.computeIfAbsent(row.cell().waits() + " " + Groups.name(row.cell()), _ -> new ArrayList<>())
                        .add(row));
        return new Chart.Policies(
                PlainText.of(cache.title()),
                policies.stream().map(PlainText::of).toList(),
                lines.values().stream()
                        .map(own -> new Kept(
                                groups.line(own.getFirst().cell()),
                                own.stream()
                                        .sorted(Comparator.comparingDouble(PolicyComparison.Of::hitPercent))
                                        .map(row -> mark(row, policies.indexOf(row.policy())))
                                        .toList()))
                        .toList());
    }

    private static Mark mark(PolicyComparison.Of row, int policy) {
        return new Mark(
                policy,
                row.hitPercent(),
                row.nanosPerOp(),
                List.of(
                        PlainText.of(row.policy()) + " " + Groups.name(row.cell()),
                        Digits.three(row.nanosPerOp()) + " ns an operation, " + Digits.percent(row.hitPercent())
                                + " % hits",
                        worth(row)));
    }

    private static String worth(PolicyComparison.Of row) {
        if (row.worthFromNanos().isEmpty()) {
            return "no miss is dear enough for it to win";
        }
        double nanos = row.worthFromNanos().getAsDouble();
        return nanos == 0 ? "the fastest" : "wins if a miss costs " + Digits.three(nanos) + " ns or more";
    }
}
