// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.chart.Chart;
import dev.duality.results.chart.Charts;
import dev.duality.results.finding.Contention.Spot;
import dev.duality.results.finding.Contention.ThreadsVerdict;
import dev.duality.results.statistics.Ratio;
import dev.duality.results.table.CrossoverSheets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentionTest {
    private static final int FORKS = 8;

    private static double[] times(double nanos) {
        return IntStream.range(0, FORKS)
                .mapToDouble(fork -> nanos * (1 + 0.01 * (fork % 3)))
                .toArray();
    }

    private static Map<String, String> params(String skew, String read) {
        return Map.of("buckets", "12", "entries", "12", "skew", skew, "read", read);
    }

    /// @param ratio of messages over shared memory, of all threads together
    private static void add(Planted planted, String skew, String read, int threads, double ratio) {
        add(planted, skew, read, threads, ratio, times(1));
    }

    /// @param forks what the time of messages is multiplied with, fork by fork
    private static void add(Planted planted, String skew, String read, int threads, double ratio, double... forks) {
        double shared = 100.0 * threads;
        planted.add("table", "shm:bucket-lock", threads, 0, "pause", 64, params(skew, read), times(shared));
        planted.add(
                "table",
                "messaging:ring",
                threads - 1,
                1,
                "pause",
                64,
                params(skew, read),
                Arrays.stream(forks)
                        .map(fork -> fork * shared * ratio * (threads - 1) / threads)
                        .toArray());
    }

    /// With 2, 4, 8 and 16 threads, without skew and with.
    private static Planted planted(double[] plain, double[] skewed) {
        Planted planted = new Planted();
        for (int i = 0; i < plain.length; i++) {
            add(planted, "0", "80", 2 << i, plain[i]);
            add(planted, "0.99", "80", 2 << i, skewed[i]);
        }
        return planted;
    }

    private static List<Spot> spots(Findings findings) {
        List<Contention> all = findings.contentions();
        assertEquals(1, all.size(), all::toString);
        assertEquals("12 buckets of 12", all.getFirst().table());
        return all.getFirst().spots();
    }

    @Test
    void messagesOvertakeFromTheTotalOnFromWhichTheyWinAtAllThatFollow() {
        List<Spot> spots = spots(planted(new double[] {4, 3, 2, 1.5}, new double[] {4, 0.8, 1.2, 0.5})
                .findings(200, 16));

        assertEquals(new ThreadsVerdict.NotReached(16), spots.get(0).verdict());
        assertEquals(new ThreadsVerdict.Overtaken(8, 16), spots.get(1).verdict());
        assertEquals(0.5, spots.get(1).byThreads().get(16).value(), 0.02);
    }

    /// A worker that is not served has every window, so messages stand beside it with each of theirs.
    @Test
    void messagesWithMoreUnderWayHaveATableOfTheirOwn() {
        Planted planted = planted(new double[] {4, 3}, new double[] {4, 3}).window(16);
        for (String skew : List.of("0", "0.99")) {
            planted.add("table", "messaging:ring", 1, 1, "pause", 64, params(skew, "80"), times(100));
        }

        List<Contention> all = planted.findings(200, 2).contentions();

        assertEquals(
                List.of("messaging:ring", "messaging:ring, window 16"),
                all.stream().map(Contention::messages).toList());
        assertEquals(1, all.getLast().spots().getFirst().byThreads().get(2).value(), 0.02);
    }

    @Test
    void messagesThatAlwaysWinDoNotOvertake() {
        assertEquals(
                new ThreadsVerdict.MessagesWin(2),
                spots(planted(new double[] {0.9, 0.5, 0.4, 0.3}, new double[] {2, 2, 2, 2})
                                .findings(200, 16))
                        .getFirst()
                        .verdict());
    }

    /// Of 2, 4, 8 and 16 threads; at a ratio of 1 some forks are slower with messages, and some quicker.
    private static ThreadsVerdict verdict(double... ratios) {
        Planted planted = new Planted();
        for (int i = 0; i < ratios.length; i++) {
            double[] forks = ratios[i] == 1 ? new double[] {0.8, 1.25, 0.9, 1.1, 1.2, 0.85, 1.3, 0.75} : times(1);
            add(planted, "0", "80", 2 << i, ratios[i], forks);
            add(planted, "0.99", "80", 2 << i, 2);
        }
        return spots(planted.findings(200, 16)).getFirst().verdict();
    }

    @Test
    void aTotalAtWhichNeitherWasSeenToWinIsNoneAtWhichMessagesLose() {
        assertEquals(new ThreadsVerdict.Inconclusive("no difference was seen at 16 threads"), verdict(4, 3, 2, 1));
        assertEquals(new ThreadsVerdict.Inconclusive("no difference was seen at 16 threads"), verdict(4, 0.5, 0.5, 1));
        assertEquals(new ThreadsVerdict.Inconclusive("no difference was seen at 4 threads"), verdict(0.5, 1, 0.5, 0.5));
        assertEquals(new ThreadsVerdict.Overtaken(2, 8), verdict(4, 1, 0.5, 0.5));
        assertEquals(new ThreadsVerdict.NotReached(16), verdict(1, 1, 0.5, 2));
    }

    @Test
    void twoCoresCannotTell() {
        Findings findings = planted(new double[] {4, 3, 2, 0.5}, new double[] {4, 3, 2, 0.5})
                .findings(200, 2);

        assertEquals(
                new ThreadsVerdict.Inconclusive("2 cores"),
                spots(findings).getFirst().verdict());
        String sheets = CrossoverSheets.of(findings).toString();
        assertTrue(sheets.contains("everywhere: where messages overtake is inconclusive: 2 cores"), sheets);
    }

    @Test
    void twoTotalsOfThreadsAreTooFew() {
        Findings findings =
                planted(new double[] {4, 0.5}, new double[] {4, 0.5}).findings(200, 16);

        assertEquals(
                new ThreadsVerdict.Inconclusive("2 totals of threads; a verdict needs 3"),
                spots(findings).getFirst().verdict());
    }

    @Test
    void eachTotalOfThreadsHasAMapOfSkewAndReads() {
        Planted planted = planted(new double[] {4, 3, 2}, new double[] {4, 2, 0.5});
        add(planted, "0", "0", 2, 8);
        Findings findings = planted.findings(200, 16);

        List<Chart> charts = new Charts(findings).crossovers().charts();
        assertEquals(3, charts.size());
        Chart.Crossover first = (Chart.Crossover) charts.getFirst();
        assertEquals("messaging:ring over shm:bucket-lock, 12 buckets of 12, 2 threads each", first.title());
        assertEquals(3, first.points().size());
        assertEquals("skew", first.across().name());
        String sheets = CrossoverSheets.of(findings).toString();
        assertTrue(sheets.contains("skew 0.99 with 80 reads: messages overtake between 4 and 8 threads"), sheets);
    }

    @Test
    void ofSeveralNumbersOfOwnersTheOneInThreeThreadsCounts() {
        Planted planted = new Planted();
        for (String skew : List.of("0", "0.99")) {
            planted.add("table", "shm:bucket-lock", 6, 0, "pause", 64, params(skew, "80"), times(600));
            planted.add("table", "messaging:ring", 3, 3, "pause", 64, params(skew, "80"), times(9_000));
            planted.add("table", "messaging:ring", 4, 2, "pause", 64, params(skew, "80"), times(800));
            planted.add("table", "messaging:ring", 5, 1, "pause", 64, params(skew, "80"), times(9_000));
        }

        Ratio ratio = spots(planted.findings(200, 16)).getFirst().byThreads().get(6);
        assertEquals(2, ratio.value(), 0.05);
    }

    @Test
    void aTableThatWasMeasuredInOneWayHasNoMap() {
        Planted planted = new Planted();
        add(planted, "0", "80", 2, 4);

        assertEquals(List.of(), planted.findings(200, 16).contentions());
    }

    @Test
    void whatIsNoNumberIsLeftOut() {
        Planted planted = new Planted();
        add(planted, "0", "80", 2, 4);
        add(planted, "zipf", "80", 2, 4);

        assertEquals(List.of(), planted.findings(200, 16).contentions());
    }
}
