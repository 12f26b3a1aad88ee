// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import dev.duality.shm.contract.LayoutContract;
import java.util.Map;
import java.util.Set;

class LayoutTest implements LayoutContract {
    @Override
    public Map<String, Set<String>> changing() {
        return Map.of(
                "PollLoop", Set.of("stopping"),
                "ParkWait", Set.of("owner"),
                "delegation.Delegation$Client", Set.of("toggle", "underWay"),
                "delegation.Delegation$Server", Set.of("failedPolls"),
                "mailbox.Mailbox$Client", Set.of("asked", "taken"),
                "mailbox.Mailbox$Server", Set.of("failedPolls"));
    }
}
