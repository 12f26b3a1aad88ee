// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.finding.CrossoverTest;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.PageCostsTest;
import dev.duality.results.finding.PolicyComparisonTest;
import dev.duality.results.finding.VisitCostsTest;
import dev.duality.results.finding.WaitComparisonTest;
import dev.duality.results.finding.WaterfallTest;
import dev.duality.results.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SheetTest {
    private static final int NARROW = 120;
    private static final Findings WAITS = WaitComparisonTest.planted().findings(200);
    private static final Findings WATERFALL = WaterfallTest.planted(450).findings(200);
    private static final Findings CROSSOVER = CrossoverTest.planted(2, 100, k -> 8.0 / (2 * k), 0.01, 6, 1, 2, 4, 8)
            .findings(200);

    private static final Findings POLICIES = PolicyComparisonTest.planted().findings(200);
    private static final Findings PAGING = PageCostsTest.planted(0, 2).findings(200);
    private static final Findings VISITS = VisitCostsTest.planted(0).findings(200);

    private static String text(Findings findings) {
        return new Report(findings).render(Format.TEXT, NARROW);
    }

    private static JsonNode json(Findings findings) {
        return JsonMapper.shared().readTree(new Report(findings).render(Format.JSON, NARROW));
    }

    private static void assertHas(String text, String... lines) {
        for (String line : lines) {
            assertTrue(
                    text.lines().map(SheetTest::squeezed).anyMatch(line::equals), () -> line + " is not in\n" + text);
        }
    }

    private static String squeezed(String line) {
        return line.strip().replaceAll(" +", " ").replaceAll("(\\d)\\.0(?!\\d)", "$1"); // 20.0 may be 19.99 and more
    }

    @Test
    void nothingIsWiderThanAHundredAndTwentyColumns() {
        for (Findings findings : List.of(WAITS, WATERFALL, CROSSOVER, POLICIES, PAGING, VISITS)) {
            String report = text(findings);
            report.lines().forEach(line -> assertTrue(line.length() <= NARROW, line));
        }
    }

    @Test
    void aPolicyIsShownWithItsHitsItsTimeAndWhatItIsWorth() {
        assertHas(
                text(POLICIES),
                "clock shm:lockfree 1+0 70.00 100 less",
                "sieve shm:lockfree 1+0 78.00 120 250 ns or more",
                "clock messaging:ring 1+1 70.00 600 never",
                "lru messaging:ring 1+1 80.00 700 6,000 ns or more");
    }

    @Test
    void pagingIsShownByTouchesWithItsLinesItsCrossingsAndItsFaults() {
        assertHas(
                text(PAGING),
                "touches of a page 1 2 4 8 16 32 64",
                "shm:userfault 1+1 8,010 4,010 2,010 1,010 510 260 135",
                "shm:userfault overtakes shm:calls at 27.6 touches of a page [27.6, 27.6]",
                "shm:mapped and shm:calls: not reached, shm:mapped wins from 1 to 64 touches of a page",
                "% of faults shm:userfault 1+1 messaging:ring-pager 1+1",
                "below 8 us 100.00 100.00",
                "shm:userfault 1+1 with 1 touch of a page: 0.970 faults a touch");
        JsonNode json = json(PAGING).get("page_costs").get(0);
        assertEquals(7, json.get("lines").get(0).get("points").size());
        assertEquals(8_000, json.get("lines").get(1).get("page_ns").doubleValue(), 1e-6);
        assertEquals(
                8_000 / 290.0, json.get("crossings").get(2).get("touches").doubleValue(), 1e-6, json::toPrettyString);
    }

    @Test
    void pagingByTwoWaitsHasARowAndAHistogramOfEach() {
        assertHas(
                new Report(PageCostsTest.byTwoWaits().findings(200)).render(Format.TEXT, 160),
                "shm:userfault 1+1, pause 8,010 4,010 2,010 1,010 510 260 135",
                "shm:userfault 1+1, spin 8,010 4,010 2,010 1,010 510 260 135",
                "% of faults shm:userfault 1+1, pause messaging:ring-pager 1+1, pause shm:userfault 1+1, spin"
                        + " messaging:ring-pager 1+1, spin",
                "below 4 us 0.00 0.00 100.00 100.00",
                "below 8 us 100.00 100.00 0.00 0.00");
    }

    @Test
    void whatIsPutOffIsToldOfMovesThatDifferInNothingElse() {
        List<Table> sheets = VisitSheet.of(VisitCostsTest.ofTwoMixes().findings(200));

        assertEquals(
                List.of("shm:handover 1+1, mix=local", "shm:handover 1+1, mix=joint"),
                sheets.getFirst().rows().stream().map(List::getFirst).toList());
        assertFalse(sheets.getFirst().below().stream().anyMatch(line -> line.contains("when it moves")));
    }

    @Test
    void aMoveIsShownInThreeTermsNowAndLater() {
        assertHas(
                text(VISITS),
                "messaging:ring 1+1 none 1,000 [1,000, 1,000] 8.00 [8.00, 8.00] 512 [512, 512] 1.00 0",
                "shm:handover 1+1: 10.2 ns a KiB when it moves, and 297 more when all of it is changed there");
        assertEquals(0.3, json(VISITS).get("visit_costs").get(3).get("byte_ns").doubleValue(), 1e-9);
    }

    @Test
    void aWaterfallIsAddedUpStepByStep() {
        assertHas(
                text(WATERFALL),
                "the floor: one line, there and back 200 [200, 200] probes of the floor beside the loads",
                "+ a word each way, pauses, ordered publish +20 [19, 21] echo shm:line - floor",
                "+ queue protocol +30 [30, 30] echo shm:ring - shm:line",
                "+ copies of 4,096 bytes +100 [100, 100] echo shm:ring, with data - without",
                "+ marshalling: messages, nodes, host +40 [40, 40] echo messaging:ring - shm:ring",
                "+ the work itself +60 [60, 60] rpc shm:direct - echo shm:direct",
                "= all of it 450",
                "measured 450 rpc/messaging:ring/w1/pause/4096");
    }

    @Test
    void whatAddsUpSaysSoAndWhatDoesNotSaysByHowMuch() {
        String report = text(WATERFALL);

        assertTrue(report.contains("rpc/messaging:ring/w1/pause/4096 adds up to 100 % [100 %, 100 %]"), report);
        assertTrue(
                report.contains(
                        "rpc/messaging:chronicle/w1/pause/4096 does NOT add up: to 50 % [50 %, 50 %] of what was"
                                + " measured, 950 ns"),
                report);
    }

    @Test
    void waitsStandBesideEachOtherWithWhatTheyCost() {
        String report = text(WAITS);

        assertHas(
                report,
                "spin pause park",
                "rpc messaging:ring 1+1",
                "round trip ns 300 320 480",
                "over that by pause 0.94 1.00 1.50",
                "CPU-ns/op 560 560 560",
                "p50 ns at 10,000/s 400 500 40,000",
                "over that by pause 0.80 1.00 80.1");
        String squeezed = report.replaceAll("\\s+", " ");
        assertTrue(
                squeezed.contains(
                        "The same queue: rpc on messaging:ring, park against spin: 1.60 times the round trip, and"
                                + " 100 times the latency where there is time to fall asleep."),
                report);
        assertTrue(squeezed.contains("by equal waits 3.00 (spin), 6.25 (park)."), report);
    }

    @Test
    void aCrossoverIsDrawnAsAMapAndTold() {
        String report = text(CROSSOVER);

        assertHas(report, "think ns 1 line 2 lines 4 lines 8 lines");
        String map = report.lines()
                .map(SheetTest::squeezed)
                .filter(line -> line.startsWith("100 "))
                .findFirst()
                .orElseThrow();
        assertTrue(map.matches("100 (3\\.99|4\\.00) (1\\.99|2\\.0[012]) (1\\.00|0\\.99) ~ 0\\.50 \\*"), map);
        assertTrue(report.contains("think 100 ns: messages overtake at threads x lines = 7.98 [7."), report);
    }

    @Test
    void whichSideWinsStandsBelowItsCache() {
        String report = text(POLICIES).replaceAll("\\s+", " ");

        assertTrue(
                report.contains("Which side wins: open: by messages an operation of a worker takes so much longer: "
                        + "2 rounds: seen from 6.00 to 6.00 x, too few for 95 %."),
                report);
    }

    @Test
    void markdownAndJsonHaveThemToo() {
        for (Findings findings : List.of(WAITS, WATERFALL, CROSSOVER)) {
            String markdown = new Report(findings).render(Format.MARKDOWN, NARROW);
            for (Table sheet : Sheets.of(findings)) {
                assertTrue(markdown.contains("**" + sheet.title().substring(0, 15)), markdown);
            }
        }
        assertEquals(6, json(WATERFALL).path("waterfalls").get(0).path("steps").size());
        assertTrue(json(WATERFALL)
                .path("waterfalls")
                .get(0)
                .path("sums")
                .get(0)
                .path("adds_up")
                .booleanValue());
        assertEquals(5, json(WAITS).path("waits").size());
        assertEquals(
                250,
                json(POLICIES)
                        .path("policies")
                        .get(1)
                        .path("worth_from_miss_ns")
                        .doubleValue());
        assertTrue(
                json(POLICIES)
                        .path("policy_verdicts")
                        .get(0)
                        .path("verdict")
                        .asString()
                        .startsWith("open: "),
                "two rounds are too few");
        assertEquals(4, json(CROSSOVER).path("crossovers").get(0).path("points").size());
        assertEquals(
                8,
                json(CROSSOVER)
                        .path("crossovers")
                        .get(0)
                        .path("threads_x_lines")
                        .doubleValue(),
                0.5);
    }

    @Test
    void runsThatAskNoSuchQuestionHaveNoSuchSection() {
        assertFalse(json(WAITS).has("waterfalls"));
        assertFalse(text(WATERFALL).contains("What waiting costs:\n\n")
                && WATERFALL.waits().isEmpty());
    }
}
