// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Floor;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.RichRun;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Status;
import dev.duality.results.finding.ColdStartTest;
import dev.duality.results.finding.Findings;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.report.Report;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The sentences of a report about a run.
class ReportTest extends ReportedRun {
    @Test
    void rowZeroIsTheFloor() {
        List<String> lines = TEXT.lines().toList();
        int rule = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("---"))
                .findFirst()
                .orElseThrow());

        assertEquals(List.of("row", "0:", "the", "floor", "1+1", "283", "1.00"), words(lines.get(rule + 1)));
    }

    /// Looks that no load met are told below the table, and the floor beside the loads is told as that.
    @Test
    void aTableOfOneRegimeHasOneFloorAndEachFigureOfItSaysWhatItIs() {
        Cell ring = Samples.cell("rpc", "messaging:ring", 1, 1);
        Run run = Samples.withFloors(Samples.run(2, List.of(ring)), 43, 380, 42);
        for (int fork = 1; fork <= 6; fork++) {
            run = run.with(Samples.record(
                    ring, fork, Samples.measured(Samples.closed(2e6, 1, Samples.usage(), Samples.still(47)))));
        }

        String text = report(run).render(Format.TEXT, 400);
        String said = text.replaceAll("\\s+", " ");

        assertEquals(
                1,
                text.lines().filter(line -> line.startsWith("row 0: the floor")).count(),
                text);
        assertTrue(said.contains(" Row 0, the floor by itself: the round trip of one cache line between "), text);
        assertTrue(said.contains(", in a regime that no load of the run met, measured once"), text);
        assertTrue(said.contains("One regime: floor 47 ns beside loads (47 to 47), 6 loads."), text);
    }

    @Test
    void floorsOfSeveralPairsOfCoresSayTheirs() {
        Floor one = Samples.floor(Floor.When.BEFORE, 43);
        Run run = Samples.withForks(
                        Samples.run(4, List.of(Samples.cell("rpc", "messaging:ring", 1, 1))),
                        Samples.cell("rpc", "messaging:ring", 1, 1),
                        2e6)
                .with(one)
                .with(new Floor(
                        one.at(),
                        one.when(),
                        List.of(2, 3),
                        one.forms(),
                        one.clockStepNanos(),
                        one.clockCostNanos(),
                        one.idle(),
                        one.emptyMethodNanos()));

        String text = report(run).render(Format.TEXT, 400);

        assertTrue(text.contains("row 0: the floor, cpus 2 and 3 "), text);
    }

    @Test
    void aRowShowsItsNumbersItsGapAndItsGrade() {
        assertEquals(
                List.of(
                        "messaging:ring",
                        "1+1",
                        "3,300,000",
                        "303",
                        "2.88",
                        "[2.88,",
                        "2.88]",
                        "A",
                        "1,650,000",
                        "1.07",
                        "560",
                        "0",
                        "1.25"),
                words(line(TEXT, "messaging:ring       1+1")).stream()
                        .filter(word -> !word.equals("served"))
                        .toList());
        assertTrue(TEXT.lines().anyMatch(line -> line.startsWith("messaging:ring") && line.contains("served")), TEXT);
        assertTrue(TEXT.lines().anyMatch(line -> line.startsWith("shm:direct") && line.contains("in place")), TEXT);
    }

    @Test
    void aRowShowsWhatItsWorkloadIsAbout() {
        assertTrue(shows(TEXT, "shm:lockfree         1+0", "70.42"), TEXT);
        assertTrue(shows(TEXT, "shm:lockfree         2+0", "0.125"), TEXT);
    }

    @Test
    void aRowWhoseContractIsUnequalSaysSo() {
        assertTrue(line(TEXT, "messaging:chronicle").contains("unequal: durable"));
    }

    @Test
    void aRowThatIsComparedAtEqualWorkersSaysSo() {
        assertTrue(line(TEXT, "messaging:ring       2+1").contains("equal workers"));
    }

    @Test
    void latenciesStandBelowWithTheirRateAndTheirWorst() {
        String latency = TEXT.substring(TEXT.indexOf("open loop"));

        assertEquals(
                List.of("shm:mailbox", "1+1", "100,000", "350", "390", "399", "399", "3,000,000", "1.24", "560", "A"),
                words(line(latency, "shm:mailbox")));
    }

    @Test
    void aMissedRateIsToldInPlaceOfItsLatencies() {
        String latency = TEXT.substring(TEXT.indexOf("open loop"));

        List<String> row = words(line(latency, "messaging:juc-abq"));
        assertEquals(List.of("messaging:juc-abq", "1+1", "100,000"), row.subList(0, 3));
        String note = row.get(3).replaceFirst("FAIL(\\(\\d+\\))", "$1");
        assertTrue(TEXT.contains("\n" + note + " rate missed: 50,000 of 100,000 operations per second"), note + TEXT);
        assertTrue(
                TEXT.contains(RichRun.ABQ.id() + ", open loop at 100,000/s: rate missed: 50,000 of 100,000 operations"),
                TEXT);
    }

    /// The row has all its other figures.
    @Test
    void aMissedRateStandsUnderAHeadOfItsOwnAndNotUnderFailed() {
        String head = "\nMissed an offered rate, and so no latencies at it:\n  ";
        assertTrue(TEXT.contains(head + RichRun.ABQ.id() + ", open loop at 100,000/s"), TEXT);
        String failed = TEXT.substring(TEXT.indexOf("FAILED, and so no figures:"), TEXT.indexOf(head));
        assertFalse(failed.contains("rate missed"), failed);
        String markdown = REPORT.render(Format.MARKDOWN, 160);
        assertTrue(markdown.contains(head.strip().replaceAll(":.*", "")), markdown);
    }

    @Test
    void speedupAndCostStandWhereAJobWasMeasured() {
        String job = TEXT.substring(TEXT.indexOf("T1/Tn"));

        assertTrue(shows(job, "shm:lockfree ", "2.10 [2.06, 2.16]  1"), job);
        assertTrue(shows(job, "messaging:ring       1+1", "none up to 2"), job);
    }

    @Test
    void verdictsFollowTheTable() {
        assertTrue(TEXT.contains("\nrpc: messages cost 2.88 x [2.88, 2.88]\n"), TEXT);
        assertTrue(TEXT.contains("messaging:ring 1+1 against shm:lock 2+0, spin; by throughput, grade A"), TEXT);
        assertTrue(TEXT.contains("inconclusive: 2 cores"), TEXT);
    }

    @Test
    void underAVerdictStandsTheLatencyPercentileByPercentileAsFarAsItIsBorne() {
        String text = REPORT.render(Format.TEXT, 400);

        assertTrue(
                text.contains("latency at 100,000/s, messages over shared memory (messaging:ring 1+1 against"
                        + " shm:mailbox 1+1, spin): p50 1.03 x [1.03, 1.03]; p90 1.03 x [1.03, 1.03]; p99 1.03 x"
                        + " [1.03, 1.03]; p99.9 1.03 x [1.03, 1.03]; worst 3,000,000 and 3,000,000 ns\n"),
                text);
        JsonNode latency = JsonMapper.shared()
                .readTree(REPORT.render(Format.JSON, 160))
                .path("workloads")
                .path(0)
                .path("latency");
        assertEquals(RichRun.MAILBOX.id(), latency.path("against").stringValue());
        assertEquals("p99.9", latency.path("points").path(3).path("percentile").stringValue());
        assertEquals(4, latency.path("points").size());
        assertEquals(3e6, latency.path("worst_ns").doubleValue(), 3e3);
    }

    @Test
    void theLegendSaysHowFarForksLieApart() {
        assertTrue(
                REPORT.render(Format.TEXT, 400)
                        .contains("The ops/s of a row's forks vary by 1.72 % in the middle row (coefficient of"
                                + " variation), by 1.72 % at most ("),
                TEXT);
    }

    @Test
    void failuresAndSkipsAreListedWithTheirReasons() {
        assertTrue(
                TEXT.contains("counter/messaging:juc-ltq/w1: operation 17 gave 4, the specification 5"
                        + " (log: forks/wrong.log)"),
                TEXT);
        assertTrue(TEXT.contains("closed loop: sanity bound broken"), TEXT);
        assertTrue(TEXT.contains("counter/shm:combining/w2: not available on this machine: it is a sample"), TEXT);
    }

    @Test
    void reasonsOfGradesAreFootnotes() {
        int note = TEXT.indexOf(") 3 threads on 2 cores: this measures the scheduler");
        assertTrue(note > 0, TEXT);
        assertTrue(shows(TEXT, "messaging:ring       2+1", "C(" + TEXT.charAt(note - 1) + ")"), TEXT);
    }

    @Test
    void machineJavaCommitAndCommandStandAtTheEnd() {
        assertTrue(TEXT.contains("machine  Test CPU 3000"), TEXT);
        assertTrue(TEXT.contains("java     25.0.3+9-LTS"), TEXT);
        assertTrue(TEXT.contains("flags    -Xms1g -Xmx1g"), TEXT);
        assertTrue(TEXT.contains("commit   1a2b3c4d5e6f\n"), TEXT);
        assertTrue(TEXT.endsWith("command  duality run --workload rpc\n"), TEXT);
    }

    @Test
    void anInterruptedRunIsShownAndSaysThatItIsIncomplete() {
        String text = report(RICH.running().finish(Status.INTERRUPTED, Samples.START.plusSeconds(9)))
                .render(Format.TEXT, 160);

        assertTrue(text.startsWith("This run is incomplete: it was interrupted; 15 of 15 cells have a record."), text);
        assertTrue(text.contains("rpc: messages cost"), text);
    }

    @Test
    void aRunThatEndsBeforeItBeginsHasNoLength() {
        Instant end = Samples.START.minusSeconds(3_600);

        String text = report(RICH.running().finish(Status.COMPLETE, end)).render(Format.TEXT, 400);

        assertTrue(text.contains("until " + end + " by a clock that was set back"), text);
        assertFalse(text.contains("took"), text);
    }

    @Test
    void aKilledRunIsShownAndSaysThatItIsIncomplete() {
        assertTrue(report(RICH.running()).render(Format.TEXT, 160).startsWith("This run is incomplete: it is still"));
    }

    @ParameterizedTest
    @EnumSource(names = {"TEXT", "MARKDOWN"})
    void nothingOfARunCommandsTheTerminal(Format format) {
        Cell cell = Samples.cell("rpc\u001b[2J\u202e\r\n", "shm:direct", 1, 0);
        Run run = Samples.withForks(Samples.run(2, List.of(cell)), cell, 1e6);

        String text = report(run).render(format, 160);

        assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c != 0x202e && c != 0x7f));
        assertTrue(text.contains("rpc?"), text);
    }

    @Test
    void whereAllRowsBeganColdEachSaysSo() {
        String text = new Report(ColdStartTest.allCold()).render(Format.TEXT, 160);

        assertTrue(line(text, "shm:lockfree").contains(" cold start "), text);
    }

    @Test
    void aVerdictOnRowsThatBeganColdSaysSo() {
        String text = new Report(ColdStartTest.findings()).render(Format.TEXT, 400);

        assertTrue(text.contains("messaging:ring 1+1 against shm:lockfree 2+0, spin, cold start;"), text);
    }

    @Test
    void aReadingBelowTheClocksStepIsNotPrinted() {
        Histogram nanos = new Histogram(3);
        nanos.recordValueWithCount(12, 1_000);
        OpenLoop loop = Samples.open(1_000, 1_000, nanos, "x.hlog");
        Cell cell = Samples.cell("rpc", "shm:direct", 1, 0);
        Run run = Samples.withFloors(Samples.run(2, List.of(cell)), 250, 250, 250)
                .with(Samples.record(
                        cell, 1, new Outcome.Measured(List.of(0), Optional.empty(), List.of(loop), Optional.empty())));
        Report report = new Report(Findings.of(run, _ -> nanos));

        assertTrue(line(report.render(Format.TEXT, 160), "shm:direct").contains(" <20 "));
        assertEquals("", csv(report, Format.CSV).getFirst().getField("p50_ns"));
        assertTrue(csv(report, Format.LONG).stream()
                .noneMatch(row -> row.getField("statistic").equals("p50")));
    }

    @Test
    void aReportComesFromAFolderAlone() {
        Histogram nanos = new Histogram(3);
        nanos.recordValueWithCount(500, 20_000);
        Cell cell = RichRun.RING;
        RunFolder folder = RunFolder.create(
                temporary.resolve("run"), Samples.withFloors(Samples.run(2, List.of(cell)), 250, 250, 250));
        for (int fork = 1; fork <= 2; fork++) {
            String name = folder.addHistogram(cell, fork, 1_000, nanos);
            OpenLoop loop = Samples.open(1_000, 1_000, nanos, name);
            folder.add(new CellRecord(
                    cell.id(),
                    fork,
                    1,
                    Samples.START,
                    Samples.START,
                    new Outcome.Measured(
                            List.of(0, 1), Optional.of(Samples.closed(2e6, 1)), List.of(loop), Optional.empty()),
                    List.of()));
        }

        Report report = Report.of(RunFolder.open(folder.path()));

        assertEquals("40000", csv(report, Format.CSV).getFirst().getField("latency_count"));
    }

    /// In one of its blocks.
    private static boolean shows(String text, String start, String said) {
        return text.lines().anyMatch(line -> line.startsWith(start) && line.contains(said));
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split(" +", -1));
    }
}
