// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import dev.duality.shm.contract.LayoutContract;
import java.util.Map;
import java.util.Set;

class LayoutTest implements LayoutContract {
    @Override
    public Map<String, Set<String>> changing() {
        return Map.ofEntries(
                Map.entry(
                        "Message",
                        Set.of("bytes", "length", "held", "lender", "lentAt", "header", "sequence", "a", "b")),
                Map.entry("CreditLimiter$Producer", Set.of("limit")),
                Map.entry("chronicle.ChronicleChannel$Appender", Set.of("end", "number")),
                Map.entry("chronicle.ChronicleChannel$Tailer", Set.of("count", "number", "file")),
                Map.entry("host.ThreadPort", Set.of("failedPolls", "refusedOffers", "more", "alone")),
                Map.entry("mpi.MpiChannel$In", Set.of("owed", "from")),
                Map.entry("mq.MqChannel$In", Set.of("count", "ended")),
                Map.entry("mq.MqChannel$Out", Set.of("count", "ended")),
                Map.entry("mpi.MpiChannel$Out", Set.of("to")),
                Map.entry("queue.QueueChannel$QueueSender", Set.of("next")),
                Map.entry("queue.QueueChannel$FreshSender", Set.of("message")),
                Map.entry("queue.QueueChannel$MarkingReceiver", Set.of("read")),
                Map.entry("ring.SlotRing$End", Set.of("count", "room", "slot")),
                Map.entry("socket.SocketChannelOfFrames$Writer", Set.of("failure", "rest")),
                Map.entry("socket.ReturnedCredits", Set.of("owed")),
                Map.entry("socket.ReturnedCredits$OfSender", Set.of("left")));
    }

    /// Header and fields of a message are about a line, and move together; the room keeps the next message away.
    @Override
    public Set<String> roomBehindOnly() {
        return Set.of("Message");
    }
}
