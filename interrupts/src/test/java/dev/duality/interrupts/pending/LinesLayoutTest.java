// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.shm.contract.Room;
import org.junit.jupiter.api.Test;

class LinesLayoutTest {
    @Test
    void whatARaiserCountsLiesApart() {
        Room.assertAroundField(Lines.Raiser.class, "raised");
        Room.assertAroundField(Lines.Raiser.class, "taken");
    }
}
