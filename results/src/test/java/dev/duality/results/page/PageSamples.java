// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.Cell;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Status;
import dev.duality.results.chart.ChartSamples;
import dev.duality.results.finding.Comparison;
import dev.duality.results.finding.Findings;
import dev.duality.results.report.Report;
import dev.duality.results.table.Format;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// Pages of runs that have each chart between them.
final class PageSamples {
    private PageSamples() {}

    static String rich() {
        return page(ChartSamples.rich());
    }

    static String waits() {
        return page(ChartSamples.waits());
    }

    static String waterfall() {
        return page(ChartSamples.waterfall());
    }

    static String crossover() {
        return page(ChartSamples.crossover());
    }

    static String curves() {
        return page(ChartSamples.curves());
    }

    static String laws() {
        return page(ChartSamples.laws());
    }

    /// Of four rows one is slower, one the same, one has too few forks and one is there no more.
    static String comparison() {
        return ComparisonPage.of(List.of(Comparison.of(held("before", 0, 1, 6), held("after", 1, 1.3, 2), 0.05)));
    }

    static String index() {
        return IndexPage.of(List.of(
                new IndexPage.Entry("third", "published/third", held("third", 2, 1, 6)),
                new IndexPage.Entry("a <b>&\"'", "published/a <b>&\"'", held("second", 1, 1.3, 6)),
                new IndexPage.Entry("first", "published/first", held("first", 0, 1, 2))));
    }

    private static final Cell LOCK = Samples.cell("rpc", "shm:lock", 2, 0);
    private static final Cell RING = Samples.cell("rpc", "messaging:ring", 1, 1);
    private static final Cell FEW = Samples.cell("counter", "shm:lock", 2, 0);
    private static final Cell FEW_RING = Samples.cell("counter", "messaging:ring", 1, 1);

    /// @param times how much longer an operation of `shm:lock` takes than usual
    /// @param forks of the workload `counter`; `rpc` has six
    private static Findings held(String id, int day, double times, int forks) {
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK, RING, FEW, FEW_RING)), 200, 205, 202);
        for (int fork = 1; fork <= 6; fork++) {
            double apart = 1 + fork / 100.0;
            run = run.with(Samples.record(LOCK, fork, Samples.measured(Samples.closed(4e6 * apart / times, 2))));
            run = run.with(Samples.record(RING, fork, Samples.measured(Samples.closed(2e6 * apart, 1))));
            if (fork <= forks) {
                run = run.with(Samples.record(FEW, fork, Samples.measured(Samples.closed(9e6 * apart / times, 2))));
                run = run.with(Samples.record(FEW_RING, fork, Samples.measured(Samples.closed(3e6 * apart, 1))));
            }
        }
        return Findings.of(
                new Run(
                        run.schema(),
                        id,
                        run.started().plus(Duration.ofDays(day)),
                        Optional.of(run.started().plus(Duration.ofDays(day + 1))),
                        Status.COMPLETE,
                        run.command(),
                        run.preset(),
                        run.seed(),
                        run.commit(),
                        run.machine(),
                        run.jvm(),
                        run.plan(),
                        run.floors(),
                        run.records()),
                _ -> new Histogram(3));
    }

    static String hostile() {
        return page(ChartSamples.hostile());
    }

    /// Each page by its name.
    static Map<String, String> all() {
        Map<String, String> pages = new LinkedHashMap<>();
        ChartSamples.all().forEach((name, findings) -> pages.put(name, page(findings)));
        return pages;
    }

    static String page(Findings findings) {
        return new Report(findings).render(Format.HTML, 0);
    }
}
