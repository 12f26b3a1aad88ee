// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Figure;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

public class PolicyComparisonTest {
    private static Map<String, String> by(String policy) {
        return Map.of("policy", policy, "capacity", "400");
    }

    private static Figure hits(double percent) {
        return Figure.shown(PolicyComparison.HITS, percent, Figure.PERCENT);
    }

    /// A fast CLOCK that finds 70 %, a slow LRU that finds 80 %, a slow CLOCK, and a cache of its own size.
    public static Planted planted() {
        return new Planted()
                .add("cache", "shm:lockfree", 1, 0, "none", 64, by("clock"), 100, 100)
                .counted(hits(70))
                .add("cache", "shm:lockfree", 1, 0, "none", 64, by("sieve"), 120, 120)
                .counted(hits(78))
                .add("cache", "messaging:ring", 1, 1, "pause", 64, by("clock"), 600, 600)
                .counted(hits(70))
                .add("cache", "messaging:ring", 1, 1, "pause", 64, by("lru"), 700, 700)
                .counted(hits(80))
                .add("cache", "messaging:ring", 1, 1, "pause", 64, Map.of("policy", "lru", "capacity", "7"), 650, 650)
                .counted(hits(20));
    }

    private static double[] six(double nanos) {
        return new double[] {
            nanos, nanos * 1.01, nanos * 0.99, nanos * 1.02, nanos * 0.98, nanos,
        };
    }

    /// The same rows without the smaller cache, by six forks each.
    private static Planted six() {
        return new Planted()
                .add("cache", "shm:lockfree", 1, 0, "none", 64, by("clock"), six(100))
                .counted(hits(70))
                .add("cache", "shm:lockfree", 1, 0, "none", 64, by("sieve"), six(120))
                .counted(hits(78))
                .add("cache", "messaging:ring", 1, 1, "pause", 64, by("clock"), six(600))
                .counted(hits(70));
    }

    private static PolicyVerdict verdict(Planted planted) {
        return planted.findings(200).policies().getFirst().verdict().orElseThrow();
    }

    private static List<PolicyComparison> policies() {
        return planted().findings(200).policies();
    }

    @Test
    void rowsOfOneCacheAreComparedWhateverTheirPolicySideAndWait() {
        assertEquals(1, policies().size());
        assertEquals(
                List.of("clock", "sieve", "clock", "lru"),
                policies().getFirst().rows().stream()
                        .map(PolicyComparison.Of::policy)
                        .toList());
        assertEquals("cache, 1 worker, capacity=400", policies().getFirst().title());
    }

    /// Two workers are at two places of a trace, and find less by the same policy: that is no matter of sides.
    @Test
    void rowsOfMoreWorkersAreNotComparedWithThoseOfFewer() {
        List<PolicyComparison> found = planted()
                .add("cache", "shm:lockfree", 2, 0, "none", 64, by("clock"), 110, 110)
                .counted(hits(60))
                .add("cache", "shm:lockfree", 2, 0, "none", 64, by("sieve"), 130, 130)
                .counted(hits(65))
                .findings(200)
                .policies();

        assertEquals(
                List.of("cache, 1 worker, capacity=400", "cache, 2 workers, capacity=400"),
                found.stream().map(PolicyComparison::title).toList());
        assertTrue(found.getLast().verdict().isEmpty(), found.toString());
    }

    /// By `--wait pause,park`. What has no wait is in both.
    @Test
    void rowsOfOneWaitAreNotComparedWithThoseOfAnother() {
        List<PolicyComparison> found = new Planted()
                .add("cache", "shm:lockfree", 1, 0, "none", 64, by("clock"), 100, 100)
                .counted(hits(70))
                .add("cache", "messaging:ring", 1, 1, "pause", 64, by("clock"), 600, 600)
                .counted(hits(70))
                .add("cache", "messaging:ring", 1, 1, "park", 64, by("clock"), 9_000, 9_000)
                .counted(hits(70))
                .add("cache", "messaging:ring", 1, 1, "pause", 64, by("lru"), 700, 700)
                .counted(hits(80))
                .add("cache", "messaging:ring", 1, 1, "park", 64, by("lru"), 9_500, 9_500)
                .counted(hits(80))
                .findings(200)
                .policies();

        assertEquals(
                List.of("cache, 1 worker, capacity=400, wait=pause", "cache, 1 worker, capacity=400, wait=park"),
                found.stream().map(PolicyComparison::title).toList());
        assertEquals(
                List.of(List.of("none", "pause", "pause"), List.of("none", "park", "park")),
                found.stream()
                        .map(cache -> cache.rows().stream()
                                .map(row -> row.cell().waits())
                                .toList())
                        .toList());
        assertEquals(94_000, found.getLast().rows().getLast().worthFromNanos().orElseThrow(), 1e-9);
    }

    /// As where too many threads share the cores, so that some of them yield: nobody chose between waits.
    @Test
    void rowsThatHaveOneWaitEachAreCompared() {
        List<PolicyComparison> found = new Planted()
                .add("cache", "shm:lock", 2, 0, "pause", 64, by("clock"), 100, 100)
                .counted(hits(70))
                .add("cache", "messaging:ring", 2, 1, "yield", 64, by("lru"), 600, 600)
                .counted(hits(80))
                .findings(200)
                .policies();

        assertEquals("cache, 2 workers, capacity=400", found.getFirst().title());
        assertEquals(2, found.getFirst().rows().size());
    }

    /// (120 - 100) ns for 8 misses fewer in 100; (700 - 100) ns for 10.
    @Test
    void aBetterPolicyIsWorthItsTimeFromWhereItsMissesSaveAsMuch() {
        List<PolicyComparison.Of> rows = policies().getFirst().rows();

        assertEquals(250, rows.get(1).worthFromNanos().orElseThrow(), 1e-9);
        assertEquals(6_000, rows.get(3).worthFromNanos().orElseThrow(), 1e-9);
    }

    @Test
    void whoIsSlowerAndFindsNoMoreIsNeverWorthIt() {
        List<PolicyComparison.Of> rows = policies().getFirst().rows();

        assertEquals(OptionalDouble.of(0), rows.get(0).worthFromNanos());
        assertEquals(OptionalDouble.empty(), rows.get(2).worthFromNanos());
    }

    @Test
    void oneMorePolicyIsNoComparisonWithoutHits() {
        Planted uncounted = new Planted()
                .add("cache", "shm:lockfree", 1, 0, "none", 64, by("clock"), 100, 100)
                .add("cache", "shm:lockfree", 1, 0, "none", 64, by("sieve"), 120, 120);

        assertEquals(List.of(), uncounted.findings(200).policies());
    }

    /// From (700 - 120) ns over 2 misses of 100 on messages are quicker by LRU than shared memory is by SIEVE.
    @Test
    void theOtherSideWinsFromWhereItsMissesSaveWhatItsOperationsTakeLonger() {
        PolicyVerdict verdict = verdict(six().add("cache", "messaging:ring", 1, 1, "pause", 64, by("lru"), six(700))
                .counted(hits(80)));

        assertEquals("clock", verdict.first().policy());
        assertEquals(6, verdict.free().value(), 1e-9);
        assertEquals(1, verdict.turns().size());
        PolicyVerdict.Turn turn = verdict.turns().getFirst();
        assertEquals("lru", turn.to().policy());
        assertEquals(29_000, turn.missNanos(), 1e-6);
        assertTrue(turn.interval().orElseThrow().contains(29_000), turn.toString());
        assertTrue(turn.interval().orElseThrow().high() < 32_000, turn.toString());
        assertTrue(
                verdict.text()
                        .startsWith("shared memory, while a miss costs little (clock on shm:lockfree, 70.00 % hits; an"
                                + " operation of a worker takes 6.00 x [6.00, 6.00] as long by messages); messages where"
                                + " it costs 29,000 ns ["),
                verdict.text());
        assertTrue(verdict.text().endsWith("] or more (lru on messaging:ring, 80.00 % hits)"), verdict.text());
    }

    @Test
    void aSideThatIsQuickerAndFindsNoLessWinsWhateverAMissCosts() {
        PolicyVerdict verdict = verdict(six());

        assertEquals(List.of(), verdict.turns());
        assertFalse(verdict.open());
        assertTrue(verdict.text().startsWith("shared memory, whatever a miss costs ("), verdict.text());
    }

    /// In half of the rounds LRU finds less than SIEVE does.
    @Test
    void whereTheRoundsDoNotSayWhoFindsMoreNoTurnIsTold() {
        PolicyVerdict verdict = verdict(six().add("cache", "messaging:ring", 1, 1, "pause", 64, by("lru"), six(700))
                .counted(hits(78.4), hits(78.3), hits(78.2), hits(77.9), hits(77.8), hits(77.7)));

        assertEquals(List.of(), verdict.turns());
        assertTrue(verdict.open());
        assertTrue(
                verdict.text().endsWith("; whether a dearer one turns that round, the rounds do not say"),
                verdict.text());
    }

    /// In most of the rounds LRU finds less than SIEVE does, so no median tells of a turn; in others it finds more.
    @Test
    void aTurnThatOnlySomeRoundsHaveLeavesTheVerdictOpen() {
        PolicyVerdict verdict = verdict(six().add("cache", "messaging:ring", 1, 1, "pause", 64, by("lru"), six(700))
                .counted(hits(78.3), hits(78.2), hits(78.1), hits(77.8), hits(77.7), hits(77.6)));

        assertEquals(List.of(), verdict.turns());
        assertTrue(verdict.open());
        assertTrue(verdict.text().startsWith("shared memory, while a miss costs little ("), verdict.text());
    }

    /// In the rounds that both sides have shared memory is quicker; it has more, in which it is slower.
    @Test
    void whereMediansAndRoundsNameDifferentSidesNoneWins() {
        PolicyVerdict verdict = verdict(new Planted()
                .add("cache", "shm:lockfree", 1, 0, "none", 64, by("clock"), rounds(100, 6, 300, 7))
                .counted(hits(70))
                .add("cache", "messaging:ring", 1, 1, "pause", 64, by("clock"), rounds(200, 6, 200, 0))
                .counted(hits(70))
                .add("cache", "messaging:ring", 1, 1, "pause", 64, by("sieve"), rounds(400, 6, 400, 0))
                .counted(hits(70)));

        assertTrue(
                verdict.text()
                        .startsWith(
                                "open: while a miss costs little, the rounds name one side and the medians the other"
                                        + " (clock on messaging:ring, "),
                verdict.text());
    }

    private static double[] rounds(double first, int firsts, double then, int thens) {
        return DoubleStream.concat(
                        DoubleStream.generate(() -> first).limit(firsts),
                        DoubleStream.generate(() -> then).limit(thens))
                .toArray();
    }

    @Test
    void ofTooFewRoundsNoSideWins() {
        assertTrue(
                policies().getFirst().verdict().orElseThrow().text().startsWith("open: by messages"),
                policies().toString());
    }

    @Test
    void oneSideAloneHasNobodyToWinAgainst() {
        Planted alone = new Planted()
                .add("cache", "shm:lockfree", 1, 0, "none", 64, by("clock"), 100, 100)
                .counted(hits(70))
                .add("cache", "shm:lockfree", 1, 0, "none", 64, by("sieve"), 120, 120)
                .counted(hits(78));

        assertTrue(alone.findings(200).policies().getFirst().verdict().isEmpty());
    }

    /// Two caches, as the preset measures each: by eleven rows.
    public static Planted twoCaches() {
        Planted planted = new Planted();
        for (String trace : List.of("sprite.trace.gz", "a longer name of a trace.txt.zst")) {
            double more = trace.startsWith("s") ? 0 : 7;
            add(planted, trace, "shm:lockfree", 1, 0, 80, more, "clock", "sieve", "s3-fifo");
            add(planted, trace, "shm:lock", 1, 0, 210, more, "clock", "lru", "sieve", "s3-fifo");
            add(planted, trace, "messaging:ring", 1, 1, 640, more, "clock", "lru", "sieve", "s3-fifo");
        }
        return planted;
    }

    private static void add(
            Planted planted,
            String trace,
            String substrate,
            int workers,
            int servers,
            double nanos,
            double more,
            String... policies) {
        for (String policy : policies) {
            double hits = Map.of("clock", 71.3, "lru", 72.9, "sieve", 72.4, "s3-fifo", 74.1)
                            .get(policy)
                    + more;
            planted.add(
                            "cache",
                            substrate,
                            workers,
                            servers,
                            servers > 0 ? "pause" : "none",
                            4096,
                            Map.of("policy", policy, "capacity", "400", "trace", trace),
                            six(nanos * (1 + policy.length() / 20.0)))
                    .counted(hits(hits));
        }
    }
}
