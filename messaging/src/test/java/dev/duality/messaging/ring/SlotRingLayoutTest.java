// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import dev.duality.shm.Region;
import dev.duality.shm.contract.Room;
import org.junit.jupiter.api.Test;

class SlotRingLayoutTest {
    @Test
    void whatAnEndCountsLiesApart() {
        Region region = Region.allocate(SlotRing.bytes(8, 0));
        try (SlotRing ring = new SlotRing(region, 0, 8, 0, true)) {
            for (Object end : new Object[] {ring.sender(), ring.receiver()}) {
                Room.assertAroundField(end.getClass(), "count");
                Room.assertAroundField(end.getClass(), "limit");
                Room.assertAroundField(end.getClass(), "slot");
            }
        }
    }
}
