// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.contract.ApartTransport;
import dev.duality.messaging.contract.ThreadChecks;
import dev.duality.shm.WaitStrategy;
import org.junit.jupiter.api.Test;

/// Ends that two clients of one driver have, as those of two processes are. What one thread checks of a transport needs
/// a receiver that is there at once, and the driver takes a millisecond to tell the sender of it.
class AeronApartTest implements ThreadChecks {
    @Override
    public Transport transport() {
        return new ApartTransport(new AeronTransport());
    }

    @Override
    public int longestPayload() {
        return AeronFrame.LONGEST;
    }

    @Test
    void aChannelHoldsWhatItWasMadeForAcrossTwoClients() {
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults());
                Channel channel = carrier.open(new ChannelSpec("tested", 1, 1, 8, 8))) {
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            Moving.await(() -> Moving.send(sender));
            for (int sent = 1; sent < 8; sent++) {
                assertTrue(Moving.send(sender));
            }
            assertFalse(Moving.send(sender));
            Moving.take(receiver, 3); // its client hears of the sender when it next looks
            assertTrue(Moving.send(sender));
            Moving.take(receiver, 6);
            assertEquals(0, receiver.poll(_ -> {}, 8));
        }
    }

    /// Whoever started it tells why it has gone.
    @Test
    void aSenderWhoseReceiverHasGoneIsRefused() {
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults());
                Channel channel = carrier.open(new ChannelSpec("tested", 1, 1, 8, 8))) {
            Channel.Sender sender = channel.sender();
            Moving.await(() -> Moving.send(sender));
            ((ApartTransport.Ends) channel).receiving().close();
            WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.YIELD);
            for (int attempt = 0; Moving.send(sender); attempt++) {
                assertTrue(attempt < 8, "it took more than it holds");
                wait.idle(attempt);
            }
            assertFalse(Moving.send(sender));
        }
    }
}
