// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.SteppedWait;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waits;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.RegionBytes;
import dev.duality.shm.contract.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeqLockTest {
    private static Region memory(int words) {
        return Region.allocate(SeqLock.bytes(words, Long.BYTES));
    }

    private static SeqLock open(Region region, int words, WaitStrategy... waits) {
        return new SeqLock(region, 0, words, Long.BYTES, waits);
    }

    private static void writeBoth(SeqLock record, int party, long value) {
        record.begin(party);
        record.set(0, value);
        record.set(1, -value);
        record.end();
    }

    @Test
    void aReaderSeesTheLastWritersWords() {
        SeqLock record = open(memory(2), 2, WaitStrategy.of(WaitStrategy.Kind.SPIN));
        long[] words = new long[2];
        assertTrue(record.tryRead(words));
        assertArrayEquals(new long[] {0, 0}, words);
        for (int round = 1; round <= 3; round++) {
            writeBoth(record, 0, round);
            assertTrue(record.tryRead(words));
            assertArrayEquals(new long[] {round, -round}, words);
        }
    }

    @Test
    void aReaderIsRefusedWhileSomebodyWrites() {
        SeqLock record = open(memory(2), 2, WaitStrategy.of(WaitStrategy.Kind.SPIN));
        record.begin(0);
        assertFalse(record.tryRead(new long[2]));
        record.end();
        assertTrue(record.tryRead(new long[2]));
    }

    @Test
    void whoReadsSomethingOfItsOwnIsToldOfAWriterFromItsBeginOn() {
        SeqLock record = open(memory(0), 0, WaitStrategy.of(WaitStrategy.Kind.SPIN));
        long before = record.version();
        assertTrue(SeqLock.isAtRest(before));
        assertTrue(record.isStill(before));

        record.begin(0);
        assertFalse(record.isStill(before));
        assertFalse(SeqLock.isAtRest(record.version()));
        record.end();
        assertFalse(record.isStill(before));
        assertTrue(record.isStill(record.version()));
    }

    @Test
    void aReaderIsRefusedIfSomebodyHasWrittenMeanwhile() {
        Region region = memory(2);
        SeqLock writer = open(region, 2, WaitStrategy.of(WaitStrategy.Kind.SPIN));
        boolean[] disturb = {true};
        SeqLock reader = open(
                new ForwardingRegion(region) {
                    @Override
                    public long getOpaque(long offset) {
                        if (disturb[0] && offset == Region.APART + Long.BYTES) {
                            writeBoth(writer, 0, 7); // between the two words
                        }
                        return super.getOpaque(offset);
                    }
                },
                2,
                WaitStrategy.of(WaitStrategy.Kind.SPIN));
        assertFalse(reader.tryRead(new long[2]));
        disturb[0] = false;
        assertTrue(reader.tryRead(new long[2]));
    }

    @Test
    void readersWriteNothing() {
        Region region = memory(2);
        SeqLock record = open(region, 2, WaitStrategy.of(WaitStrategy.Kind.SPIN));
        assertEquals(Set.of(), RegionBytes.pairsChanged(region, () -> record.read(0, new long[2])));
    }

    @Test
    void theVersionLiesApartFromTheWordsAndTheyAsFarFromEachOtherAsAsked() {
        Region region = Region.allocate(SeqLock.bytes(2, Region.APART));
        SeqLock record = new SeqLock(region, 0, 2, Region.APART, WaitStrategy.of(WaitStrategy.Kind.SPIN, 1));
        assertEquals(Set.of(0L), RegionBytes.pairsChanged(region, () -> record.begin(0)));
        assertEquals(Set.of(1L), RegionBytes.pairsChanged(region, () -> record.set(0, 5)));
        assertEquals(Set.of(2L), RegionBytes.pairsChanged(region, () -> record.set(1, 5)));
        assertEquals(Region.APART + 2L * Long.BYTES, SeqLock.bytes(2, Long.BYTES));
    }

    @Test
    void whoWaitsForAWriterIsSignalledAtItsEnd() {
        SeqLock[] record = new SeqLock[1];
        SteppedWait first = new SteppedWait(true, _ -> {});
        List<Integer> turns = new ArrayList<>();
        SteppedWait second = new SteppedWait(true, attempt -> {
            turns.add(attempt);
            if (attempt == 2) {
                record[0].end();
            }
        });
        record[0] = open(memory(2), 2, first, second);
        record[0].begin(0);
        record[0].read(1, new long[2]);
        assertEquals(List.of(0, 1, 2), turns);
        assertEquals(1, second.signals());
        record[0].begin(0);
        record[0].begin(1);
        assertEquals(2, second.signals());
        assertEquals(6, turns.size());
    }

    @ParameterizedTest
    @EnumSource
    void nobodySeesHalfOfWhatIsWrittenWhileEverybodyReadsAndWrites(Waits kind) {
        int rounds = kind.rounds(30_000);
        Region region = memory(2);
        WaitStrategy[] waits = kind.waits(kind.parties());
        List<Together.Task> tasks = new ArrayList<>();
        for (int party = 0; party < waits.length; party++) {
            int self = party;
            tasks.add(() -> {
                SeqLock record = open(region, 2, waits);
                long[] words = new long[2];
                for (int round = 0; round < rounds; round++) {
                    record.read(self, words);
                    assertEquals(words[0], -words[1]);
                    record.begin(self);
                    long number = record.get(0) + 1;
                    record.set(0, number);
                    if (round % 64 == 0) {
                        Thread.yield(); // so that others find it half written
                    }
                    record.set(1, -number);
                    record.end();
                }
            });
        }
        Together.run(tasks);
        assertEquals((long) rounds * waits.length, open(region, 2, waits).get(0));
    }
}
