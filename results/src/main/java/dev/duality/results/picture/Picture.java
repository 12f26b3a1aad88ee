// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.PlainText;
import dev.duality.results.chart.Chart;
import dev.duality.results.chart.Charts;
import dev.duality.results.chart.Markup;
import dev.duality.results.finding.Findings;
import dev.duality.results.laws.RunLaws;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One chart of a run as a file that stands by itself: what it shows, how to read it, and where it was measured are in
/// it. The same run gives the same file on every machine, byte for byte.
public final class Picture {
    private static final double WIDTH = 900;
    private static final double MARGIN = 16;
    private static final double TITLE = 16; // letters
    private static final int MOST_LAWS = 24;

    private final String name;
    private final String title;
    private final String note;
    private final Chart chart;
    private final String provenance;

    private Picture(String name, String title, String note, Chart chart, String provenance) {
        this.name = name;
        this.title = title;
        this.note = note;
        this.chart = chart;
        this.provenance = provenance;
    }

    /// All that the page draws, in its order.
    public static List<Picture> of(Findings findings) {
        Charts charts = new Charts(findings);
        return Stream.of(
                        charts.gaps(),
                        charts.latencies(),
                        charts.rates(),
                        charts.overTime(),
                        charts.sweeps(),
                        charts.speedups(),
                        charts.laws(RunLaws.of(findings, MOST_LAWS)),
                        charts.waits(),
                        charts.boundaries(),
                        charts.waterfalls(),
                        charts.crossovers(),
                        charts.floors(),
                        charts.policies(),
                        charts.overloads(),
                        charts.fairness(),
                        charts.crowdings(),
                        charts.coldStarts(),
                        charts.collectors(),
                        charts.neighbours())
                .flatMap(some -> numbered(some.charts(), provenance(findings)).stream())
                .toList();
    }

    /// One that is of no run.
    ///
    /// @param provenance where its figures come from
    public static Picture of(Chart chart, String provenance) {
        return numbered(List.of(chart), PlainText.of(provenance)).getFirst();
    }

    /// The one that answers the question.
    public static Optional<Picture> gaps(Findings findings) {
        return numbered(new Charts(findings).gaps().charts(), provenance(findings)).stream()
                .findFirst();
    }

    private static List<Picture> numbered(List<Chart> charts, String provenance) {
        List<Picture> pictures = new ArrayList<>();
        for (Chart chart : charts) {
            String number = charts.size() == 1 ? "" : "-" + (pictures.size() + 1);
            Kind kind = Kind.of(chart);
            pictures.add(new Picture(
                    kind.file + number + ".svg",
                    kind.subject.isEmpty() ? chart.title() : kind.subject + ": " + chart.title(),
                    kind.note,
                    chart,
                    provenance));
        }
        return pictures;
    }

    /// @param file its name without number and ending
    /// @param subject what stands before its title; empty where the title says what it shows
    /// @param note how to read it
    private record Kind(String file, String subject, String note) {
        static Kind of(Chart chart) {
            return switch (chart) {
                case Chart.Gaps _ ->
                    new Kind(
                            "gaps",
                            "",
                            "Right of 1 messages cost more. Hollow: not of equal terms. Large: the headline of a workload. Grey, ?: too few rounds for 95 %."
                                    + " Dots: the rounds. Letters are grades.");
                case Chart.Ratios _ -> // of a run these are all that there are
                    new Kind(
                            "boundary",
                            "",
                            "At 1 the boundary between processes costs nothing. Dots: the rounds. Hollow, ?: too few for 95 %. Grey: no"
                                    + " difference seen.");
                case Chart.Latency _ ->
                    new Kind(
                            "latency",
                            "Latency by percentile",
                            "Open loop, from the intended start. The sign that stands alone is the worst value.");
                case Chart.Rates _ ->
                    new Kind(
                            "rates",
                            "Latency against offered rate",
                            "Filled: p50; hollow: p99 and, above it, p99.9. A rate that was missed has no point.");
                case Chart.OverTime _ ->
                    new Kind(
                            "time",
                            "Latency over time",
                            "p99 of each second, and how many operations were queued at most. Rounds follow each other. The"
                                    + " lane of a loop: thick, another floor than most of the run had; dotted, the machine moved; a dot,"
                                    + " garbage was collected; a tick, threads stood still, the higher the longer.");
                case Chart.Swept _ ->
                    new Kind(
                            "sweep",
                            "Time of an operation",
                            "Between two operations of a worker, the median of the forks.");
                case Chart.Speedup _ ->
                    new Kind(
                            "speedup",
                            "Speedup",
                            "T1/Tn of a fixed job, servers included; T1 is the specification, plainly in one thread. Dots:"
                                    + " the forks.");
                case Chart.Laws _ ->
                    new Kind(
                            "laws",
                            "Speedup, held against the laws",
                            "Hollow: more threads than cores, and in no fit. Dots: the forks.");
                case Chart.Floors _ ->
                    new Kind(
                            "floors",
                            "The floor, pair by pair of cores",
                            "The darker, the longer a line takes there and back.");
                case Chart.Density _ -> new Kind("density", "", "Dots: the forks.");
                case Chart.Waits _ -> new Kind("waits", "", "");
                case Chart.Policies _ ->
                    new Kind(
                            "policies",
                            "Hit ratio beside the time of an operation",
                            "Further right more is found, further down it is found sooner. Filled: shared memory; hollow:"
                                    + " messages.");
                case Chart.Goodput _ ->
                    new Kind(
                            "overload",
                            "Offered more than it can do",
                            "What was completed of what was offered, on queues of as many places, which refuse when they are full.");
                case Chart.Crowded crowded ->
                    new Kind(
                            "preemption",
                            switch (crowded.figure()) {
                                case THROUGHPUT -> "More threads than cores: what is done";
                                case LONGEST_WAIT -> "More threads than cores: the longest wait";
                            },
                            "Beyond 1 the system takes threads from their cores. The wait is the longest for 64 operations in a"
                                    + " row, of the worst fork.");
                case Chart.Cold _ ->
                    new Kind(
                            "cold",
                            "From the first operation on",
                            "Of a JVM that had done none: the time of an operation in stretches of 1, 1, 2, 4, ... operations of each"
                                    + " worker, the median of the forks.");
                case Chart.Collectors _ ->
                    new Kind(
                            "collectors",
                            "By garbage collector",
                            "The time of an operation, the median of the forks. On a machine with no core left over, a collector that"
                                    + " works beside the threads takes theirs.");
                case Chart.Neighbours _ ->
                    new Kind(
                            "neighbour",
                            "",
                            "At 1 the neighbour costs nothing. It copies between two buffers of twice the last cache each, on a core of"
                                    + " its own. Dots: the rounds. Hollow, ?: too few for 95 %. Grey: no difference seen.");
                case Chart.Fairness _ ->
                    new Kind(
                            "fairness",
                            "How workers share it",
                            "A sign for each worker, of the fork that was shared least equally; at the right Jain's index. Filled:"
                                    + " shared memory; hollow: messages.");
                case Chart.Waterfall _ ->
                    new Kind(
                            "waterfall",
                            "What a round trip is made of",
                            "Each step is the difference of two measured cells that differ in one thing.");
                case Chart.Crossover _ ->
                    new Kind(
                            "crossover",
                            "Where messages overtake",
                            "Time of messages over that of shared memory. * messages win, ~ no difference seen.");
                case Chart.Crossovers _ ->
                    new Kind(
                            "overtake",
                            "Where messages overtake",
                            "Time of messages over that of shared memory, of the best side of each. * messages win, ~ too"
                                    + " close to tell.");
            };
        }
    }

    private static String provenance(Findings findings) {
        var run = findings.run();
        return PlainText.of(run.machine().cpu() + ", " + run.machine().usableCores() + " usable cores, JDK "
                + run.jvm().version() + ", commit " + run.commit().id() + ", "
                + run.started().atOffset(ZoneOffset.UTC).toLocalDate());
    }

    /// Of the file, such as `gaps.svg` or `latency-2.svg`.
    public String name() {
        return name;
    }

    /// Its title.
    public String title() {
        return title;
    }

    /// The file.
    public String svg() {
        Svg around = new Svg(Svg.Medium.FILE);
        double y = MARGIN;
        y = lines(around, y, TITLE, Colour.INK, title);
        y = lines(around, y, Svg.SIZE, Colour.FAINT, note) + 8;
        around.open("g", "transform", "translate(" + Svg.number(MARGIN) + " " + Svg.number(y) + ")");
        y += Drawing.draw(chart, around, WIDTH - 2 * MARGIN);
        around.close();
        y = lines(around, y + 8, Svg.SIZE, Colour.FAINT, provenance);
        String height = Svg.number(y + 8);
        return """
                <?xml version="1.0" encoding="US-ASCII"?>
                <!-- Drawn by duality. -->
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%1$s" height="%2$s" role="img" \
                font-family="DejaVu Sans, Verdana, sans-serif" font-size="12">
                <title>%s</title>
                <rect width="%1$s" height="%2$s" fill="%s"/>
                """.formatted(Svg.number(WIDTH), height, Markup.of(title + ". " + note), Colour.PAPER.hex())
                + around.markup()
                + "</svg>\n";
    }

    /// @return where it ends
    private static double lines(Svg svg, double from, double size, Colour colour, String text) {
        double y = from;
        if (!text.isEmpty()) {
            for (String line : Letters.wrap(text, WIDTH - 2 * MARGIN, size)) {
                svg.sized(MARGIN, y + size, "start", colour, size, line);
                y += size + 6;
            }
        }
        return y;
    }
}
