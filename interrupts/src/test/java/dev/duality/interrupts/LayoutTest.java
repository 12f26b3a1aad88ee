// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import dev.duality.shm.contract.LayoutContract;
import java.util.Map;
import java.util.Set;

class LayoutTest implements LayoutContract {
    @Override
    public Map<String, Set<String>> changing() {
        return Map.of(
                "pending.DeviceServer", Set.of("heard", "failedPolls", "turns"),
                "pending.DeviceTopHalf", Set.of("takes", "failedPolls"),
                "pending.InterruptLines$Raiser", Set.of("raised", "taken"),
                "pending.PollingServer", Set.of("raised", "takes", "failedPolls", "visits"),
                "pending.PoolServer", Set.of("failedPolls", "leftToOthers", "turns"),
                "pending.PoolTopHalf", Set.of("raised", "takes", "failedPolls", "overflows"),
                "queue.SourceNode", Set.of("outcomes", "collected", "stopped", "port"));
    }
}
