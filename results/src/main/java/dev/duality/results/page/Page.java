// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.chart.Chart;
import dev.duality.results.chart.Charts;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Skip;
import dev.duality.results.finding.Verdict;
import dev.duality.results.laws.RunLaws;
import dev.duality.results.statistics.Digits;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A run as one page: what is drawn comes from its findings, and what is said from those who say it in text, too.
///
/// @param incomplete what warns of a run that did not end
/// @param evidence what stands under each workload's verdict
/// @param laws series that are held against the laws
/// @param lawTables what the laws say of them
/// @param waits tables of what waiting costs
/// @param waterfalls tables of what gaps are made of
/// @param crossovers tables of where messages overtake
/// @param legend how to read it
/// @param provenance what it ran on, by name
public record Page(
        Findings findings,
        List<String> incomplete,
        Map<String, List<String>> evidence,
        List<RunLaws> laws,
        List<Table> lawTables,
        List<Table> waits,
        List<Table> waterfalls,
        List<Table> crossovers,
        List<String> legend,
        Map<String, String> provenance) {
    private static final String LAWS =
            "S_n over n workers. Hollow: more threads than cores, and in no fit. Drawn through: Amdahl's law; dashed: the"
                    + " Universal Scalability Law; dotted: the speedup that no n exceeds, the n beyond which it gets"
                    + " worse, and as many times as workers.";

    private static final int MOST_SKIPS = 1_000;

    /// Some of them end a script, and some command a terminal.
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /// The whole page, in ASCII. The same run gives the same page, byte for byte.
    public String html() {
        Writer writer = new Writer(new Html(), JsonNodeFactory.instance.arrayNode());
        Charts charts = new Charts(findings);
        Html html = writer.html;
        html.open("header");
        html.element("h1", "Duality: run " + findings.run().id());
        html.element("p", summary());
        incomplete.forEach(line -> html.element("p", line, "class", "warning"));
        html.close();
        html.open("main");
        verdicts(html);
        writer.section(
                "gaps",
                "The gap, workload by workload",
                "Right of 1, messages cost more. Filled: equal threads and equal contracts; hollow: not so. The largest"
                        + " sign of a workload is its headline; a bar is the interval. Letters are grades.",
                charts.gaps(),
                List.of());
        writer.section(
                "latency",
                "Latency by percentile",
                "Open loop, from the intended start, all forks together, as far as their counts bear a percentile. The sign"
                        + " that stands alone is the worst value, at one in all.",
                charts.latencies(),
                List.of());
        writer.section(
                "rates",
                "Latency against offered rate",
                "Of each substrate the lower line is p50, the upper one p99. A rate that was missed has no point.",
                charts.rates(),
                List.of());
        writer.section(
                "speedup",
                "Speedup",
                "T1/Tn of a fixed job over threads, servers included; T1 is the specification, plainly in one thread.",
                charts.speedups(),
                List.of());
        Charts.Some held = charts.laws(laws);
        writer.section("laws", "Speedup, held against the laws", held.charts().isEmpty() ? "" : LAWS, held, lawTables);
        writer.section("waits", "What waiting costs", "", charts.waits(), waits);
        writer.section(
                "waterfall",
                "What a gap is made of",
                "Each step is the difference of two measured cells that differ in one thing.",
                charts.waterfalls(),
                waterfalls);
        writer.section(
                "crossover",
                "Where messages overtake",
                "Time of messages over that of shared memory: * messages win, ~ no difference seen, else shared memory wins."
                        + " The darker, the larger the difference.",
                charts.crossovers(),
                crossovers);
        html.open("section", "id", "rows").element("h2", "Rows");
        html.element("p", "Each row opens: its forks, its flags, the command, and its files in the run's folder.");
        RowList.write(findings, html);
        skips(html);
        html.close();
        about(html);
        html.close();
        foot(html);
        return Template.fill(
                markupOf("Duality: run " + findings.run().id()),
                html.markup(),
                MAPPER.writeValueAsString(writer.data).replace("<", "\\u003c"));
    }

    private static String markupOf(String text) {
        return new Html().text(text).markup();
    }

    private String summary() {
        return "Share memory, or pass messages? " + findings.run().preset() + ", "
                + findings.run().started().truncatedTo(ChronoUnit.SECONDS) + ", "
                + findings.run().machine().cpu() + ", "
                + findings.run().machine().usableCores() + " cores, Java "
                + findings.run().jvm().version() + ", commit "
                + findings.run().commit().id();
    }

    private void verdicts(Html html) {
        html.open("section", "id", "verdicts").element("h2", "In short");
        html.open("ul", "class", "verdicts");
        for (Findings.Workload workload : findings.workloads()) {
            if (html.full()) {
                break;
            }
            html.open("li");
            html.element("b", workload.name() + ": ").text(workload.verdict().words());
            if (workload.verdict() instanceof Verdict.Compared compared) {
                html.text(" (grade " + compared.headline().gap().grade().letter() + ")");
            }
            List<String> lines = evidence.getOrDefault(workload.name(), List.of());
            if (!lines.isEmpty()) {
                html.open("details").element("summary", "by what").list(lines).close();
            }
            html.close();
        }
        html.close();
        if (findings.workloads().isEmpty()) {
            html.element("p", "No row: nothing was measured.");
        }
        findings.leftOpen().ifPresent(line -> html.element("p", line));
        html.close();
    }

    private void skips(Html html) {
        if (!findings.skips().isEmpty()) {
            html.open("details")
                    .element("summary", "Skipped: " + findings.skips().size());
            html.list(
                    findings.skips().stream().limit(MOST_SKIPS).map(Page::skip).toList());
            html.close();
        }
    }

    private static String skip(Skip skip) {
        return skip.cell().id() + ": " + skip.reason();
    }

    private void about(Html html) {
        html.open("section", "id", "machine").element("h2", "Machine, and how to read it");
        html.open("dl");
        provenance.forEach((name, text) -> html.element("dt", name).element("dd", text));
        html.close();
        html.list(legend);
        html.close();
    }

    private static void foot(Html html) {
        html.open("footer");
        html.element(
                "p",
                "Written by duality report --format html. Charts by Apache ECharts, Copyright The Apache Software"
                        + " Foundation, Apache License 2.0. This page uses no network.");
        html.close();
    }

    /// Writes sections, and keeps the data of their charts in the order in which these stand.
    private record Writer(Html html, ArrayNode data) {
        /// Nothing if there is no chart and no table.
        void section(String id, String title, String note, Charts.Some charts, List<Table> tables) {
            if (charts.charts().isEmpty() && tables.isEmpty()) {
                return;
            }
            html.open("section", "id", id).element("h2", title);
            if (!note.isEmpty()) {
                html.element("p", note);
            }
            html.open("div", "class", "charts " + id);
            charts.charts().forEach(this::chart);
            html.close();
            if (charts.left() > 0) {
                html.element("p", Digits.whole(charts.left()) + " more have no room here; the rows below have all.");
            }
            tables.stream().takeWhile(_ -> !html.full()).forEach(table -> {
                html.open("details", "class", "numbers", "open", "open").element("summary", "In numbers");
                table.write(html);
                html.close();
            });
            html.close();
        }

        private void chart(Chart chart) {
            html.open("figure").element("figcaption", chart.title());
            html.open(
                            "div",
                            "class",
                            "plot",
                            "role",
                            "img",
                            "aria-label",
                            "Chart: " + chart.title() + ". Its numbers stand in the rows and tables of this page.",
                            "data-chart",
                            String.valueOf(data.size()),
                            "data-rows",
                            String.valueOf(chart.rows()))
                    .close();
            missed(chart.data());
            html.close();
            data.add(data.objectNode().put("kind", chart.kind()).set("data", chart.data()));
        }

        private void missed(ObjectNode chart) {
            List<String> lines = new ArrayList<>();
            Optional.ofNullable(chart.get("missed")).ifPresent(all -> all.forEach(line -> lines.add(line.asString())));
            html.list(lines);
        }
    }
}
