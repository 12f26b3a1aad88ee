// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.shm.contract.LayoutContract;
import java.util.Map;
import java.util.Set;

class LayoutTest implements LayoutContract {
    @Override
    public Map<String, Set<String>> changing() {
        return Map.of(
                "Duct$Receiver", Set.of("last", "next"),
                "Duct$Sender", Set.of("free", "sent", "written"),
                "Progress", Set.of("own", "received"));
    }
}
