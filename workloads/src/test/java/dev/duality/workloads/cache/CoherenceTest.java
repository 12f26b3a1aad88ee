// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// One block, two workers: the first writes 10 and then 11; the second reads twice.
final class CoherenceTest {
    private final CacheWorkload workload = new CacheWorkload();
    private final Setting setting = Settings.of(workload, "files", 1, "blocks", 2, "payload", 128);
    private final Script writer = Script.builder()
            .add(CacheWorkload.WRITE, 0, 0, 128, 10)
            .add(CacheWorkload.WRITE, 0, 0, 128, 11)
            .add(CacheWorkload.READ, 0, 0)
            .build();
    private final Script reader = Script.builder()
            .add(CacheWorkload.READ, 0, 0)
            .add(CacheWorkload.READ, 0, 0)
            .build();

    private Optional<String> violation(long[] writes, long[] reads, long atLast, long digest) {
        return workload.violation(new FinalState(
                setting.withWorkers(2),
                List.of(writer, reader),
                List.of(writes, reads),
                digest,
                (_, _, _, _) -> Stamps.result(atLast, true)));
    }

    private Optional<String> afterReads(long first, long second) {
        return violation(results(10, 11, 11), results(first, second), 11, BlockCache.digest(0, 11));
    }

    private static long[] results(long... stamps) {
        long[] results = new long[stamps.length];
        for (int i = 0; i < stamps.length; i++) {
            results[i] = Stamps.result(stamps[i], false);
        }
        return results;
    }

    @Test
    void readersMaySeeWhatWasThereAtFirstAndThenTheWritesInTheirOrder() {
        assertEquals(Optional.empty(), afterReads(Stamps.initial(0), Stamps.initial(0)));
        assertEquals(Optional.empty(), afterReads(Stamps.initial(0), 11));
        assertEquals(Optional.empty(), afterReads(10, 11));
    }

    @Test
    void tornBytesAreAViolation() {
        assertEquals(
                Optional.of("worker 1: operation #0 kind 0 (0, 0) got bytes that do not belong together"),
                afterReads(-1, 11));
    }

    @Test
    void contentOfAnotherBlockIsAViolation() {
        assertEquals(
                Optional.of("worker 1: operation #0 kind 0 (0, 0) got content that nobody wrote there"),
                afterReads(Stamps.initial(1), 11));
    }

    @Test
    void contentThatNobodyWroteIsAViolation() {
        assertEquals(
                Optional.of("worker 1: operation #1 kind 0 (0, 0) got content that nobody wrote there"),
                afterReads(10, 12));
    }

    @Test
    void anOlderWriteAfterANewerOneIsAViolation() {
        assertEquals(
                Optional.of("worker 1: operation #1 kind 0 (0, 0) got worker 0's write #0, after having seen its #1"),
                afterReads(11, 10));
    }

    @Test
    void whatWasThereAtFirstAfterAWriteIsAViolation() {
        assertEquals(
                Optional.of("worker 1: operation #1 kind 0 (0, 0)"
                        + " got the block as it was at first, after having seen it written"),
                afterReads(10, Stamps.initial(0)));
    }

    @Test
    void aWorkerThatDoesNotReadItsOwnLastWriteIsAViolation() {
        assertEquals(
                Optional.of("worker 0: operation #2 kind 0 (0, 0) got worker 0's write #0, after having seen its #1"),
                violation(results(10, 11, 10), results(10, 11), 11, BlockCache.digest(0, 11)));
    }

    @Test
    void aWriteAcknowledgedForOtherContentIsAViolation() {
        assertEquals(
                Optional.of("worker 0: operation #1 kind 1 (0, 0) with 128 bytes was acknowledged for other content"),
                violation(results(10, 10, 11), results(10, 11), 11, BlockCache.digest(0, 11)));
    }

    @Test
    void aLostLastWriteIsAViolation() {
        assertEquals(
                Optional.of("file 0, block 0: in the end it does not hold the last write of any worker"),
                violation(results(10, 11, 11), results(10, 11), 10, BlockCache.digest(0, 10)));
    }

    @Test
    void aDigestOfSomethingElseIsAViolation() {
        assertEquals(
                Optional.of("the state's digest is 7, but its blocks make %x".formatted(BlockCache.digest(0, 11))),
                violation(results(10, 11, 11), results(10, 11), 11, 7));
    }
}
