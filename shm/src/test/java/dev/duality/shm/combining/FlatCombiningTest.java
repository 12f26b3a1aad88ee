// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.combining;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Procedure;
import dev.duality.shm.Region;
import dev.duality.shm.SteppedWait;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waits;
import dev.duality.shm.contract.ReadsRegion;
import dev.duality.shm.contract.RegionBytes;
import dev.duality.shm.contract.Together;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlatCombiningTest {
    private static final int NEXT = -3;
    private static final int FAIL = 9;
    private static final int PAYLOAD_BYTES = 130;

    /// Numbers operations, sequentially, as nobody but a lock's holder may.
    private static final class Numbers implements Procedure {
        private final long[] last = new long[4]; // of each party
        private long first;
        private long second;

        @Override
        public long apply(int kind, long party, long round, Payload payload) {
            if (kind == FAIL) {
                throw new ArithmeticException("asked to");
            }
            assertEquals(NEXT, kind);
            assertEquals(first, second);
            first++;
            assertEquals(++last[(int) party], round); // each once, and in order
            long stamp = payload.stamp();
            assertEquals(payload.length() >= Long.BYTES ? round : round & mask(payload.length()), stamp);
            payload.stamp(-2 - round, (int) (round % PAYLOAD_BYTES));
            return second++;
        }
    }

    private static long mask(int bytes) {
        return (1L << 8 * bytes) - 1;
    }

    private static long next(FlatCombining combining, int party, long round, Payload payload) {
        payload.stamp(round, (int) ((round + 7) % PAYLOAD_BYTES));
        long result = combining.apply(party, NEXT, party, round, payload);
        int count = (int) (round % PAYLOAD_BYTES);
        assertEquals(count, payload.length());
        assertEquals(count >= Long.BYTES ? -2 - round : (-2 - round) & mask(count), payload.stamp());
        return result;
    }

    @Test
    void aPartyAloneHasItsOperationsAppliedInOrder() {
        try (Region region = Region.allocate(FlatCombining.bytes(2))) {
            FlatCombining combining = new FlatCombining(region, 0, new Numbers(), Waits.SPIN.waits(2));
            Payload payload = new Payload(PAYLOAD_BYTES);
            for (int round = 1; round <= 300; round++) {
                assertEquals(2L * round - 2, next(combining, 1, round, payload));
                assertEquals(2L * round - 1, next(combining, 0, round, payload));
            }
            assertEquals(600, combining.served());
            assertEquals(600, combining.combinings());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOperationIsAppliedOnceAndItsPartyGetsItsResult(Waits kind) {
        int rounds = 60_000;
        int parties = kind.parties();
        try (Region region = Region.allocate(FlatCombining.bytes(parties))) {
            FlatCombining combining = new FlatCombining(region, 0, new Numbers(), kind.waits(parties));
            List<BitSet> results = new ArrayList<>();
            List<Together.Task> tasks = new ArrayList<>();
            for (int party = 0; party < parties; party++) {
                int self = party;
                BitSet mine = new BitSet();
                results.add(mine);
                tasks.add(() -> {
                    Payload[] payloads = {new Payload(PAYLOAD_BYTES), new Payload(PAYLOAD_BYTES)};
                    long before = -1;
                    for (int round = 1; round <= rounds; round++) {
                        long result = next(combining, self, round, payloads[round / 5 % 2]);
                        assertTrue(result > before);
                        before = result;
                        mine.set((int) result);
                    }
                });
            }
            Together.run(tasks);
            BitSet all = new BitSet();
            results.forEach(all::or);
            assertEquals(parties * rounds, all.cardinality());
            assertEquals(parties * rounds, all.length());
            assertEquals((long) parties * rounds, combining.served());
            assertTrue(combining.combinings() > 0 && combining.combinings() <= combining.served());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -5, (1L << 32) - 10, Long.MAX_VALUE - 10})
    void partiesThatHaveAskedAnyNumberOfTimesGoOn(long asked) {
        try (Region region = Region.allocate(FlatCombining.bytes(1))) {
            region.setPlain(Region.APART, asked);
            region.setPlain(Region.APART + 32, asked);
            FlatCombining combining = new FlatCombining(region, 0, new Numbers(), Waits.SPIN.waits(1));
            Payload payload = new Payload(PAYLOAD_BYTES);
            for (int round = 1; round <= 30; round++) {
                assertEquals(round - 1, next(combining, 0, round, payload));
            }
        }
    }

    @Test
    void whoCombinesAppliesWhatOthersHavePublished() {
        try (Region region = Region.allocate(FlatCombining.bytes(2))) {
            FlatCombining[] combining = new FlatCombining[1];
            long[] ofTheOther = new long[1];
            region.setPlain(0, 1); // somebody combines, and has passed both
            SteppedWait first = new SteppedWait(false, _ -> {
                region.setPlain(0, 0);
                ofTheOther[0] = next(combining[0], 1, 1, new Payload(PAYLOAD_BYTES));
            });
            combining[0] = new FlatCombining(
                    region, 0, new Numbers(), new WaitStrategy[] {first, new SteppedWait(false, _ -> {})});
            assertEquals(0, next(combining[0], 0, 1, new Payload(PAYLOAD_BYTES)));
            assertEquals(1, ofTheOther[0]);
            assertEquals(1, combining[0].combinings());
            assertEquals(2, combining[0].served());
            assertEquals(1, first.signals());
        }
    }

    @Test
    void whoPublishesBehindTheScanIsSignalledWhenTheLockIsFree() {
        RuntimeException enough = new RuntimeException("waits no longer");
        try (Region region = Region.allocate(FlatCombining.bytes(3))) {
            FlatCombining[] combining = new FlatCombining[1];
            SteppedWait late = new SteppedWait(true, _ -> {
                throw enough;
            });
            SteppedWait idle = new SteppedWait(true, _ -> {});
            SteppedWait first = new SteppedWait(true, _ -> {});
            Procedure state = (_, a, _, _) -> {
                if (a == 1) { // applied for party 1, when the scan has passed party 0
                    assertEquals(
                            enough,
                            assertThrows(RuntimeException.class, () -> combining[0].apply(0, 0, 0, 0, new Payload(0))));
                    assertEquals(0, late.signals());
                }
                return 0;
            };
            combining[0] = new FlatCombining(region, 0, state, new WaitStrategy[] {late, first, idle});
            combining[0].apply(1, 0, 1, 0, new Payload(0));
            assertEquals(1, late.signals());
            assertEquals(0, idle.signals());
            assertEquals(1, combining[0].served());
        }
    }

    @Test
    void whatTheProcedureThrowsEndsTheCallAndGivesTheLockBack() {
        try (Region region = Region.allocate(FlatCombining.bytes(2))) {
            FlatCombining combining = new FlatCombining(region, 0, new Numbers(), Waits.SPIN.waits(2));
            Payload payload = new Payload(PAYLOAD_BYTES);
            assertEquals(0, next(combining, 1, 1, payload));
            assertThrows(ArithmeticException.class, () -> combining.apply(1, FAIL, 0, 0, payload));
            assertEquals(1, next(combining, 1, 2, payload));
            assertEquals(2, next(combining, 0, 1, payload));
        }
    }

    @Test
    void whatAnOperationThrowsIsHeardByWhoAskedForItAndOnce() throws InterruptedException {
        CountDownLatch combines = new CountDownLatch(1);
        CountDownLatch published = new CountDownLatch(1);
        AtomicInteger failures = new AtomicInteger();
        Procedure state = (kind, _, _, _) -> {
            if (kind == FAIL) {
                failures.incrementAndGet();
                throw new ArithmeticException("asked to");
            }
            combines.countDown();
            assertDoesNotThrow(() -> assertTrue(published.await(10, TimeUnit.SECONDS)));
            return 7;
        };
        try (Region region = Region.allocate(FlatCombining.bytes(2))) {
            SteppedWait waiting = new SteppedWait(false, _ -> published.countDown());
            FlatCombining combining =
                    new FlatCombining(region, 0, state, new WaitStrategy[] {new SteppedWait(false, _ -> {}), waiting});
            Thread other = new Thread(() -> {
                assertDoesNotThrow(() -> assertTrue(combines.await(10, TimeUnit.SECONDS)));
                Payload none = new Payload(0);
                assertThrows(ArithmeticException.class, () -> combining.apply(1, FAIL, 0, 0, none));
                assertEquals(7, combining.apply(1, NEXT, 0, 0, none)); // the next one is a new one
                failures.addAndGet(100); // told, and still here
            });
            other.start();
            assertEquals(7, combining.apply(0, NEXT, 0, 0, new Payload(0)));
            other.join();
            assertEquals(101, failures.get());
        }
    }

    @Test
    void theProcedureIsGivenTheOperationAsItWasAsked() {
        try (Region region = Region.allocate(FlatCombining.bytes(1))) {
            Payload payload = new Payload(8);
            List<Object> heard = new ArrayList<>();
            Procedure state = (kind, a, b, bytes) -> {
                heard.addAll(List.of(kind, a, b));
                assertSame(payload, bytes);
                return Long.MIN_VALUE;
            };
            FlatCombining combining = new FlatCombining(region, 0, state, Waits.SPIN.waits(1));
            assertEquals(
                    Long.MIN_VALUE, combining.apply(0, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, payload));
            assertEquals(List.of(Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE), heard);
        }
    }

    @Test
    void theLockAndTheRecordsLieApart() {
        try (Region region = Region.allocate(FlatCombining.bytes(3) + 2 * Region.APART)) {
            FlatCombining combining = new FlatCombining(region, Region.APART, new Numbers(), Waits.SPIN.waits(3));
            for (int party = 0; party < 3; party++) {
                int self = party;
                assertEquals(
                        Set.of(2L + self, 5L + self), // the lock is free again
                        RegionBytes.pairsChanged(region, () -> next(combining, self, 1, new Payload(PAYLOAD_BYTES))));
            }
        }
    }

    /// The waiting party looks at the lock and at its own record, again and again.
    @Test
    void whatACombinerCountsLiesInNoLineThatOthersLookAtWhileTheyWait() {
        RuntimeException enough = new RuntimeException("waits no longer");
        SortedSet<Long> looked = new TreeSet<>();
        try (Region memory = Region.allocate(FlatCombining.bytes(2))) {
            ReadsRegion region = new ReadsRegion(memory);
            FlatCombining[] combining = new FlatCombining[1];
            SteppedWait waiting = new SteppedWait(false, attempt -> {
                if (attempt == 0) {
                    region.begin();
                } else if (attempt == 3) {
                    looked.addAll(region.pairs());
                    throw enough;
                }
            });
            Procedure state = (_, a, _, _) -> {
                if (a == 1) { // while party 1 combines, and has passed party 0
                    assertThrows(RuntimeException.class, () -> combining[0].apply(0, 0, 0, 0, new Payload(0)));
                }
                return 0;
            };
            combining[0] =
                    new FlatCombining(region, 0, state, new WaitStrategy[] {waiting, new SteppedWait(false, _ -> {})});
            combining[0].apply(1, 0, 1, 0, new Payload(0));
            region.begin();
            assertEquals(1, combining[0].combinings());
            assertEquals(1, combining[0].served());
            SortedSet<Long> counts = region.words();
            counts.removeIf(word -> memory.getPlain(word) == 0);

            assertEquals(2, counts.size());
            assertEquals(2, looked.size());
            SortedSet<Long> both = ReadsRegion.pairs(counts);
            both.retainAll(looked);
            assertEquals(new TreeSet<>(), both);
        }
    }

    /// Its operation is published: another one would overwrite it while somebody applies it.
    @ParameterizedTest
    @EnumSource
    void anInterruptEndsAPartyForGoodAndNoOther(Waits kind) {
        try (Region region = Region.allocate(FlatCombining.bytes(2))) {
            List<Long> applied = new ArrayList<>();
            FlatCombining combining = new FlatCombining(
                    region,
                    0,
                    (_, a, _, _) -> {
                        applied.add(a);
                        return -a;
                    },
                    kind.waits(2));
            Payload none = new Payload(0);
            region.setPlain(0, 1); // somebody combines
            Thread.currentThread().interrupt();
            assertThrows(WaitStrategy.Interrupted.class, () -> combining.apply(0, NEXT, 1, 0, none));
            assertTrue(Thread.interrupted());
            region.setPlain(0, 0);
            assertThrows(IllegalStateException.class, () -> combining.apply(0, NEXT, 2, 0, none));
            assertEquals(-3, combining.apply(1, NEXT, 3, 0, none));
            assertEquals(List.of(1L, 3L), applied);
            assertThrows(IllegalStateException.class, () -> combining.apply(0, NEXT, 4, 0, none));
            assertEquals(List.of(1L, 3L), applied);
        }
    }

    @Test
    void aStructureThatDoesNotBeginApartIsRefused() {
        try (Region region = Region.allocate(4_096)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new FlatCombining(region, Region.LINE, new Numbers(), Waits.SPIN.waits(1)));
        }
    }
}
