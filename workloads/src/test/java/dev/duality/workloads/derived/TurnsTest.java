// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.workloads.Setting;
import dev.duality.workloads.Sum;
import dev.duality.workloads.Values;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Sum sum = new Sum();
    private final Setting setting =
            Setting.of(sum, Values.of(sum, Map.of())).withWindow(4).withOwners(2);

    @Test
    void repliesInAnyOrderAreTakenWhereTheTransportKeepsNone() {
        Turns turns = new Turns(setting, false);
        long first = turns.next(0, 2);
        long second = turns.next(0, 1);

        assertEquals(1, turns.slot(0, second));
        assertEquals(2, turns.slot(0, first));
    }

    @Test
    void aReplyThatComesTwiceIsToldOfWhetherThereIsAnOrderOrNot() {
        for (boolean inTurn : new boolean[] {true, false}) {
            Turns turns = new Turns(setting, inTurn);
            turns.slot(1, turns.next(1, 2));
            long second = turns.next(1, 2);
            turns.slot(1, second);

            IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> turns.slot(1, second));
            assertEquals("the reply of owner 1 to request 1 came twice: a message was doubled", thrown.getMessage());
        }
    }

    @Test
    void aReplyOfAnEarlierPassThroughItsSlotIsNotTakenForTheOneThatIsDue() {
        Turns turns = new Turns(setting, false);
        long first = turns.next(0, 2);
        turns.slot(0, first);
        turns.next(0, 2);

        assertThrows(IllegalStateException.class, () -> turns.slot(0, first));
    }

    /// A worker may be behind one visit of each other one, and each may take as long as any reply.
    @Test
    void whoWaitsForOthersWaitsLongerTheMoreThereAreAndNotForEver() {
        long[] now = {1};
        Turns turns = Turns.ofGuarded(setting.withWorkers(3), () -> now[0]);
        turns.next(1, 0);
        int look = (1 << 12) - 1;
        long since = turns.patience(1, look, 0);
        now[0] += 30_000_000_000L;
        since = turns.patience(1, look, since);
        now[0]++;
        long before = since;

        assertEquals(
                "no reply of owner 1 to request 0 in 30 s: a message was lost, the owner stands still, or nobody has"
                        + " done what it waits for",
                assertThrows(IllegalStateException.class, () -> turns.patience(1, look, before))
                        .getMessage());
    }

    @Test
    void ofRequestsThatMayWaitALaterOneMayBeAnsweredFirst() {
        Turns turns = Turns.ofGuarded(setting);
        long first = turns.next(0, 2);
        long second = turns.next(0, 1);

        assertEquals(1, turns.slot(0, second));
        assertEquals(2, turns.slot(0, first));
    }
}
