// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.chart.Chart;
import dev.duality.results.chart.Charts;
import dev.duality.results.chart.Some;
import dev.duality.results.finding.Findings;
import dev.duality.results.laws.RunLaws;
import dev.duality.results.laws.Scaling;
import dev.duality.results.picture.Drawing;
import dev.duality.results.statistics.Digits;
import dev.duality.results.table.BoundarySheet;
import dev.duality.results.table.ColdSheet;
import dev.duality.results.table.CollectorSheet;
import dev.duality.results.table.CrossoverSheets;
import dev.duality.results.table.CrowdingSheet;
import dev.duality.results.table.FairnessSheet;
import dev.duality.results.table.LawsSheets;
import dev.duality.results.table.LoadSheet;
import dev.duality.results.table.NeighbourSheet;
import dev.duality.results.table.OverloadSheet;
import dev.duality.results.table.PagingSheets;
import dev.duality.results.table.PolicySheet;
import dev.duality.results.table.Sheets;
import dev.duality.results.table.Table;
import dev.duality.results.table.VisitSheet;
import dev.duality.results.table.WaitSheet;
import dev.duality.results.table.WaterfallSheets;
import java.util.ArrayList;
import java.util.List;

/// Charts of one kind, and their figures in tables.
///
/// @param note how to read the charts
/// @param left what is said of charts that are not there; empty if all are
record Section(String id, String title, String note, List<Figure> figures, String left, List<TableView> tables) {
    private static final int MOST_LAWS = 120; // series: more have no room on a page
    private static final double WIDE = 900;
    private static final double HALF = 600; // two stand beside each other
    private static final double PHONE = 360;

    private static final String LAWS =
            "S_n over n workers; dots are forks. Hollow: more threads than cores, and in no fit. Drawn through: Amdahl's law; dashed: the"
                    + " Universal Scalability Law; dotted: the speedup that no n exceeds, the n beyond which it gets"
                    + " worse, and as many times as workers.";

    /// One chart.
    ///
    /// @param role whether it is one picture, or a group of links
    /// @param desk markup of it as it is drawn where there is room
    /// @param phone markup of it as it is drawn where there is little
    /// @param missed lines below it
    record Figure(String title, String role, String desk, String phone, List<String> missed) {
        static Figure of(Chart chart) {
            boolean alone = switch (chart) {
                case Chart.Gaps _,
                        Chart.Ratios _,
                        Chart.Waits _,
                        Chart.Collectors _,
                        Chart.Neighbours _,
                        Chart.Waterfall _,
                        Chart.Fairness _,
                        Chart.Crossovers _,
                        Chart.OverTime _ -> true;
                case Chart.Latency _,
                        Chart.Rates _,
                        Chart.Swept _,
                        Chart.Goodput _,
                        Chart.Crowded _,
                        Chart.Cold _,
                        Chart.Speedup _,
                        Chart.Laws _,
                        Chart.Crossover _,
                        Chart.Policies _,
                        Chart.Floors _,
                        Chart.Density _ -> false;
            };
            return new Figure(
                    chart.title(),
                    chart instanceof Chart.Gaps ? "group" : "img",
                    Drawing.forPage(chart, alone ? WIDE : HALF, "desk").markup(),
                    Drawing.forPage(chart, PHONE, "phone").markup(),
                    chart instanceof Chart.Rates rates ? rates.missed() : List.of());
        }
    }

    /// Those that have anything to show.
    static List<Section> of(Findings findings) {
        Charts charts = new Charts(findings);
        List<RunLaws> laws = RunLaws.of(findings, MOST_LAWS);
        Some held = charts.laws(laws);
        List<Scaling> scalings = laws.stream().map(RunLaws::scaling).toList();
        List<Section> sections = new ArrayList<>();
        add(
                sections,
                "gaps",
                "The gap, workload by workload",
                "Right of 1, messages cost more. Filled: equal threads and equal contracts; hollow: not so; grey, ?: too few rounds for 95 %. The largest sign"
                        + " of a workload is its headline; a bar is the interval, dots are the rounds. Letters are grades.",
                charts.gaps(),
                List.of());
        add(
                sections,
                "latency",
                "Latency by percentile",
                "Open loop, from the intended start, all forks together, as far as their counts bear a percentile. The sign"
                        + " that stands alone is the worst value, at one in all.",
                charts.latencies(),
                List.of());
        add(
                sections,
                "rates",
                "Latency against offered rate",
                "Of each substrate the lowest line is p50, those above it, hollow, p99 and p99.9. A rate that was missed has no"
                        + " point.",
                charts.rates(),
                LoadSheet.of(findings));
        Some time = charts.overTime();
        add(
                sections,
                "time",
                "Latency over time",
                "Of each second of an open loop the p99, where its operations bear one, and how many were due and not issued at"
                        + " most. Rounds follow each other; what ran in one stands above each other. The lanes are the loops, each"
                        + " with what is known of it as a whole: a thick line had another floor than most of the run, during a dotted"
                        + " one the machine moved; a dot: garbage was collected; a tick: threads stood still, the higher the longer.",
                time,
                time.left() == 0
                        ? ""
                        : Digits.whole(time.left()) + " more have no room here; the files of the histograms have all.",
                List.of());
        add(
                sections,
                "sweeps",
                "What an operation takes as one number grows",
                "The time between two operations of a worker, the median of the forks; with a window it is not what one of"
                        + " them takes.",
                charts.sweeps(),
                List.of());
        add(
                sections,
                "speedup",
                "Speedup",
                "T1/Tn of a fixed job over threads, servers included; T1 is the specification, plainly in one thread. Dots"
                        + " are forks.",
                charts.speedups(),
                List.of());
        add(
                sections,
                "laws",
                "Speedup, held against the laws",
                held.charts().isEmpty() ? "" : LAWS,
                held,
                LawsSheets.ofAll(scalings));
        add(sections, "waits", "What waiting costs", "", charts.waits(), WaitSheet.of(findings));
        add(
                sections,
                "boundary",
                "What a process boundary costs",
                "The same kernel with its parties in several processes, or on several hosts, over that by threads of one JVM."
                        + " At 1 the boundary costs nothing. A bar is the interval, dots are the rounds; hollow, ?: too few rounds for"
                        + " 95 %; grey: no difference seen.",
                charts.boundaries(),
                BoundarySheet.of(findings));
        add(
                sections,
                "waterfall",
                "What a gap is made of",
                "Each step is the difference of two measured cells that differ in one thing.",
                charts.waterfalls(),
                madeOf(findings));
        add(
                sections,
                "crossover",
                "Where messages overtake",
                "Time of messages over that of shared memory: * messages win, ~ no difference seen, else shared memory wins."
                        + " The darker, the larger the difference.",
                charts.crossovers(),
                CrossoverSheets.of(findings));
        add(
                sections,
                "floors",
                "The floor, pair by pair of cores",
                "Each number is a processor. The darker, the longer a line takes there and back: row 0 where it was measured"
                        + " between the two, else the probes beside the loads of cells that ran on them.",
                charts.floors(),
                List.of());
        add(
                sections,
                "policies",
                "What a better policy is worth",
                "Further right more is found, further down it is found sooner: a mark for each policy and substrate, and a line"
                        + " joins those of a substrate. Filled: shared memory; hollow: messages. Which side wins depends on what a"
                        + " miss costs; the table says from where on.",
                charts.policies(),
                PolicySheet.of(findings));
        add(
                sections,
                "paging",
                "Mapping and reading: what a page costs, and what a touch",
                "A mapping costs by the page, a call by the touch. The chart of touches stands above; here are the lines"
                        + " through it, where they cross, and how long a page took to come.",
                new Some(),
                PagingSheets.of(findings));
        add(
                sections,
                "visits",
                "What a process costs that moves",
                "A move in three terms, now and later: what is handed over by a word is fetched line by line when it is touched.",
                new Some(),
                VisitSheet.of(findings));
        add(
                sections,
                "overload",
                "Offered more than it can do",
                "What was completed while so much was offered, both over what the row's closed loop does. Each worker has a"
                        + " queue of as many places on all sides, and what arrives when it is full is refused.",
                charts.overloads(),
                OverloadSheet.of(findings));
        add(
                sections,
                "fairness",
                "How workers share it",
                "What each worker of a closed loop did, over an equal share, in the fork that was shared least equally; at the"
                        + " right Jain's index, 1 where all did the same. Filled: shared memory; hollow: messages.",
                charts.fairness(),
                FairnessSheet.of(findings));
        add(
                sections,
                "preemption",
                "More threads than cores",
                "What all workers did together over threads for each core, and the longest that 64 operations in a row took. Beyond"
                        + " 1 the system takes threads from their cores, and with them a lock that they hold, or the state that they"
                        + " own. Rows of one wait in one chart.",
                charts.crowdings(),
                CrowdingSheet.of(findings));
        add(
                sections,
                "cold",
                "From the first operation on",
                "Forks that did not warm up: the time of an operation in stretches of 1, 1, 2, 4, ... operations of each worker since"
                        + " the start of the JVM, the median of the forks.",
                charts.coldStarts(),
                ColdSheet.of(findings));
        add(
                sections,
                "collectors",
                "By garbage collector",
                "The time of an operation by the collector of its JVM, the median of the forks: of carriers whose messages are new each"
                        + " time beside one that uses them again, and of a row that sends none. Where no core is left over, a collector"
                        + " that works beside the threads takes theirs.",
                charts.collectors(),
                CollectorSheet.of(findings));
        add(
                sections,
                "neighbour",
                "Beside a neighbour that streams memory",
                "The same kernel with a thread on a core of its own that copies memory, over that alone. At 1 the neighbour costs"
                        + " nothing. A bar is the interval, dots are the rounds; hollow, ?: too few rounds for 95 %; grey: no difference"
                        + " seen.",
                charts.neighbours(),
                NeighbourSheet.of(findings));
        return sections;
    }

    private static List<Table> madeOf(Findings findings) {
        List<Table> tables = new ArrayList<>(Sheets.aims(findings));
        tables.addAll(WaterfallSheets.of(findings));
        return tables;
    }

    private static void add(
            List<Section> sections, String id, String title, String note, Some some, List<Table> tables) {
        add(sections, id, title, note, some, left(some), tables);
    }

    private static void add(
            List<Section> sections, String id, String title, String note, Some some, String left, List<Table> tables) {
        if (some.charts().isEmpty() && tables.isEmpty() && some.tooFew() == 0) {
            return;
        }
        sections.add(new Section(
                id,
                title,
                some.charts().isEmpty() && tables.isEmpty() ? "" : note,
                some.charts().stream().map(Figure::of).toList(),
                left,
                tables.stream().map(TableView::of).toList()));
    }

    private static String left(Some some) {
        if (some.tooFew() > 0) {
            return Digits.whole(some.tooFew()) + (some.tooFew() == 1 ? " setting has" : " settings have")
                    + " speedups at fewer than three numbers of threads, which is no curve; they stand in the rows below.";
        }
        return some.left() == 0 ? "" : Digits.whole(some.left()) + " more have no room here; the rows below have all.";
    }
}
