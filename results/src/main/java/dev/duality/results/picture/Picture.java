// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.chart.Chart;
import dev.duality.results.chart.Charts;
import dev.duality.results.chart.PlainText;
import dev.duality.results.finding.Findings;
import dev.duality.results.laws.RunLaws;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/// One chart of a run as a file that stands by itself: what it shows, how to read it, and where it was measured are in
/// it. It draws the same data as the page.
public final class Picture {
    static final int WIDTH = 900;
    private static final int HEIGHT = 480;
    private static final int LEAST_HEIGHT = 260;
    private static final int FRAME = 150; // title, notes and the axis, of those that list rows
    private static final int ROW = 26;
    private static final int MOST_LAWS = 24;

    private final String name;
    private final String title;
    private final String note;
    private final Chart chart;
    private final String provenance;

    static {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true"); // no window is ever opened
        }
    }

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
                        charts.speedups(),
                        charts.laws(RunLaws.of(findings, MOST_LAWS)),
                        charts.waits(),
                        charts.waterfalls(),
                        charts.crossovers())
                .flatMap(some -> numbered(some, findings).stream())
                .toList();
    }

    /// The one that answers the question.
    public static Optional<Picture> gaps(Findings findings) {
        return numbered(new Charts(findings).gaps(), findings).stream().findFirst();
    }

    private static List<Picture> numbered(Charts.Some some, Findings findings) {
        List<Picture> pictures = new ArrayList<>();
        for (Chart chart : some.charts()) {
            String number = some.charts().size() == 1 ? "" : "-" + (pictures.size() + 1);
            String subject = subject(chart.kind());
            pictures.add(new Picture(
                    chart.kind() + number + ".svg",
                    subject.isEmpty() ? chart.title() : subject + ": " + chart.title(),
                    note(chart.kind()),
                    chart,
                    provenance(findings)));
        }
        return pictures;
    }

    private static String subject(String kind) {
        return switch (kind) {
            case "latency" -> "Latency by percentile";
            case "rates" -> "Latency against offered rate";
            case "speedup" -> "Speedup";
            case "laws" -> "Speedup, held against the laws";
            case "waterfall" -> "What a round trip is made of";
            case "crossover" -> "Where messages overtake";
            default -> ""; // what they show is their title
        };
    }

    private static String note(String kind) {
        return switch (kind) {
            case "gaps" ->
                "Right of 1 messages cost more. Hollow: not of equal terms. Large: the headline of a workload. Letters are"
                        + " grades.";
            case "latency" -> "Open loop, from the intended start. The sign that stands alone is the worst value.";
            case "rates" -> "Filled: p50; hollow: p99. A rate that was missed has no point.";
            case "speedup" -> "T1/Tn of a fixed job, servers included; T1 is the specification, plainly in one thread.";
            case "laws" -> "Hollow: more threads than cores, and in no fit.";
            case "waterfall" -> "Each step is the difference of two measured cells that differ in one thing.";
            case "crossover" -> "Time of messages over that of shared memory. * messages win, ~ no difference seen.";
            default -> "";
        };
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

    /// What it shows.
    public String title() {
        return title;
    }

    /// Of what is drawn, whatever fonts it is drawn with. A file tells it of itself.
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(title, note, provenance, chart.data().toString())) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Whether a file may be this picture, drawn here or where other fonts are: what it says of itself must be right,
    /// and
    /// nothing may be in it that is not in the picture. Where there are no fonts its words cannot be compared.
    public boolean isIn(String svg) {
        if (!DrawnFile.fingerprint(svg).equals(Optional.of(fingerprint()))) {
            return false;
        }
        try {
            return DrawnFile.saysTheSame(svg, svg());
        } catch (NoFonts _) {
            return true;
        }
    }

    /// The file. Where the fonts are the same the same run gives the same bytes.
    ///
    /// @throws NoFonts if this machine has none to measure texts by
    public String svg() {
        Canvas canvas = Plots.of(chart);
        Plot plot = canvas.plot();
        JFreeChart drawn = new JFreeChart(null, Look.font(12), plot, false);
        drawn.setBackgroundPaint(Look.PAPER);
        drawn.setPadding(new RectangleInsets(10, 10, 10, 40));
        if (canvas.hasLegend()) {
            LegendTitle legend = new LegendTitle(plot);
            legend.setBackgroundPaint(Look.PAPER);
            legend.setPosition(RectangleEdge.TOP);
            drawn.addLegend(legend);
        }
        line(drawn, note, 12, RectangleEdge.TOP);
        line(drawn, title, 16, RectangleEdge.TOP);
        line(drawn, provenance, 11, RectangleEdge.BOTTOM);
        int height = chart.rows() == 0 ? HEIGHT : Math.max(LEAST_HEIGHT, FRAME + chart.rows() * ROW);
        return Svg.of(drawn, WIDTH, height, title + ". " + note, "data sha256 " + fingerprint());
    }

    private static void line(JFreeChart chart, String text, int points, RectangleEdge edge) {
        if (!text.isEmpty()) {
            TextTitle line = new TextTitle(text, Look.font(points));
            line.setPaint(points > 12 ? Look.INK : Look.FAINT);
            line.setPosition(edge);
            line.setHorizontalAlignment(HorizontalAlignment.LEFT);
            line.setMargin(2, 4, 4, 4);
            chart.addSubtitle(0, line);
        }
    }
}
