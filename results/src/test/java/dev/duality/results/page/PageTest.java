// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.AnyRun;
import dev.duality.results.Cell;
import dev.duality.results.RichRun;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.finding.Findings;
import dev.duality.results.table.Format;
import dev.duality.results.table.Report;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PageTest {
    private static final Pattern SCRIPT = Pattern.compile("<script( [^>]*)?>(.*?)</script>", Pattern.DOTALL);
    private static final String DATA = "<script type=\"application/json\" id=\"data\">";
    private static final Pattern STYLE = Pattern.compile("<style>.*?</style>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<(/?[a-zA-Z0-9!?][^\\s>]*)([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s([a-z-]+)=\"([^\"<>]*)\"");
    private static final Pattern ADDRESS = Pattern.compile("(src|href|action|srcset|data|poster)=\"(?!#|data:,)");
    private static final int MOST_BYTES = 24 << 20;

    private static String page(Run run, RichRun rich) {
        return new Report(Findings.of(run, rich::histogram)).render(Format.HTML, 0);
    }

    /// What stands in the page as markup, without our style and scripts, which are at the end.
    private static String markup(String page) {
        int scripts = page.indexOf(DATA);
        assertTrue(scripts > 0 && page.endsWith("</script>\n</body>\n</html>\n"));
        return STYLE.matcher(page.substring(0, scripts)).replaceAll("");
    }

    /// Of our tags their attributes are ours, too.
    private static Set<String> tags(String page) {
        Set<String> tags = new TreeSet<>();
        for (MatchResult tag : TAG.matcher(markup(page)).results().toList()) {
            tags.add(tag.group(1).replace("/", ""));
            String rest = ATTRIBUTE.matcher(tag.group(2)).replaceAll("");
            assertTrue(rest.isBlank() || rest.equals(" html"), () -> "not an attribute of ours: " + tag.group());
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
            "h1",
            "h2",
            "h3",
            "head",
            "header",
            "html",
            "input",
            "label",
            "li",
            "link",
            "main",
            "meta",
            "option",
            "output",
            "p",
            "section",
            "select",
            "span",
            "summary",
            "table",
            "tbody",
            "td",
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
    void thePolicyLetsTheScriptsRunThatAreThereAndNoOther() throws Exception {
        String page = PageSamples.rich();
        List<String> hashes = new ArrayList<>();
        for (MatchResult script : SCRIPT.matcher(page).results().toList()) {
            if (script.group(1) == null) {
                byte[] hash = MessageDigest.getInstance("SHA-256")
                        .digest(script.group(2).getBytes(StandardCharsets.US_ASCII));
                hashes.add("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
            }
        }

        assertEquals(2, hashes.size());
        assertTrue(page.contains("default-src 'none';"));
        assertTrue(page.contains("script-src " + String.join(" ", hashes) + ";"), hashes::toString);
    }

    @Test
    void nothingOfARunIsMarkup() {
        String page = PageSamples.hostile();

        assertEquals(3, SCRIPT.matcher(page).results().count());
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
            assertEquals(4, page.split("</script>", -1).length, "run " + seed);
            assertTrue(data(page).isArray(), "run " + seed);
        }
    }

    private static JsonNode data(String page) {
        int data = page.indexOf(DATA) + DATA.length();
        return JsonMapper.shared().readTree(page.substring(data, page.indexOf("</script>", data)));
    }

    private static List<String> kinds(String page) {
        List<String> kinds = new ArrayList<>();
        data(page).forEach(chart -> kinds.add(chart.get("kind").asString()));
        return kinds.stream().distinct().toList();
    }

    @Test
    void aRunHasTheChartsThatItHasFiguresFor() {
        assertEquals(List.of("gaps", "latency", "rates", "speedup", "laws"), kinds(PageSamples.curves()));
        assertEquals(List.of("gaps", "latency", "speedup"), kinds(PageSamples.rich()));
        assertEquals(List.of("latency", "waits"), kinds(PageSamples.waits()));
        assertEquals(List.of("waits", "waterfall"), kinds(PageSamples.waterfall()));
        assertEquals(List.of("gaps", "crossover"), kinds(PageSamples.crossover()));
    }

    @Test
    void aGapIsDrawnAsItWasFound() {
        JsonNode ring = data(PageSamples.rich()).get(0).get("data").get("rows").get(0);

        assertEquals(RichRun.RING.id(), ring.get("row").asString());
        assertEquals(2.879, ring.get("ratio").doubleValue(), 0.001);
        assertEquals("unknown", ring.get("direction").asString());
        assertEquals(2.879, ring.get("low").doubleValue(), 0.001); // each round gave the same
        assertEquals(2.879, ring.get("high").doubleValue(), 0.001);
    }

    @Test
    void aLatencyCurveEndsWhereItsCountDoes() {
        JsonNode ring = null;
        for (JsonNode line : data(PageSamples.rich()).get(1).get("data").get("lines")) {
            ring = line.get("row").asString().equals(RichRun.RING.id()) ? line : ring;
        }
        JsonNode points = ring.get("points");

        assertEquals(0, points.get(0).get(0).doubleValue());
        assertEquals(99.9, points.get(points.size() - 1).get(0).doubleValue(), 0.06); // 20,001 values in a fork
        assertEquals(60_003, ring.get("worst").get(0).doubleValue());
        assertTrue(ring.get("worst").get(1).longValue() >= 3_000_000);
    }

    /// Of each series that has one, its chart of laws.
    private static Map<String, JsonNode> laws(String page) {
        Map<String, JsonNode> laws = new LinkedHashMap<>();
        for (JsonNode chart : data(page)) {
            if (chart.get("kind").asString().equals("laws")) {
                laws.put(chart.get("data").get("measured").get("name").asString(), chart.get("data"));
            }
        }
        return laws;
    }

    @Test
    void amdahlsLawAndItsBoundAreDrawnAsTheyWereFound() {
        JsonNode table = laws(PageSamples.laws()).get("shm:table");
        JsonNode points = table.get("measured").get("points");

        assertEquals(6, points.size());
        assertEquals(4, points.get(3).get("n").intValue());
        assertEquals(11.0 / 5, points.get(3).get("value").doubleValue(), 1e-9);
        assertTrue(points.get(4).get("cores").booleanValue());
        assertFalse(points.get(5).get("cores").booleanValue(), "16 workers on 8 cores");
        assertEquals(11.0 / 2.5, table.get("bound").get("value").doubleValue(), 0.05);
        assertEquals(8, table.get("amdahl").size(), "it is drawn as far as it was fitted");
        for (int n = 1; n <= 8; n++) {
            JsonNode point = table.get("amdahl").get(n - 1);
            assertEquals(n, point.get(0).intValue());
            assertEquals(11 / (2.5 + 10.0 / n), point.get(1).doubleValue(), 0.02);
        }
        assertFalse(table.has("peak"), "a serial part has none");
    }

    @Test
    void theScalabilityLawAndItsPeakAreDrawnAsTheyWereFound() {
        JsonNode lock = laws(PageSamples.laws()).get("shm:lock");

        assertEquals(Math.sqrt(0.9 / 0.05), lock.get("peak").get("value").doubleValue(), 0.05);
        for (int n = 1; n <= 8; n++) {
            double seconds = 12.5 * (1 + 0.1 * (n - 1) + 0.05 * n * (n - 1)) / n;
            assertEquals(11 / seconds, lock.get("usl").get(n - 1).get(1).doubleValue(), 0.02);
        }
    }

    @Test
    void whatALawForetellsThatThePointsDoNotFollowIsNotDrawn() {
        Map<String, JsonNode> laws = laws(PageSamples.laws());

        assertTrue(laws.get("shm:table").get("amdahlFollowed").booleanValue());
        assertFalse(laws.get("shm:lock").get("amdahlFollowed").booleanValue(), "one point is off by 25 %");
        assertFalse(laws.get("shm:lock").has("bound"));
        assertTrue(laws.get("shm:lock").has("amdahl"), "but how far off it is can be seen");
    }

    @Test
    void aSeriesThatNoLawFitsHasNoChart() {
        assertEquals(Set.of("shm:table", "shm:lock"), laws(PageSamples.laws()).keySet());
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
