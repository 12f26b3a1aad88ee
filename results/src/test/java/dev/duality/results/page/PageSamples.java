// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.chart.ChartSamples;
import dev.duality.results.finding.Findings;
import dev.duality.results.report.Report;
import dev.duality.results.table.Format;
import java.util.LinkedHashMap;
import java.util.Map;

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

    static String hostile() {
        return page(ChartSamples.hostile());
    }

    /// Each page by its name.
    static Map<String, String> all() {
        Map<String, String> pages = new LinkedHashMap<>();
        ChartSamples.all().forEach((name, findings) -> pages.put(name, page(findings)));
        return pages;
    }

    private static String page(Findings findings) {
        return new Report(findings).render(Format.HTML, 0);
    }
}
