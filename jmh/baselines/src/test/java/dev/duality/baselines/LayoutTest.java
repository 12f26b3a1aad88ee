// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.shm.contract.LayoutContract;
import java.util.Map;
import java.util.Set;

class LayoutTest implements LayoutContract {
    @Override
    public Map<String, Set<String>> changing() {
        return Map.of(
                "QueueAdapter$Receiver", Set.of("last", "next", "sum"),
                "QueueAdapter$Sender", Set.of("free", "sent", "written"),
                "SendingCaller", Set.of("ended", "result", "sent", "slot"),
                "Taken", Set.of("count", "own", "sum"));
    }
}
