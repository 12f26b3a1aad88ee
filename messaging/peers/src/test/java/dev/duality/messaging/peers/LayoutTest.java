// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers;

import dev.duality.shm.contract.LayoutContract;
import java.util.Map;
import java.util.Set;

class LayoutTest implements LayoutContract {
    @Override
    public Map<String, Set<String>> changing() {
        return Map.of(
                "aeron.AeronChannel$Reader", Set.of("handler", "messages", "thrown"),
                "aeron.UdpReceiver",
                        Set.of("handler", "messages", "partly", "thrown", "taken", "told", "subscription", "numbers"),
                "aeron.UdpSender", Set.of("sent", "taken", "log", "numbers"),
                "agrona.AgronaChannel$Reader", Set.of("handler", "messages"),
                "disruptor.DisruptorChannel$Poller", Set.of("next"));
    }
}
