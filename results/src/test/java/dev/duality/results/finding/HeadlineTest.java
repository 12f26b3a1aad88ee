// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.ContractRecord;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The result of a workload: its headline, or why there is none.
class HeadlineTest extends SketchedRun {
    @Test
    void theHeadlineIsTheBestMessageRowThatIsFairlyCompared() {
        add(cell("shm:lockfree").shape(2, 0), 20e6);
        add(cell("messaging:slow").shape(1, 1), 5e6);
        add(cell("messaging:quick").shape(1, 1), 10e6);
        add(cell("messaging:durable").shape(1, 1).contract(queue("bounded", "fifo", "durable", "copies")), 19e6);
        add(cell("messaging:oversubscribed").shape(2, 1), 30e6);
        add(cell("shm:lockfree").shape(3, 0), 30e6);

        Verdict.Compared verdict = (Verdict.Compared) verdict();

        assertEquals("messaging:quick", verdict.headline().message().cell().substrate());
        assertEquals("1 round: seen at 2.00 x, too few for 95 %", verdict.text());
        assertEquals("messaging:slow", verdict.messaging().worst().cell().substrate());
        assertEquals(1, verdict.others().size());
    }

    @Test
    void theHeadlineIsTheQuickestPairOfAllThatHaveTheCores() {
        add(cell("shm:lockfree").shape(2, 0), 20e6);
        add(cell("messaging:two").shape(1, 1), 5e6);
        add(cell("shm:lockfree").shape(4, 0), 30e6);
        add(cell("messaging:four").shape(3, 1), 10e6);

        Verdict.Compared verdict =
                (Verdict.Compared) findings(4).workloads().getFirst().verdict();

        assertEquals("messaging:four", verdict.headline().message().cell().substrate());
    }

    /// The place of a sweep that is told does not depend on what was measured there.
    @Test
    void theHeadlineOfASweepIsOfTheParametersAroundWhichItVaries() {
        add(cell("shm:other").shape(2, 0).parameter("512"), 90e6);
        add(cell("messaging:other").shape(1, 1).parameter("512"), 30e6);
        add(cell("shm:lockfree").shape(2, 0).parameter("12"), 20e6);
        add(cell("messaging:ring").shape(1, 1).parameter("12"), 10e6);
        add(cell("shm:lockfree").shape(1, 0).parameter("12"), 20e6);

        Verdict.Compared verdict = (Verdict.Compared) verdict();

        assertEquals("1 round: seen at 2.00 x, too few for 95 %", verdict.text());
    }

    @Test
    void aPairComparedByThroughputGoesBeforeOneComparedByItsJob() {
        addJob(cell("shm:first").shape(2, 0).waits("park"), 1.0, 2.0);
        addJob(cell("messaging:first").shape(1, 1).waits("park"), 3.0, 2.0);
        add(cell("shm:second").shape(2, 0), 20e6);
        add(cell("messaging:second").shape(1, 1), 10e6);
        addJob(cell("shm:third").shape(2, 0).waits("yield"), 1.0, 2.0);
        addJob(cell("messaging:third").shape(1, 1).waits("yield"), 3.0, 2.0);

        Verdict.Compared verdict = (Verdict.Compared) verdict();

        assertEquals("messaging:second", verdict.headline().message().cell().substrate());
    }

    @Test
    void ofTwoJobsTheQuickerOneIsTheHeadlineAndOfTwoAlikeTheFirst() {
        addJob(cell("shm:lockfree").shape(2, 0), 1.0, 2.0);
        addJob(cell("messaging:slow").shape(1, 1), 4.0, 2.0);
        addJob(cell("messaging:quick").shape(1, 1), 3.0, 2.0);
        addJob(cell("messaging:as-quick").shape(1, 1), 3.0, 2.0);

        Verdict.Compared verdict = (Verdict.Compared) verdict();

        assertEquals("messaging:quick", verdict.headline().message().cell().substrate());
        assertEquals("time of the job", verdict.headline().gap().measure().text());
    }

    @Test
    void theRangeOfASideHoldsItsRowsThatCouldStandInTheHeadlineAndNoOthers() {
        add(cell("shm:lockfree").shape(2, 0), 20e6);
        add(cell("shm:lock").shape(2, 0), 5e6);
        add(cell("shm:other-threads").shape(1, 0), 1e6);
        add(cell("shm:other-setting").shape(2, 0).payload(64), 1e6);
        addJob(cell("shm:no-throughput").shape(2, 0), 1.0, 2.0);
        add(cell("messaging:ring").shape(1, 1), 10e6);
        add(cell("messaging:durable").shape(1, 1).contract(queue("bounded", "fifo", "durable", "copies")), 1e6);

        Verdict.Compared verdict = (Verdict.Compared) verdict();

        assertEquals("shm:lockfree", verdict.sharing().best().cell().substrate());
        assertEquals("shm:lock", verdict.sharing().worst().cell().substrate());
        assertEquals("messaging:ring", verdict.messaging().worst().cell().substrate());
    }

    /// A side that does less than its rivals is quicker, and says nothing of them: the headline is of those that do as
    /// much.
    @Test
    void noHeadlineRestsOnASideThatDoesLess() {
        ContractRecord queue = queue("bounded", "fifo", "volatile", "copies");
        ContractRecord alone = new ContractRecord(
                queue.producers(),
                queue.consumers(),
                queue.bounded(),
                queue.ordered(),
                queue.durable(),
                queue.copies(),
                ContractRecord.ALONE,
                queue.reach());
        add(
                cell("shm:mapped")
                        .shape(2, 0)
                        .waits(Cell.NO_WAIT)
                        .contract(ContractRecord.sharedState(ContractRecord.WITHOUT_BOUND, ContractRecord.WHOLE)),
                90e6);
        add(cell("shm:frames").shape(2, 0), 20e6);
        add(cell("messaging:ring-pager-alone").shape(1, 1).contract(alone), 60e6);
        add(
                cell("messaging:ring-pager")
                        .shape(1, 1)
                        .contract(queue(ContractRecord.WITHOUT_BOUND, "fifo", "volatile", "copies")),
                70e6);
        add(cell("messaging:ring").shape(1, 1).contract(queue), 10e6);

        Verdict.Compared verdict = (Verdict.Compared) verdict();

        assertEquals("shm:frames", verdict.headline().shared().cell().substrate());
        assertEquals("messaging:ring", verdict.headline().message().cell().substrate());
        assertEquals("shm:frames", verdict.sharing().best().cell().substrate());
        assertEquals("messaging:ring", verdict.messaging().best().cell().substrate());
    }

    @Test
    void messagesAloneMakeItInconclusive() {
        add(cell("messaging:ring").shape(1, 1), 20e6);

        assertEquals(
                "inconclusive: there is no shared row to compare with",
                verdict().text());
    }

    @Test
    void settingsThatNeverMeetMakeItInconclusive() {
        add(cell("shm:lockfree").shape(2, 0).waits("park"), 20e6);
        add(cell("messaging:ring").shape(1, 1), 20e6);

        assertEquals(
                "inconclusive: no shared row has the same wait, payload and parameters as a message row",
                verdict().text());
    }

    @Test
    void threadsThatNeverMeetMakeItInconclusive() {
        add(cell("shm:lockfree").shape(1, 0), 20e6);
        add(cell("messaging:ring").shape(1, 1), 20e6);

        assertEquals(
                "inconclusive: no shared row has as many threads as a message row",
                verdict().text());
    }

    @Test
    void besideTheHeadlineStandsDelegationAndTheDistanceToWhatSharesNothing() {
        add(cell("shm:direct").shape(2, 0), 300e6);
        add(cell("shm:lock").shape(2, 0), 20e6);
        add(cell("shm:mailbox").shape(1, 1), 11e6);
        add(cell("messaging:ring").shape(1, 1), 10e6);

        Verdict.Compared verdict = (Verdict.Compared) verdict();

        assertEquals("shm:lock", verdict.headline().shared().cell().substrate());
        assertEquals(
                "shm:direct", verdict.inPlace().orElseThrow().shared().cell().substrate());
        assertEquals(
                "shm:mailbox",
                verdict.delegation().orElseThrow().shared().cell().substrate());
    }

    @Test
    void aPairSaysWhoWaitsHowWithWhichWindowAndPayload() {
        add(cell("shm:lock").shape(2, 0), 5e6);
        add(cell("messaging:ring").shape(1, 1), 10e6);
        add(cell("shm:lock").shape(2, 0).workload("other").window(4).payload(64), 5e6);
        add(cell("messaging:ring").shape(1, 1).workload("other").window(4).payload(64), 10e6);

        List<String> who = findings(2).workloads().stream()
                .map(workload ->
                        ((Verdict.Compared) workload.verdict()).headline().who())
                .toList();

        assertEquals(
                List.of(
                        "messaging:ring 1+1 against shm:lock 2+0, spin",
                        "messaging:ring 1+1 against shm:lock 2+0, spin, window 4, 64 bytes"),
                who);
    }

    @Test
    void messagesThatWinMakeSharedMemoryCost() {
        double[] shared = {5e6, 5e6, 5e6, 5e6, 5e6, 5e6};
        double[] messages = {10e6, 10e6, 10e6, 10e6, 10e6, 10e6};

        assertEquals("shared memory costs 2.00 x [2.00, 2.00]", words(shared, messages));
    }

    /// Forks by round; a figure of 0 is a round without one.
    private static String words(double[] sharedPerSecond, double[] messagesPerSecond) {
        Cell shared = cell("shm:lock").shape(2, 0).make();
        Cell message = cell("messaging:ring").shape(1, 1).make();
        Run run = Samples.withFloors(Samples.run(2, List.of(shared, message)), 250, 250, 250);
        for (int fork = 1; fork <= sharedPerSecond.length; fork++) {
            if (sharedPerSecond[fork - 1] > 0) {
                run = run.with(
                        Samples.record(shared, fork, Samples.measured(Samples.closed(sharedPerSecond[fork - 1], 2))));
            }
            if (messagesPerSecond[fork - 1] > 0) {
                run = run.with(Samples.record(
                        message, fork, Samples.measured(Samples.closed(messagesPerSecond[fork - 1], 1))));
            }
        }
        return Findings.of(run, SketchedRun::histogram)
                .workloads()
                .getFirst()
                .verdict()
                .text();
    }

    @Test
    void tooFewRoundsInCommonAreTwoSamplesIfTheseAreEnough() {
        assertEquals(
                "messages cost 2.00 x [2.00, 2.00] (5 and 4 forks)",
                words(new double[] {10e6, 10e6, 10e6, 0, 0, 10e6, 10e6}, new double[] {5e6, 0, 0, 5e6, 5e6, 5e6, 0}));
        assertEquals(
                "messages cost 2.00 x [2.00, 2.00] (4 and 4 forks)",
                words(new double[] {10e6, 10e6, 10e6, 10e6, 0, 0, 0, 0}, new double[] {0, 0, 0, 0, 5e6, 5e6, 5e6, 5e6
                }));
    }

    /// Three and three say nothing by 95 %, and so nothing of who costs what.
    @Test
    void whatIsNotSureHasNoDirection() {
        assertEquals(
                "3 rounds: seen from 1.82 to 2.20 x, too few for 95 %",
                words(new double[] {10e6, 10e6, 11e6}, new double[] {5e6, 5.5e6, 5e6}));
        assertEquals(
                "3 rounds: seen from 0.10 to 9.00 x, too few for 95 %",
                words(new double[] {1e6, 10e6, 9e6}, new double[] {10e6, 5e6, 1e6}));
    }

    @Test
    void forksThatOverlapShowNoDifference() {
        String words = words(
                new double[] {9.5e6, 10.2e6, 10.8e6, 9.7e6, 10.3e6, 10e6},
                new double[] {10.3e6, 9.9e6, 10.1e6, 10.2e6, 9.8e6, 10e6});

        assertTrue(words.startsWith("no difference seen"), words);
    }

    @Test
    void whereEveryPairHasMoreThreadsThanCoresTheVerdictIsInconclusive() {
        add(cell("shm:lockfree").shape(3, 0), 20e6);
        add(cell("messaging:ring").shape(2, 1), 10e6);

        assertEquals("inconclusive: 2 cores", verdict().text());
    }

    @Test
    void unequalContractsNeverMakeAHeadline() {
        add(cell("shm:lockfree").shape(2, 0), 20e6);
        add(cell("messaging:durable").shape(1, 1).contract(queue("bounded", "fifo", "durable", "copies")), 19e6);

        assertEquals(
                "inconclusive: the contracts of all pairs are unequal",
                verdict().text());
    }

    @Test
    void aSideThatIsMissingMakesItInconclusive() {
        add(cell("shm:lockfree").shape(2, 0), 20e6);

        assertEquals(
                "inconclusive: there is no message row to compare", verdict().text());
    }

    @Test
    void whereNothingSharesWhatItWritesThereIsNoHeadlineButDelegationAndADistance() {
        add(cell("shm:direct").shape(2, 0), 300e6);
        add(cell("shm:mailbox").shape(1, 1), 11e6);
        add(cell("messaging:ring").shape(1, 1), 10e6);

        Verdict.Inconclusive verdict = (Verdict.Inconclusive) verdict();

        assertTrue(verdict.reason().contains("no row shares what it writes"), verdict.reason());
        assertEquals(1.1, verdict.delegation().orElseThrow().gap().ratio().value(), 1e-9);
        assertEquals(30, verdict.inPlace().orElseThrow().gap().ratio().value(), 1e-9);
        assertEquals(Optional.empty(), row("messaging:ring").gap());
    }

    @Test
    void throughputIsComparedAtTheBestWindowOfEachSideAndLatencyAtOne() {
        add(cell("shm:lock").shape(2, 0).waits(Cell.NO_WAIT), 20e6);
        addOpen(cell("shm:lock").shape(2, 0).waits("spin"), 1_000, 300);
        addOpen(cell("messaging:ring").shape(1, 1), 1_000, 900);
        add(cell("messaging:ring").shape(1, 1).window(16), 10e6);

        Verdict.Compared verdict = (Verdict.Compared) verdict();

        assertEquals(16, verdict.headline().message().cell().window());
        assertEquals(2.0, verdict.headline().gap().ratio().value(), 1e-9);
        assertTrue(
                verdict.headline().who().contains("window 16"),
                verdict.headline().who());
    }

    /// An owner has a window as messages have: sixteen under way against one says who had more under way.
    @Test
    void delegationIsComparedAtEqualWindows() {
        add(cell("shm:lock").shape(2, 0), 20e6);
        add(cell("shm:mailbox").shape(1, 1), 11e6);
        add(cell("messaging:ring").shape(1, 1), 7e6);
        add(cell("messaging:ring").shape(1, 1).window(16), 30e6);

        Verdict.Compared verdict = (Verdict.Compared) verdict();
        Verdict.Pair delegation = verdict.delegation().orElseThrow();

        assertEquals(16, verdict.headline().message().cell().window());
        assertEquals(1, delegation.message().cell().window());
        assertEquals(11.0 / 7, delegation.gap().ratio().value(), 1e-9);
    }

    /// A server that never makes room does less than one that must.
    @Test
    void anOwnerOnOtherTermsIsNoDelegation() {
        ContractRecord queue = queue("bounded", "fifo", "volatile", "copies");
        add(cell("shm:lock").shape(2, 0), 20e6);
        add(
                cell("shm:userfault")
                        .shape(1, 1)
                        .contract(queue(ContractRecord.WITHOUT_BOUND, "fifo", "volatile", "copies")),
                30e6);
        add(cell("messaging:ring").shape(1, 1).contract(queue), 10e6);

        Verdict.Compared verdict = (Verdict.Compared) verdict();

        assertEquals(Optional.empty(), verdict.delegation());
        assertEquals("shm:lock", verdict.headline().shared().cell().substrate());
    }

    private Verdict verdict() {
        return findings(2).workloads().getFirst().verdict();
    }
}
