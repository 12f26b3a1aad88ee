// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.chart.ChartSamples;
import dev.duality.results.finding.Comparison;
import dev.duality.results.finding.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The pages of several runs.
class LeafPageTest {
    private static String desk(String page) {
        return page.substring(page.indexOf("<svg class=\"desk\""), page.indexOf("<svg class=\"phone\""));
    }

    private static String row(String page, String start) {
        int table = page.indexOf("<tbody>");
        int row = page.indexOf("<tr><th scope=\"row\">" + start, table);
        assertTrue(row > 0, start);
        return page.substring(row, page.indexOf("</tr>", row));
    }

    @Test
    void aComparisonShowsTheRatioOfEachRowAlsoWhereNobodyCanJudge() {
        String page = PageSamples.comparison();

        String slower = row(page, "rpc/shm:lock/w2");
        assertTrue(slower.contains("<td>1.30 x [1.26, 1.34]</td><td>slower</td>"), slower);
        String same = row(page, "rpc/messaging:ring/w1");
        assertTrue(same.contains("<td>the same</td>"), same);
        String few = row(page, "counter/shm:lock/w2");
        assertTrue(few.matches("(?s).*<td>1[.]3\\d x</td><td>not judged: .*"), few);
        assertTrue(desk(page).matches("(?s).*counter/shm:lock/w2\n1[.]3\\d .*"), desk(page));
    }

    /// Those of the other run, each over the middle of the baseline: six, six, two and two.
    @Test
    void aComparisonHasADotForEachFork() {
        assertEquals(16, desk(PageSamples.comparison()).split("<circle", -1).length - 1);
    }

    @Test
    void whatChangedStandsFirstAndWhatIsTheSameLast() {
        String chart = desk(PageSamples.comparison());

        int slower = chart.indexOf("rpc/shm:lock/w2");
        int open = chart.indexOf("counter/shm:lock/w2");
        int same = chart.indexOf("rpc/messaging:ring/w1");
        assertTrue(slower < open && open < same, chart);
    }

    @Test
    void theIndexHasRunsNewestFirstAndEachWorkloadOverItsRuns() {
        String page = PageSamples.index();

        assertTrue(
                page.indexOf(">third</a>") < page.indexOf(">a &lt;b&gt;")
                        && page.indexOf(">a &lt;b&gt;") < page.indexOf(">first</a>"),
                page);
        assertTrue(page.contains("href=\"published/a%20%3Cb%3E&amp;%22&#39;/README.md\""), page);
        List<String> rows = List.of(
                "rpc, 2026-11-24", "rpc, 2026-11-23", "rpc, 2026-11-22", "counter, 2026-11-24", "counter, 2026-11-23");
        int at = 0;
        for (String row : rows) {
            int next = desk(page).indexOf(">" + row + "\n");
            assertTrue(next > at, row);
            at = next;
        }
        assertTrue(desk(page).contains(">2.00 [2.00, 2.00]<"), desk(page));
        assertTrue(desk(page).contains(">1.54 [1.54, 1.54]<"), desk(page));
    }

    /// A phone has no room for intervals, but what is not sure is not sure there either.
    @Test
    void aRatioOfTooFewRoundsIsMarkedOnAPhoneToo() {
        String page = PageSamples.index();
        String phone = page.substring(page.indexOf("<svg class=\"phone\""));

        int marked = desk(page).split("\\?</text>", -1).length - 1;
        assertEquals(1, marked, "the first run has two rounds of one workload");
        assertEquals(marked, phone.split("\\?</text>", -1).length - 1);
    }

    @Test
    void twoRunsOfOneDayAreToldApart() {
        Findings run = ChartSamples.rich();

        String page = IndexPage.of(
                List.of(new IndexPage.Entry("b", "published/b", run), new IndexPage.Entry("a", "published/a", run)));

        assertTrue(desk(page).contains("rpc, 2026-11-22 11:05\n"), desk(page));
    }

    @Test
    void whatARunSaysIsTextWhateverItLooksLike() {
        Findings hostile = ChartSamples.hostile();
        for (String page : List.of(
                ComparisonPage.of(List.of(Comparison.of(hostile, hostile, 0.05))),
                IndexPage.of(List.of(new IndexPage.Entry(ChartSamples.SCRIPT, "published/x", hostile))))) {
            assertFalse(page.contains(ChartSamples.SCRIPT), page);
            assertEquals(1, page.split("<script", -1).length - 1);
            assertTrue(page.chars().allMatch(letter -> letter < 128), "it is ASCII");
        }
    }
}
