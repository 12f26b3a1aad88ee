// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Hardware;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MulticoreTest {
    private static final MachineSpec OPTERON = Machines.named("opteron-6172");
    private static final MachineSpec XEON = Machines.named("xeon-e7-8867l");

    private static double cycles(MachineSpec spec, double picoseconds) {
        return picoseconds / spec.times().cycle();
    }

    @Test
    void aLoadOfAModifiedLineTakesWhatTheTableSaysByDistance() {
        for (int other : new int[] {1, 6, 12, 18}) {
            Multicore machine = new Multicore(OPTERON, 1);
            Region region = machine.allocate(Region.LINE);
            double[] took = new double[1];
            for (int core = 0; core <= other; core++) {
                int number = core;
                machine.spawn(() -> {
                    if (number == 0) {
                        region.setVolatile(0, 7);
                    } else if (number == other) {
                        machine.pass(10_000 * OPTERON.times().cycle());
                        double from = machine.picoseconds();
                        assertEquals(7, region.getAcquire(0));
                        took[0] = machine.picoseconds() - from;
                    }
                });
            }
            machine.run(() -> false);

            double table = OPTERON.times().loadModified().get(OPTERON.distance(0, other));
            assertEquals(cycles(OPTERON, table), cycles(OPTERON, took[0]), 4, "core " + other);
        }
    }

    @Test
    void ownLinesCostWhatAHitCosts() {
        Multicore machine = new Multicore(XEON, 1);
        Region region = machine.allocate(Region.LINE);
        double[] took = new double[1];
        machine.spawn(() -> {
            region.getAndAdd(0, 1);
            double from = machine.picoseconds();
            for (int i = 0; i < 100; i++) {
                region.getAndAdd(0, 1);
            }
            took[0] = (machine.picoseconds() - from) / 100;
        });
        machine.run(() -> false);

        assertEquals(cycles(XEON, XEON.times().updateOwn()), cycles(XEON, took[0]), 1.5);
        assertEquals(101, region.getPlain(0));
    }

    /// A store is seen by its own core at once, and by others only when its line has come: so both of two cores can
    /// read the old value of the other's word, and never with a fence between.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothReadTheOldValueOnlyWithoutAFence(boolean fenced) {
        boolean bothOld = false;
        for (int seed = 1; seed <= 50; seed++) {
            Multicore machine = new Multicore(OPTERON, seed);
            Region region = machine.allocate(2 * Region.APART);
            long[] read = new long[2];
            for (int core = 0; core < 2; core++) {
                long mine = core * (long) Region.APART;
                long others = Region.APART - mine;
                int number = core;
                machine.spawn(() -> {
                    region.getAcquire(others); // both have both, so that loads hit and stores have to ask
                    machine.pass(5_000 * OPTERON.times().cycle());
                    region.setRelease(mine, 1);
                    if (fenced) {
                        region.fullFence();
                    }
                    assertEquals(1, region.getAcquire(mine));
                    read[number] = region.getAcquire(others);
                });
            }
            machine.run(() -> false);
            bothOld |= read[0] == 0 && read[1] == 0;
        }
        assertEquals(!fenced, bothOld);
    }

    @Test
    void storesBecomeVisibleInTheirOrder() {
        for (int seed = 1; seed <= 50; seed++) {
            Multicore machine = new Multicore(XEON, seed);
            Region region = machine.allocate(2 * Region.APART);
            WaitStrategy[] waits = Hardware.in(machine, () -> WaitStrategy.of(WaitStrategy.Kind.SPIN, 2));
            machine.spawn(() -> {
                region.setPlain(Region.APART, 42);
                region.setRelease(0, 1);
            });
            machine.spawn(() -> {
                for (int attempt = 0; region.getAcquire(0) == 0; attempt++) {
                    waits[1].idle(attempt);
                }
                assertEquals(42, region.getPlain(Region.APART));
            });
            machine.run(() -> false);
            assertTrue(machine.isOver(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPIN", "PAUSE", "YIELD", "BACKOFF"})
    void whoeverWaitsSeesTheChangeWhereverItIs(WaitStrategy.Kind kind) {
        for (int other : new int[] {1, 47}) {
            Multicore machine = new Multicore(OPTERON, 1);
            Region region = machine.allocate(Region.LINE);
            WaitStrategy wait = machine.wait(Waiting.of(kind));
            List<Double> seen = new ArrayList<>();
            for (int core = 0; core <= other; core++) {
                int number = core;
                machine.spawn(() -> {
                    if (number == 0) {
                        machine.pass(1e6);
                        region.setRelease(0, 1);
                    } else if (number == other) {
                        for (int attempt = 0; region.getAcquire(0) == 0; attempt++) {
                            wait.idle(attempt);
                        }
                        seen.add(machine.picoseconds());
                    }
                });
            }
            machine.run(() -> false);

            assertEquals(1, seen.size());
            assertTrue(seen.getFirst() > 1e6 && seen.getFirst() < 5e6, "seen at " + seen.getFirst());
        }
    }

    @Test
    void whatNobodyChangesIsSaidInsteadOfWaitedForForEver() {
        Multicore machine = new Multicore(OPTERON, 1);
        Region region = machine.allocate(Region.LINE);
        WaitStrategy wait = machine.wait(Waiting.of(WaitStrategy.Kind.PAUSE));
        machine.spawn(() -> {
            for (int attempt = 0; region.getAcquire(0) == 0; attempt++) {
                wait.idle(attempt);
            }
        });

        Stalled stalled = assertThrows(Stalled.class, () -> machine.run(() -> false));
        assertTrue(stalled.getMessage().contains("core 0 waits for a word to change"), stalled.getMessage());
    }

    @Test
    void theSameSeedGivesTheSamePicoseconds() {
        assertEquals(contended(7), contended(7));
        assertTrue(contended(7) != contended(8));
        assertEquals(1, contended(8) / contended(7), 0.1);
    }

    private static double contended(long seed) {
        Multicore machine = new Multicore(XEON, seed);
        Region region = machine.allocate(Region.LINE);
        for (int core = 0; core < 20; core++) {
            machine.spawn(() -> {
                for (int i = 0; i < 100; i++) {
                    region.getAndAdd(0, 1);
                    machine.pass(100_000 * machine.random().nextDouble());
                }
            });
        }
        machine.run(() -> false);
        assertEquals(2_000, region.getPlain(0));
        return machine.picoseconds();
    }

    @Test
    void bytesGoInAndOutAtAnyOffset() {
        Multicore machine = new Multicore(OPTERON, 1);
        Region region = machine.allocate(256);
        byte[] bytes = new byte[100];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 37);
        }
        for (int offset = 0; offset < 20; offset++) {
            region.setPlain(0, -1);
            region.write(offset + 3, bytes, 5, 90);
            byte[] back = new byte[100];
            region.read(offset + 3, back, 5, 90);
            for (int i = 5; i < 95; i++) {
                assertEquals(bytes[i], back[i], "byte " + i);
            }
            if (offset < 5) {
                assertEquals(0xFF, region.getPlain(0) & 0xFF, "the bytes before stay");
            }
        }
        assertThrows(IndexOutOfBoundsException.class, () -> region.read(200, new byte[57], 0, 57));
        assertThrows(IndexOutOfBoundsException.class, () -> region.getPlain(4));
        region.close();
        assertThrows(IllegalStateException.class, () -> region.getPlain(0));
    }

    @Test
    void farAtomicOperationsDoNotMoveTheLine() {
        MachineSpec graviton = Machines.named("graviton-2");
        double near = new PublishedPrograms(Machines.named("xeon-8375c")).fetchAndAdd(16);
        double far = new PublishedPrograms(graviton).fetchAndAdd(16);
        assertTrue(far > 2 * near, far + " M/s far, " + near + " near");
        assertEquals(1e3 / 9, far, 15, "one every 9 ns");
    }

    @Test
    void noMoreProgramsThanCores() {
        MachineSpec small = Machines.named("graviton-2");
        Multicore machine = new Multicore(small, 1);
        for (int core = 0; core < small.cores(); core++) {
            machine.spawn(() -> {});
        }
        assertThrows(IllegalArgumentException.class, () -> machine.spawn(() -> {}));
    }

    /// Figure 3 of Baumann et al., SOSP 2009, as its text has it.
    @Test
    void aServersPriceIsThatOfItsMessagesAndOfCoresThatOfTheirLines() {
        MachineSpec machine = Machines.named("opteron-8380");

        assertTrue(new SharedLines(machine, 8).byLoadsAndStores(1) < 30);
        assertEquals(new SharedLines(machine, 1).byMessages(15), new SharedLines(machine, 8).byMessages(15), 1);
        assertEquals(
                2,
                new SharedLines(machine, 8).byLoadsAndStores(16) / new SharedLines(machine, 4).byLoadsAndStores(16),
                0.1);
    }
}
