// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.ContractRecord;
import dev.duality.results.Outcome;
import dev.duality.results.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The rows that a message row is compared with, and the terms.
class GapTest extends SketchedRun {
    @Test
    void aMessageRowIsComparedWithTheBestSharedRowOfAsManyThreads() {
        add(cell("shm:lock").shape(2, 0), 5e6);
        add(cell("shm:lockfree").shape(2, 0), 20e6);
        add(cell("shm:lockfree").shape(1, 0), 40e6);
        add(cell("messaging:ring").shape(1, 1), 10e6);

        Gap gap = gap("messaging:ring");

        assertEquals("shm:lockfree", gap.against().substrate());
        assertEquals(2, gap.against().threads());
        assertEquals(2.0, gap.ratio().value(), 1e-9);
        assertTrue(gap.fair());
    }

    @Test
    void withoutAsManyThreadsItIsComparedAtEqualWorkersAndSaysSo() {
        add(cell("shm:lockfree").shape(1, 0), 20e6);
        add(cell("messaging:ring").shape(1, 1), 10e6);

        Gap gap = gap("messaging:ring");

        assertEquals(Gap.Basis.WORKERS, gap.basis());
        assertFalse(gap.fair());
    }

    @Test
    void sharedRowsHaveNoGap() {
        add(cell("shm:lockfree").shape(2, 0), 20e6);
        add(cell("messaging:ring").shape(1, 1), 10e6);

        assertEquals(Optional.empty(), row("shm:lockfree").gap());
    }

    @Test
    void anotherWorkloadWaitPayloadOrParameterIsNeverCompared() {
        add(cell("messaging:ring").shape(1, 1), 10e6);
        add(cell("shm:a").shape(2, 0).workload("other"), 20e6);
        add(cell("shm:b").shape(2, 0).waits("park"), 20e6);
        add(cell("shm:c").shape(2, 0).payload(64), 20e6);
        add(cell("shm:e").shape(2, 0).parameter("12"), 20e6);

        assertEquals(Optional.empty(), row("messaging:ring").gap());
    }

    @Test
    void aKernelInWhichNobodyWaitsGoesWithEveryWait() {
        add(cell("shm:lockfree").shape(2, 0).waits(Cell.NO_WAIT), 20e6);
        add(cell("messaging:ring").shape(1, 1).waits("park"), 10e6);

        assertEquals("shm:lockfree", gap("messaging:ring").against().substrate());
    }

    @Test
    void aRowThatFailedIsNoRival() {
        add(cell("shm:lockfree").shape(2, 0).lines(2), 1e9);
        add(cell("shm:lock").shape(2, 0), 5e6);
        add(cell("messaging:ring").shape(1, 1), 10e6);

        assertEquals("shm:lock", gap("messaging:ring").against().substrate());
    }

    /// The side never makes room, as its rivals must.
    @Test
    void memoryWithoutABoundIsUnequal() {
        assertUnequal(
                List.of("bounded"),
                0,
                queue("bounded", "fifo", "volatile", "copies"),
                ContractRecord.sharedState(ContractRecord.WITHOUT_BOUND, ContractRecord.WHOLE));
    }

    /// Two that share state have no bound of a queue, and one of them has one all the same.
    @Test
    void memoryWithoutABoundIsNotThatOfASideWithoutTheTerm() {
        add(cell("shm:mapped").shape(2, 0).contract(withoutBound()), 20e6);
        add(cell("messaging:state").shape(1, 1).contract(ContractRecord.sharedState(ContractRecord.WHOLE)), 10e6);

        assertEquals(List.of("bounded"), gap("messaging:state").unequal());
    }

    @Test
    void ofTwoSidesWithoutABoundEachKeepsWhatItLikes() {
        add(cell("shm:mapped").shape(2, 0).contract(withoutBound()), 20e6);
        add(cell("messaging:state").shape(1, 1).contract(withoutBound()), 10e6);

        assertEquals(List.of("bounded"), gap("messaging:state").unequal());
    }

    private static ContractRecord withoutBound() {
        return ContractRecord.sharedState(ContractRecord.WITHOUT_BOUND, ContractRecord.WHOLE);
    }

    /// It keeps in its own memory what several would have to share.
    @Test
    void whatWorksForOneWorkerAloneIsUnequalBesideSeveral() {
        add(cell("shm:frames").shape(2, 0), 20e6);
        add(cell("messaging:alone").shape(1, 1).contract(alone()), 30e6);

        assertEquals(List.of("alone"), gap("messaging:alone").unequal());
        assertFalse(gap("messaging:alone").fair());
    }

    @Test
    void whatWorksForOneWorkerAloneIsEqualBesideOneWorker() {
        add(cell("shm:frames").shape(1, 0), 20e6);
        add(cell("messaging:alone").shape(1, 1).contract(alone()), 30e6);

        assertEquals(List.of(), gap("messaging:alone").unequal());
    }

    private static ContractRecord alone() {
        ContractRecord queue = queue("bounded", "fifo", "volatile", "copies");
        return new ContractRecord(
                queue.producers(),
                queue.consumers(),
                queue.bounded(),
                queue.ordered(),
                queue.durable(),
                queue.copies(),
                ContractRecord.ALONE,
                queue.reach());
    }

    @Test
    void durabilityIsUnequal() {
        assertUnequal(List.of("durable"), 0, queue("bounded", "fifo", "durable", "copies"), Samples.queueless());
    }

    @Test
    void termsThatOneSideDoesNotHaveAreNotCompared() {
        assertUnequal(List.of(), 64, queue("unbounded", "unordered", "volatile", "copies"), Samples.queueless());
    }

    @Test
    void orderAndBoundAreComparedWhereBothSidesHaveThem() {
        assertUnequal(
                List.of("ordered", "bounded"),
                0,
                queue("unbounded", "unordered", "volatile", "copies"),
                queue("bounded", "fifo", "volatile", "copies"));
    }

    @Test
    void copiesAreComparedWhereThereIsAPayload() {
        ContractRecord copies = queue("bounded", "fifo", "volatile", "copies");
        ContractRecord hands = queue("bounded", "fifo", "volatile", "hands over");

        assertUnequal(List.of("copies"), 64, hands, copies);
        plan.clear();
        assertUnequal(List.of(), 0, hands, copies);
    }

    @Test
    void aGapHasTheWorseGradeOfItsRows() {
        add(cell("shm:lockfree").shape(2, 0), 20e6);
        Cell ring = cell("messaging:ring").shape(1, 1).make();
        plan.put(
                ring,
                new Outcome.Measured(List.of(), Optional.of(Samples.closed(10e6, 1)), List.of(), Optional.empty()));

        assertEquals(Grade.Letter.B, gap("messaging:ring").grade().letter());
    }

    @Test
    void withoutAClosedLoopTheJobIsCompared() {
        addJob(cell("shm:lockfree").shape(2, 0), 1.0, 2.0);
        addJob(cell("messaging:ring").shape(1, 1), 3.0, 2.0);

        Gap gap = gap("messaging:ring");

        assertEquals(Measure.JOB, gap.measure());
        assertEquals(3.0, gap.ratio().value(), 1e-9);
    }

    @Test
    void withoutAnythingElseMedianLatenciesAtTheSameRateAreCompared() {
        addOpen(cell("shm:flags").shape(2, 0), 1_000, 300);
        addOpen(cell("messaging:ring").shape(1, 1), 1_000, 900);
        addOpen(cell("messaging:other-rate").shape(1, 1), 2_000, 900);

        assertEquals(Measure.LATENCY, gap("messaging:ring").measure());
        assertEquals(3.0, gap("messaging:ring").ratio().value(), 0.01);
        assertEquals(Optional.empty(), row("messaging:other-rate").gap());
    }

    @Test
    void ofSharedRowsWithEqualTermsAndOthersTheFormerAreTheRivalsAndTheOthersSaySo() {
        add(cell("shm:lines").shape(2, 0).contract(ContractRecord.sharedState(ContractRecord.BY_PARTS)), 40e6);
        add(cell("shm:lock").shape(2, 0), 20e6);
        add(cell("messaging:ring").shape(1, 1), 10e6);

        assertEquals("shm:lock", gap("messaging:ring").against().substrate());
        assertEquals(List.of("atomic"), row("shm:lines").unequal());
        assertEquals(List.of(), row("shm:lock").unequal());
    }

    private void assertUnequal(List<String> terms, int payload, ContractRecord message, ContractRecord shared) {
        add(cell("shm:x").shape(2, 0).payload(payload).contract(shared), 20e6);
        add(cell("messaging:y").shape(1, 1).payload(payload).contract(message), 10e6);

        assertEquals(terms, gap("messaging:y").unequal());
        assertEquals(terms.isEmpty(), gap("messaging:y").fair());
    }
}
