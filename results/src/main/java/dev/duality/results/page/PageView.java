// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.finding.Findings;
import dev.duality.results.finding.FloorFinding;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Verdict;
import dev.duality.results.statistics.Digits;
import dev.duality.results.table.Legend;
import dev.duality.results.table.Words;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The data of `page.html`, by the names that it has there. What is drawn comes from the findings, and what is said
/// from those who say it in text, too.
///
/// @param incomplete what warns of a run that did not end
/// @param chosen by what the filter tells rows apart
/// @param rowsLeft what is said of rows for which there was no room; empty if all are there
/// @param provenance what it ran on, by name
/// @param legend how to read it
record PageView(
        String title,
        String summary,
        List<String> incomplete,
        List<Said> verdicts,
        String leftOpen,
        List<Section> sections,
        List<Choice> chosen,
        List<String> floors,
        List<RowList.Group> groups,
        String rowsLeft,
        String skipped,
        List<String> skips,
        List<Named> provenance,
        List<String> legend) {
    private static final int MOST_SKIPS = 1_000;
    private static final int MOST_FLOORS = 10;

    /// A page stays a page, however large the run.
    private static final int MOST_WORKLOADS = 1_000;

    /// The verdict of a workload.
    ///
    /// @param who by what rows, and how far it can be trusted; empty where there is no verdict
    record Said(String workload, String words, String who, List<String> evidence) {
        boolean hasEvidence() {
            return !evidence.isEmpty();
        }
    }

    record Named(String name, String text) {}

    /// One way to tell rows apart.
    record Choice(String name, List<String> values) {}

    static PageView of(Findings findings) {
        RowList rows = RowList.of(findings);
        List<String> legend = Stream.of(
                        Words.floors(findings).stream(), Words.regimes(findings).stream(), Legend.of(findings).stream())
                .flatMap(lines -> lines)
                .toList();
        return new PageView(
                "Duality: run " + findings.run().id(),
                summary(findings),
                Words.incomplete(findings),
                findings.workloads().stream()
                        .limit(MOST_WORKLOADS)
                        .map(PageView::said)
                        .toList(),
                findings.leftOpen().orElse(""),
                Section.of(findings),
                List.of(
                        new Choice("workload", rows.workloads()),
                        new Choice("side", rows.sides()),
                        new Choice("grade", List.of("A", "B", "C", "FAIL"))),
                findings.rowsOfFloors().stream()
                        .limit(MOST_FLOORS)
                        .map(PageView::floor)
                        .toList(),
                rows.groups(),
                rows.left() == 0
                        ? ""
                        : Digits.whole(rows.left())
                                + " more rows have no room on this page; duality report --format csv has them all.",
                findings.skips().isEmpty() ? "" : "Skipped: " + findings.skips().size(),
                findings.skips().stream().limit(MOST_SKIPS).map(Words::skip).toList(),
                Words.provenance(findings).entrySet().stream()
                        .map(line -> new Named(line.getKey(), line.getValue()))
                        .toList(),
                legend);
    }

    private static String summary(Findings findings) {
        return "Share memory, or pass messages? " + findings.run().preset() + ", "
                + findings.run().started().truncatedTo(ChronoUnit.SECONDS) + ", "
                + findings.run().machine().cpu() + ", "
                + findings.run().machine().usableCores() + " cores, Java "
                + findings.run().jvm().version() + ", commit "
                + findings.run().commit().id();
    }

    private static Said said(Findings.WorkloadFindings workload) {
        Verdict verdict = workload.verdict();
        Optional<Verdict.Pair> headline =
                verdict instanceof Verdict.Compared compared ? Optional.of(compared.headline()) : Optional.empty();
        return new Said(
                workload.name(),
                verdict.text(),
                headline.map(pair -> pair.who() + "; grade "
                                + pair.gap().letters()
                                + RowFacts.reasons(pair.gap().grade()))
                        .orElse(""),
                Words.evidence(verdict));
    }

    private static String floor(FloorFinding floor) {
        return "Row 0, the floor by itself"
                + Regime.nameOf(floor.regime()).map(name -> ", " + name).orElse("")
                + ": " + Digits.three(floor.roundTripNanos().median()) + " ns"
                + (floor.cpus().isEmpty()
                        ? ""
                        : ", cpus " + floor.cpus().stream().map(String::valueOf).collect(Collectors.joining(" and ")));
    }
}
