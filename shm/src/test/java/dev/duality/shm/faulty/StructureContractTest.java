// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.faulty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.Trial;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The kit, tried on structures that are broken in one way each, and on one that is not.
class StructureContractTest {
    @Test
    void aStructureThatKeepsItsContractPasses() {
        assertEquals(Map.of(), Trial.failures(new FaultyCounter()));
    }

    /// @param by the check that has to notice
    private static DynamicTest caught(String wrong, String by, FaultyCounter kit) {
        return dynamicTest(wrong, () -> assertTrue(Trial.failure(kit, by).isPresent(), () -> by + " did not notice"));
    }

    @TestFactory
    Stream<DynamicTest> whatIsBrokenIsCaughtByName() {
        return Stream.of(
                caught("forgets one of a hundred", "agreesWithItsModelOneCallAtATime", new FaultyCounter() {
                    private int calls;

                    @Override
                    long add(Work work, long delta) {
                        return super.add(work, ++calls % 100 == 0 ? 0 : delta);
                    }
                }),
                caught("adds one of a hundred twice", "aLongRunLosesAndRepeatsNothing", new FaultyCounter() {
                    @Override
                    long add(Work work, long delta) {
                        long before = super.add(work, delta);
                        if (before % 100 == 0) {
                            super.add(work, delta);
                        }
                        return before;
                    }
                }),
                caught(
                        "reads, then writes, and loses what came between",
                        "callsOfSeveralPartiesAtOnceAreAsIfOneAfterTheOther",
                        new ReadsThenWrites()),
                caught(
                        "reads, then writes, and loses what came between, for long",
                        "aLongRunLosesAndRepeatsNothing",
                        new ReadsThenWrites()),
                caught("keeps the number in an object", "viewsOfTheSameBytesAreOneStructure", new Cached()),
                caught("counts by an int", "goesOnHoweverMuchItHasDone", new FaultyCounter() {
                    @Override
                    long add(Work work, long delta) {
                        long before = work.region().getPlain(work.at());
                        work.region().setPlain(work.at(), before + delta << 32 >> 32);
                        return before;
                    }
                }),
                caught(
                        "begins at one, which it writes",
                        "allZeroBytesAreItsFirstStateAndOpeningItWritesNothing",
                        new FaultyCounter() {
                            @Override
                            void open(Region region, long offset) {
                                super.open(region, offset);
                                region.compareAndSet(offset, 0, 1);
                            }
                        }),
                caught("writes behind its end", "touchesOnlyItsOwnBytes", new FaultyCounter() {
                    @Override
                    void keep(Work work, Payload payload) {
                        super.keep(work, payload);
                        work.region().setPlain(work.own() + stride(), 0);
                    }
                }),
                caught("writes before its begin", "touchesOnlyItsOwnBytes", new FaultyCounter() {
                    @Override
                    void keep(Work work, Payload payload) {
                        super.keep(work, payload);
                        work.region().setPlain(work.at() - Long.BYTES, 7);
                    }
                }),
                caught("reads what is not its own", "touchesOnlyItsOwnBytes", new FaultyCounter() {
                    @Override
                    void keep(Work work, Payload payload) {
                        super.keep(work, payload);
                        work.region().read(work.at() - Region.LINE, new byte[Region.LINE], 0, Region.LINE);
                    }
                }),
                caught("has no room for the longest payload", "touchesOnlyItsOwnBytes", new FaultyCounter() {
                    @Override
                    void keep(Work work, Payload payload) {
                        payload.write(work.region(), work.own() + Region.LINE + Long.BYTES);
                    }
                }),
                caught("takes any offset", "anOffsetThatIsNotAlignedIsRefused", new FaultyCounter() {
                    @Override
                    void open(Region region, long offset) {}
                }),
                caught("has the parties' words side by side", "wordsOfDifferentPartiesLieApart", new FaultyCounter() {
                    @Override
                    void count(Work work) {
                        long word = work.at() + Long.BYTES * (1L + work.party());
                        work.region().setRelease(word, work.region().getPlain(word) + 1);
                    }
                }),
                caught("has a party's word in the line of all", "wordsOfDifferentPartiesLieApart", new FaultyCounter() {
                    @Override
                    void count(Work work) {
                        if (work.party() == 1) {
                            work.region().setPlain(work.at() + Region.LINE, 5);
                        }
                    }
                }),
                caught(
                        "answers in place, and two parties share it",
                        "wordsOfDifferentPartiesLieApart",
                        new FaultyCounter() {
                            @Override
                            public boolean answersInPlace() {
                                return true;
                            }
                        }),
                caught("cannot be used by those who sleep", "answersWhateverTheWayToWait", new FaultyCounter() {
                    @Override
                    long add(Work work, long delta) {
                        return super.add(work, work.waiting().sleeps() ? delta + 1 : delta);
                    }
                }));
    }

    private static final class ReadsThenWrites extends FaultyCounter {
        @Override
        long add(Work work, long delta) {
            long before = work.region().getAcquire(work.at());
            Thread.yield();
            work.region().setRelease(work.at(), before + delta);
            return before;
        }
    }

    private static final class Cached extends FaultyCounter {
        private final ThreadLocal<long[]> number = ThreadLocal.withInitial(() -> new long[4]);

        @Override
        void open(Region region, long offset) {
            super.open(region, offset);
            number.remove();
        }

        @Override
        long add(Work work, long delta) {
            long[] mine = number.get();
            long before = mine[work.party()];
            mine[work.party()] += delta;
            return before;
        }
    }
}
