// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RepeatedTurnTest {
    private static final MachineSpec OPTERON = Machines.named("opteron-6172");
    private static final int CHANGES = 20;

    @BeforeAll
    static void coresArePossible() {
        assertTrue(Multicore.unavailable().isEmpty(), Multicore.unavailable()::get);
    }

    /// The values that a core sees which waits for a word to reach a number, in each of its turns.
    /// @param others words that it looks at first, in each turn; with 8 of them the machine does not go through any
    private static List<Long> seen(Multicore machine, int others) {
        Region region = machine.allocate(16 * Region.APART);
        List<Long> seen = new ArrayList<>();
        machine.spawn(() -> {
            WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.PAUSE);
            for (int attempt = 0; ; attempt++) {
                for (int other = 1; other <= others; other++) {
                    region.getAcquire((long) other * Region.APART);
                }
                long value = region.getAcquire(0);
                seen.add(value);
                if (value == CHANGES) {
                    break;
                }
                wait.idle(attempt);
            }
        });
        machine.spawn(() -> {
            for (int i = 1; i <= CHANGES; i++) {
                machine.pass(10_000_000);
                region.setRelease(8, i); // the line, and not the word
                machine.pass(10_000_000);
                region.setRelease(0, i);
            }
        });
        machine.run(() -> machine.isOver(0));
        return seen;
    }

    @Test
    void theProgramGoesOnWithEachValueThatItWaitedFor() {
        List<Long> seen = seen(new Multicore(OPTERON, 1), 0);
        List<Long> changes = seen.stream().distinct().toList();
        assertEquals(CHANGES + 1, changes.size(), seen::toString);
        assertEquals(CHANGES, changes.getLast());
    }

    @Test
    void turnsThatSeeWhatTheOnesBeforeSawAreNoneOfTheProgram() {
        int alone = seen(new Multicore(OPTERON, 1), 0).size();
        int itself = seen(new Multicore(OPTERON, 1), 8).size();
        assertTrue(alone < itself - CHANGES / 2, alone + " turns, but " + itself);
    }

    @Test
    void whoGoesThroughTheTurnsChangesNoTimeAndNoCount() {
        Multicore machine = new Multicore(OPTERON, 1);
        Multicore logged = new Multicore(OPTERON, 1, true, true); // the log needs to see who calls
        int turns = seen(machine, 1).size();
        assertTrue(turns < seen(logged, 1).size());
        assertEquals(logged.picoseconds(), machine.picoseconds());
        assertEquals(logged.accesses(), machine.accesses());
        assertEquals(logged.waitedForOthers(), machine.waitedForOthers());
        assertEquals(logged.waitedForLines(), machine.waitedForLines());
    }

    /// Of a loop that counts its turns each must be gone through by its program.
    @Test
    void aLoopThatIsNotOursTakesAsManyTurnsWithALogAndWithout() {
        List<Long> logged = afterTenTurns(new Multicore(OPTERON, 1, true, false));

        assertEquals(logged, afterTenTurns(new Multicore(OPTERON, 1, false, false)));
        assertNotEquals(logged, afterTenTurns(new Multicore(OPTERON, 1, false, true)));
    }

    /// @return the time and the accesses of a wait that ends by itself after ten turns, while the line that it looks at
    ///     is taken again and again
    private static List<Long> afterTenTurns(Multicore machine) {
        Region region = machine.allocate(Region.APART);
        List<Long> found = new ArrayList<>();
        machine.spawn(() -> {
            WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.PAUSE);
            for (int attempt = 0; attempt < 10; attempt++) {
                region.getAcquire(0);
                wait.idle(attempt);
            }
            found.add(machine.accesses());
        });
        machine.spawn(() -> {
            for (int i = 0; found.isEmpty(); i++) {
                machine.pass(1_000_000);
                region.setRelease(8, i);
            }
        });
        machine.run(() -> machine.isOver(0) || machine.accesses() > 10_000);
        return found;
    }

    @Test
    void aLoopThatGoesOnAfterAsManyTurnsDoesSo() {
        Multicore machine = new Multicore(OPTERON, 1);
        Region region = machine.allocate(2 * Region.APART);
        List<Long> found = new ArrayList<>();
        region.setPlain(Region.APART, 7);
        machine.spawn(() -> {
            WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.PAUSE);
            for (int attempt = 0; found.isEmpty(); attempt++) {
                long value = region.getAcquire(attempt < 10 ? 0 : Region.APART);
                if (value == 7) {
                    found.add(value);
                }
                wait.idle(attempt);
            }
        });
        machine.spawn(() -> {
            for (int i = 0; found.isEmpty(); i++) {
                machine.pass(1_000_000);
                region.setRelease(8, i); // takes the line that is looked at
            }
        });
        machine.run(() -> machine.isOver(0) || machine.accesses() > 10_000);
        assertEquals(List.of(7L), found);
    }

    @Test
    void aLoadThatIsNotMadeAfterAllIsOnlyTime() {
        Multicore machine = new Multicore(OPTERON, 1);
        Region region = machine.allocate(3 * Region.APART);
        List<Long> found = new ArrayList<>();
        region.setPlain(Region.APART, 7);
        boolean[] other = {false};
        machine.spawn(() -> {
            WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.PAUSE);
            for (int attempt = 0; found.size() < 3; attempt++) {
                long value = region.getAcquire(other[0] ? Region.APART : 0); // by what is in no region
                if (value > 0) {
                    found.add(value);
                }
                wait.idle(attempt);
            }
        });
        machine.spawn(() -> {
            machine.pass(10_000_000);
            other[0] = true;
            region.setRelease(0, 9);
        });
        machine.run(() -> machine.isOver(0));
        assertEquals(List.of(7L, 7L, 7L), found);
    }
}
