// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import dev.duality.shm.contract.LayoutContract;
import java.util.Map;
import java.util.Set;

class LayoutTest implements LayoutContract {
    @Override
    public Map<String, Set<String>> changing() {
        return Map.of(
                "Message", Set.of("bytes", "length", "held", "header", "sequence", "a", "b"),
                "CreditLimiter$Producer", Set.of("limit"),
                "chronicle.ChronicleChannel$Appender", Set.of("end", "number"),
                "chronicle.ChronicleChannel$Tailer", Set.of("count", "number", "file"),
                "host.ThreadPort", Set.of("failedPolls", "refusedOffers", "more"),
                "queue.QueueChannel$QueueSender", Set.of("next"),
                "queue.QueueChannel$MarkingReceiver", Set.of("read"),
                "ring.SlotRing$End", Set.of("count", "limit", "slot"),
                "socket.SocketChannelOfFrames$Writer", Set.of("rest"));
    }

    /// Header and fields of a message are one line, which moves as a whole; the room keeps the next message away.
    @Override
    public Set<String> roomBehindOnly() {
        return Set.of("Message");
    }
}
