// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.AnyRun;
import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Outcome;
import dev.duality.results.RichRun;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.finding.Findings;
import dev.duality.results.report.Report;
import dev.duality.results.table.Format;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final Pattern SCRIPT = Pattern.compile("<script( [^>]*)?>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern STYLE = Pattern.compile("<style>.*?</style>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<(/?[a-zA-Z0-9!?][^\\s>]*)([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s([a-zA-Z0-9-]+)=\"([^\"<>]*)\"");
    private static final Pattern ADDRESS = Pattern.compile("(src|href|action|srcset|data|poster)=\"(?!#|data:,)");
    private static final int MOST_BYTES = 24 << 20;

    private static String page(Run run, RichRun rich) {
        return new Report(Findings.of(run, rich::histogram)).render(Format.HTML, 0);
    }

    /// The markup of the page, without our style and script, which is at the end.
    private static String markup(String page) {
        int script = page.indexOf("<script>");
        assertTrue(script > 0 && page.endsWith("</script>\n</body>\n</html>\n"));
        return STYLE.matcher(page.substring(0, script)).replaceAll("");
    }

    /// Of our tags their attributes are ours, too.
    private static Set<String> tags(String page) {
        Set<String> tags = new TreeSet<>();
        for (MatchResult tag : TAG.matcher(markup(page)).results().toList()) {
            tags.add(tag.group(1).replace("/", ""));
            String rest = ATTRIBUTE.matcher(tag.group(2)).replaceAll("");
            assertTrue(
                    rest.isBlank() || rest.equals(" html") || rest.equals("/"),
                    () -> "not an attribute of ours: " + tag.group());
            ATTRIBUTE
                    .matcher(tag.group(2))
                    .results()
                    .forEach(each -> assertFalse(each.group(1).startsWith("on"), tag::group));
        }
        return tags;
    }

    private static final Set<String> OURS = Set.of(
            "!DOCTYPE",
            "a",
            "b",
            "body",
            "button",
            "caption",
            "circle",
            "code",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "figcaption",
            "figure",
            "footer",
            "form",
            "g",
            "h1",
            "h2",
            "h3",
            "head",
            "header",
            "html",
            "input",
            "label",
            "li",
            "line",
            "link",
            "main",
            "meta",
            "option",
            "output",
            "p",
            "path",
            "polyline",
            "rect",
            "section",
            "select",
            "span",
            "summary",
            "svg",
            "table",
            "tbody",
            "td",
            "text",
            "th",
            "thead",
            "title",
            "tr",
            "ul");

    @Test
    void theSameRunGivesTheSamePage() {
        assertEquals(PageSamples.rich(), PageSamples.rich());
    }

    @Test
    void aPageIsAsciiSoThatNoEncodingChangesIt() {
        PageSamples.all()
                .forEach((name, page) ->
                        assertTrue(page.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f), name));
    }

    @Test
    void nothingIsFetched() {
        for (String page : PageSamples.all().values()) {
            assertFalse(ADDRESS.matcher(markup(page)).find());
            assertFalse(STYLE.matcher(page)
                    .results()
                    .anyMatch(style ->
                            style.group().contains("url(") || style.group().contains("@import")));
        }
    }

    @Test
    void thePolicyLetsTheScriptRunThatIsThereAndNoOther() throws Exception {
        String page = PageSamples.rich();
        List<String> hashes = new ArrayList<>();
        for (MatchResult script : SCRIPT.matcher(page).results().toList()) {
            if (script.group(1) == null) {
                byte[] hash = MessageDigest.getInstance("SHA-256")
                        .digest(script.group(2).getBytes(StandardCharsets.US_ASCII));
                hashes.add("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
            }
        }

        assertEquals(1, hashes.size());
        assertTrue(page.contains("default-src 'none';"));
        assertTrue(page.contains("script-src " + String.join(" ", hashes) + ";"), hashes::toString);
    }

    @Test
    void nothingOfARunIsMarkup() {
        String page = PageSamples.hostile();

        assertEquals(1, SCRIPT.matcher(page).results().count());
        assertTrue(OURS.containsAll(tags(page)), () -> tags(page).toString());
        assertTrue(page.contains("&lt;/script&gt;&lt;script&gt;window.hacked = 1"), "it is there as text");
        assertFalse(markup(page).contains("<img"));
    }

    @Test
    void nothingOfAnyRunIsMarkup() {
        for (long seed = 1; seed <= 25; seed++) {
            AnyRun any = AnyRun.of(seed);
            String page = new Report(Findings.of(any.run(), any::histogram)).render(Format.HTML, 0);
            assertTrue(OURS.containsAll(tags(page)), "run " + seed);
            assertEquals(2, page.split("</script>", -1).length, "run " + seed);
        }
    }

    private static List<String> kinds(String page) {
        return Pattern.compile("<div class=\"charts ([a-z]+)\">\n<figure>")
                .matcher(page)
                .results()
                .map(kind -> kind.group(1))
                .toList();
    }

    @Test
    void aRunHasTheChartsThatItHasFiguresFor() {
        assertEquals(List.of("gaps", "latency", "rates", "speedup", "laws"), kinds(PageSamples.curves()));
        assertEquals(List.of("gaps", "latency"), kinds(PageSamples.rich()));
        assertEquals(List.of("latency", "waits"), kinds(PageSamples.waits()));
        assertEquals(List.of("waits", "waterfall"), kinds(PageSamples.waterfall()));
        assertEquals(List.of("gaps", "crossover"), kinds(PageSamples.crossover()));
    }

    @Test
    void aSpeedupByTooFewThreadsIsNoChartAndThePageSaysWhy() {
        String page = markup(PageSamples.rich());

        assertTrue(page.contains("1 setting has speedups at fewer than three numbers of threads"), page);
        assertFalse(markup(PageSamples.curves()).contains("fewer than three numbers of threads"));
    }

    @Test
    void aMissedRateIsSeenAndFoundWithoutOpeningItsRow() {
        String row = row(RichRun.ABQ);

        assertTrue(row.contains("data-grade=\"B FAIL\""), row);
        assertTrue(row.substring(0, row.indexOf("</summary>")).contains("rate missed"), row);
    }

    @Test
    void aCellThatFailedSaysWhyWithoutBeingOpened() {
        String row = row(RichRun.WRONG);

        assertTrue(row.substring(0, row.indexOf("</summary>")).contains("cell: operation 17 gave 4"), row);
    }

    @Test
    void aVerdictSaysByWhichRowsAndWhyItIsNoBetterThanItsGrade() {
        Cell lock = Samples.cell("rpc", "shm:lock", 2, 0);
        Cell ring = Samples.cell("rpc", "messaging:ring", 1, 1);
        Run run = Samples.withFloors(Samples.run(2, List.of(lock, ring)), 200, 200, 200);
        for (int fork = 1; fork <= 6; fork++) {
            for (Cell cell : List.of(lock, ring)) {
                double perSecond = cell.equals(ring) ? 1e6 : 2e6;
                run = run.with(Samples.record(
                        cell,
                        fork,
                        new Outcome.Measured(
                                List.of(), // pinned to no cpu
                                Optional.of(Samples.closed(perSecond, cell.workers())),
                                List.of(),
                                Optional.empty())));
            }
        }
        String page = markup(page(run, RichRun.make()));

        assertTrue(
                page.contains(
                        "<div class=\"who\">messaging:ring 1+1 against shm:lock 2+0, spin; grade B: threads not pinned"),
                page);
    }

    private static String row(Cell cell) {
        String page = markup(PageSamples.rich());
        String row = page.substring(page.indexOf("id=\"row:" + cell.id()));
        return row.substring(0, Math.max(row.indexOf("id=\"row:", 10), row.indexOf("</details>")));
    }

    @Test
    void whatTheLawsSayStandsInATableAndSoDoesWhyTheySayNothing() {
        String page = markup(PageSamples.laws());

        assertTrue(page.contains("Amdahl: serial part s = 0.200 ["), page);
        assertTrue(
                page.contains("messaging:ring, n + 1, spin, job</th><td>1, 2</td>"
                        + "<td>2 thread counts fit the 8 cores, and a law needs 4</td>"),
                page);
    }

    @Test
    void whereNoLawIsDrawnNothingSaysHowItIsDrawn() {
        String rich = markup(PageSamples.rich());

        assertTrue(rich.contains("id=\"laws\""), "its series have too few workers");
        assertFalse(rich.contains("Drawn through: Amdahl"));
        assertTrue(markup(PageSamples.laws()).contains("Drawn through: Amdahl"));
    }

    @Test
    void eachRowOpensToItsForksFlagsCommandAndFiles() {
        String page = markup(PageSamples.rich());
        String row = page.substring(page.indexOf("id=\"row:" + RichRun.MAILBOX.id()));
        row = row.substring(0, row.indexOf("id=\"row:", 10));

        assertEquals(3, row.split("<th scope=\"row\">[123]</th>", -1).length - 1, row);
        assertTrue(row.contains("-Xms1g -Xmx1g"), row);
        assertTrue(row.contains("duality run --workload rpc"), row);
        assertTrue(row.contains("histograms/h"), row);
        assertTrue(row.contains("href=\"#row:" + RichRun.MAILBOX.id()), row);
    }

    /// Its attempts have its times, and whoever adds them up would have the time of each attempt several times.
    @Test
    void aJvmThatMadeSeveralAttemptsHasItsTimesOnce() {
        Cell cell = RichRun.MAILBOX;
        Run run = Samples.run(2, List.of(cell));
        for (int attempt = 1; attempt <= 3; attempt++) {
            run = run.with(new CellRecord(
                    cell.id(),
                    1,
                    attempt,
                    Samples.START,
                    Samples.START.plusSeconds(7),
                    Samples.measured(Samples.closed(1e6, 1, Samples.usage(), Optional.empty())),
                    List.of()));
        }
        String page = markup(PageSamples.page(Findings.of(run, _ -> new Histogram(3))));

        assertTrue(page.contains(">1, attempt 3<"), page);
        assertEquals(1, page.split("<td>7</td>", -1).length - 1, page);
    }

    @Test
    void cellsThatFailedOrWereSkippedAreThereToo() {
        String page = markup(PageSamples.rich());

        assertTrue(page.contains("operation 17 gave 4, the specification 5"));
        assertTrue(page.contains("not available on this machine: it is a sample"));
        assertTrue(page.contains("rate missed: 50,000 of 100,000"));
        assertTrue(page.contains("id=\"row:" + RichRun.COUNTER_RING.id()), "quicker than the floor, and so no row");
    }

    @Test
    void aPageStaysAPageHoweverLargeTheRun() {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < 2_400; i++) {
            Cell like = Samples.cell("rpc" + i % 50, i % 2 == 0 ? "shm:lock" : "messaging:ring", 1, 1);
            cells.add(new Cell(
                    "c" + i,
                    like.workload(),
                    like.substrate(),
                    like.rowClass(),
                    1,
                    1,
                    false,
                    "spin".repeat(500),
                    0,
                    1,
                    like.params(),
                    like.loads(),
                    like.contract(),
                    like.lineTransfers()));
        }
        Run run = Samples.run(2, cells);
        List<dev.duality.results.CellRecord> records = cells.stream()
                .map(cell -> Samples.record(cell, 1, Samples.measured(Samples.closed(1e6, 1))))
                .toList();
        Run full = new Run(
                run.schema(),
                run.id(),
                run.started(),
                run.finished(),
                run.status(),
                "x".repeat(10_000),
                run.preset(),
                run.seed(),
                run.commit(),
                run.machine(),
                new dev.duality.results.Jvm("25", "x", "x", List.of("y".repeat(10_000))),
                run.plan(),
                run.floors(),
                records);

        String page = page(full, RichRun.make());

        assertTrue(page.length() < MOST_BYTES, () -> page.length() + " bytes");
        assertTrue(markup(page).contains(" more rows have no room on this page"), "it says so");
    }

    @Test
    void anEmptyRunHasAPage() {
        String page = page(Samples.run(2, List.of()), RichRun.make());

        assertTrue(page.contains("nothing was measured"));
        assertEquals(
                Set.of(), tags(page).stream().filter(tag -> !OURS.contains(tag)).collect(Collectors.toSet()));
    }
}
