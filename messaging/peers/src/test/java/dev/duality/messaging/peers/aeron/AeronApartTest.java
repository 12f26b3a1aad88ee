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
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Ends that two clients of one driver have, as those of two processes are. What one thread checks of a transport needs
/// a receiver that is there at once, and the driver takes a millisecond to tell the sender of it.
class AeronApartTest implements ThreadChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public Transport transport() {
        return new ApartTransport(new AeronTransport());
    }

    @Override
    public int longestPayload() {
        return AeronFrame.LONGEST;
    }

    private static boolean send(Channel.Sender sender) {
        sender.message().set(1, 2, 3, 4);
        return sender.offer();
    }

    private static void await(Channel.Sender sender) {
        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.YIELD);
        long began = System.nanoTime();
        for (int attempt = 0; !send(sender); attempt++) {
            assertTrue(System.nanoTime() - began < PATIENCE.toNanos(), "the driver connects nobody");
            wait.idle(attempt);
        }
    }

    private static void take(Channel.Receiver receiver, int count) {
        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.YIELD);
        long began = System.nanoTime();
        int left = count;
        for (int attempt = 0; left > 0; attempt++) {
            left -= receiver.poll(_ -> {}, left);
            assertTrue(System.nanoTime() - began < PATIENCE.toNanos(), "nothing comes");
            wait.idle(attempt);
        }
    }

    @Test
    void aChannelHoldsWhatItWasMadeForAcrossTwoClients() {
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults());
                Channel channel = carrier.open(new ChannelSpec("tested", 1, 1, 8, 8))) {
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            await(sender);
            for (int sent = 1; sent < 8; sent++) {
                assertTrue(send(sender));
            }
            assertFalse(send(sender));
            take(receiver, 3); // its client hears of the sender when it next looks
            assertTrue(send(sender));
            take(receiver, 6);
            assertEquals(0, receiver.poll(_ -> {}, 8));
        }
    }

    /// Whoever started it tells why it has gone.
    @Test
    void aSenderWhoseReceiverHasGoneIsRefused() {
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults());
                Channel channel = carrier.open(new ChannelSpec("tested", 1, 1, 8, 8))) {
            Channel.Sender sender = channel.sender();
            await(sender);
            ((ApartTransport.Ends) channel).receiving().close();
            WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.YIELD);
            for (int attempt = 0; send(sender); attempt++) {
                assertTrue(attempt < 8, "it took more than it holds");
                wait.idle(attempt);
            }
            assertFalse(send(sender));
        }
    }
}
