// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Region;
import dev.duality.shm.SteppedWait;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.ReadsRegion;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A lock counts for the tables of those who measure it. Were the count in a line that others wait at, each of them
/// would have to get that line once more.
class CountersTest {
    private static final int PARTIES = 3;

    record Kind(String name, long bytes, BiFunction<Region, WaitStrategy[], Lock> open) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("spin", SpinLock.bytes(PARTIES), (region, waits) -> new SpinLock(region, 0, waits)),
                new Kind("ticket", TicketLock.bytes(PARTIES), (region, waits) -> new TicketLock(region, 0, waits)),
                new Kind("mcs", McsLock.bytes(PARTIES), (region, waits) -> new McsLock(region, 0, waits)),
                new Kind("bakery", BakeryLock.bytes(PARTIES), (region, waits) -> new BakeryLock(region, 0, waits)));
    }

    /// Each party in turn waits for the one before it.
    @ParameterizedTest
    @MethodSource("kinds")
    void noCountLiesInALineThatOthersLookAtWhileTheyWait(Kind kind) {
        try (Region memory = Region.allocate(kind.bytes)) {
            ReadsRegion region = new ReadsRegion(memory);
            Lock[] lock = new Lock[1];
            SortedMap<Integer, SortedSet<Long>> looked = new TreeMap<>(); // pairs of lines, by who waited
            WaitStrategy[] waits = new WaitStrategy[PARTIES];
            for (int party = 0; party < PARTIES; party++) {
                int self = party;
                waits[party] = new SteppedWait(false, attempt -> {
                    if (attempt == 0) {
                        region.begin();
                    } else if (attempt == 3) {
                        looked.put(self, region.pairs());
                        lock[0].unlock((self + PARTIES - 1) % PARTIES);
                    }
                });
            }
            lock[0] = kind.open.apply(region, waits);
            region.begin();
            lock[0].misses();
            SortedSet<Long> counts = region.words();

            SortedMap<Integer, SortedSet<Long>> counted = new TreeMap<>(); // pairs of lines, by who counted
            lock[0].lock(0);
            for (int i = 1; i <= PARTIES; i++) {
                int party = i % PARTIES;
                SortedMap<Long, Long> before = values(memory, counts);
                lock[0].lock(party);
                SortedMap<Long, Long> after = values(memory, counts);
                after.entrySet().removeAll(before.entrySet());
                assertEquals(1, after.size(), () -> "words in which party " + party + " has counted that it waited");
                counted.put(party, ReadsRegion.pairs(new TreeSet<>(after.keySet())));
            }

            assertEquals(PARTIES, looked.size());
            for (int one = 0; one < PARTIES; one++) {
                for (int other = 0; other < PARTIES; other++) {
                    SortedSet<Long> both = new TreeSet<>(counted.get(one));
                    both.retainAll(one == other ? new TreeSet<>() : looked.get(other));
                    int self = one;
                    int waiting = other;
                    assertEquals(
                            new TreeSet<>(),
                            both,
                            () -> waiting + " waits at a pair of lines in which " + self + " counts");
                }
            }
        }
    }

    private static SortedMap<Long, Long> values(Region region, SortedSet<Long> words) {
        SortedMap<Long, Long> values = new TreeMap<>();
        words.forEach(word -> values.put(word, region.getPlain(word)));
        return values;
    }
}
