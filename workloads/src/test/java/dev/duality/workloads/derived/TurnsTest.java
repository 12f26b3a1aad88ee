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
}
