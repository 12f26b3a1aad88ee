// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.Machine;
import dev.duality.results.PlainText;
import dev.duality.results.Run;
import dev.duality.results.chart.HistoryChart;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Verdict;
import dev.duality.results.table.Table;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Many runs as one page for a browser: which there are, newest first, and what each workload's headline was over the
/// runs of one machine.
public final class IndexPage {
    private static final int MOST_RUNS = 1_000;
    private static final List<String> HEAD = List.of("workload", "run", "verdict", "by", "grade", "JDK", "commit");
    private static final String NOTE =
            "Right of 1, messages cost more. A bar is the interval, dots are the rounds; hollow, ?: too few rounds for"
                    + " 95 %. Rows may differ from run to run: a mark says which they are.";

    private IndexPage() {}

    /// One run.
    ///
    /// @param name of its folder
    /// @param folder the way there from the page, without a `/` at its end
    public record Entry(String name, String folder, Findings findings) {}

    /// Two runs are of one machine where these are alike.
    private record Place(String cpu, int cores, String virtualisation) {
        static Place of(Run run) {
            Machine machine = run.machine();
            return new Place(machine.cpu(), machine.usableCores(), machine.virtualisation());
        }

        String text() {
            return cpu + ", " + cores + (cores == 1 ? " core" : " cores") + ", virtualisation " + virtualisation;
        }
    }

    /// The whole page, in ASCII. The same runs give the same page, byte for byte.
    ///
    /// @param entries newest first
    public static String of(List<Entry> entries) {
        List<Entry> shown = entries.stream().limit(MOST_RUNS).toList();
        Map<Place, List<Findings>> byPlace = new LinkedHashMap<>();
        shown.forEach(entry -> byPlace.computeIfAbsent(Place.of(entry.findings().run()), _ -> new ArrayList<>())
                .add(entry.findings()));
        List<Leaf.Part> parts = new ArrayList<>();
        byPlace.forEach((place, runs) -> parts.add(Leaf.Part.of(
                "machine-" + (parts.size() + 1),
                place.text(),
                List.of(),
                NOTE,
                HistoryChart.of("Messages over shared memory, the headline of each workload", runs),
                List.of(table(runs)))));
        return Template.LEAF.fill(new Leaf(
                "Duality: published runs",
                List.of(),
                List.of(
                        "Share memory, or pass messages? " + entries.size()
                                + (entries.size() == 1 ? " run" : " runs")
                                + ", newest first, and below what each workload"
                                + " came to over the runs of one machine.",
                        "duality report FOLDER --format html makes a page of a run, with all of its rows."),
                shown.stream().map(IndexPage::link).toList(),
                parts,
                "duality publish"));
    }

    private static Leaf.Link link(Entry entry) {
        Run run = entry.findings().run();
        return new Leaf.Link(
                path(entry.folder() + "/README.md"),
                PlainText.of(entry.name()),
                PlainText.of(", " + run.machine().cpu() + ", " + run.machine().usableCores() + " cores, JDK "
                        + run.jvm().version() + ", commit " + run.commit().id() + ", "
                        + run.jars().stream().map(jar -> jar.shortText() + ", ").collect(Collectors.joining())
                        + "preset " + run.preset()));
    }

    /// As it stands in an address.
    private static String path(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("path is '" + path + "', but must be one from the page on", e);
        }
    }

    /// The headlines in words, those of one workload below each other.
    private static Table table(List<Findings> runs) {
        Map<String, List<List<String>>> byWorkload = new LinkedHashMap<>();
        for (Findings findings : runs) {
            Run run = findings.run();
            for (Findings.WorkloadFindings workload : findings.workloads()) {
                Verdict verdict = workload.verdict();
                List<String> by = verdict instanceof Verdict.Compared compared
                        ? List.of(
                                compared.headline().who(),
                                compared.headline().gap().letters())
                        : List.of("", "");
                byWorkload
                        .computeIfAbsent(workload.name(), _ -> new ArrayList<>())
                        .add(List.of(
                                workload.name(),
                                run.started()
                                        .atOffset(ZoneOffset.UTC)
                                        .toLocalDate()
                                        .toString(),
                                verdict.text(),
                                by.getFirst(),
                                by.getLast(),
                                run.jvm().version(),
                                run.commit().id()));
            }
        }
        return Table.of(
                "Each workload, run by run",
                HEAD,
                byWorkload.values().stream().flatMap(List::stream).toList(),
                List.of());
    }
}
