// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.contract.ApartTransport;
import dev.duality.messaging.contract.ThreadChecks;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.WaitStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ends that two drivers have, as those of two processes are. What one thread checks of a transport needs a receiver
/// that is there at once, and the two find each other only when they are used.
class AeronUdpApartTest implements ThreadChecks {
    @Override
    public Transport transport() {
        return new ApartTransport(new AeronUdpTransport());
    }

    @Override
    public int longestPayload() {
        return AeronFrame.LONGEST;
    }

    @Test
    void aChannelHoldsWhatItWasMadeForAndRoomComesBack() {
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults());
                Channel channel = carrier.open(new ChannelSpec("tested", 1, 1, 8, 8))) {
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            for (int sent = 0; sent < 8; sent++) {
                Moving.await(() -> Moving.send(sender));
            }
            assertFalse(Moving.send(sender));
            Moving.take(receiver, 1); // less than half: the driver's thread says so
            Moving.await(() -> Moving.send(sender));
            assertFalse(Moving.send(sender));
            Moving.take(receiver, 8);
        }
    }

    @Test
    void aLongMessageComesWhole() {
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults());
                Channel channel = carrier.open(new ChannelSpec("tested", 1, 1, 1, AeronFrame.LONGEST))) {
            Channel.Sender sender = channel.sender();
            sender.message().payload().length(AeronFrame.LONGEST);
            sender.message().payload().bytes()[AeronFrame.LONGEST - 1] = 7;
            Moving.await(sender::offer);
            int[] got = {0};
            Moving.await(() -> channel.receiver()
                            .poll(message -> got[0] = message.length() + message.bytes()[message.length() - 1], 1)
                    == 1);
            assertEquals(AeronFrame.LONGEST + 7, got[0]);
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

    @Test
    void whatWasAcceptedComesThoughTheSenderHasClosed() {
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults());
                Channel channel = carrier.open(new ChannelSpec("tested", 1, 1, 64, 8))) {
            Channel.Sender sender = channel.sender();
            for (int sent = 0; sent < 64; sent++) {
                Moving.await(() -> Moving.send(sender));
            }
            ((ApartTransport.Ends) channel).sending().close();
            assertThrows(IllegalStateException.class, () -> Moving.send(sender));
            Moving.take(channel.receiver(), 64);
        }
    }

    /// A host interrupts its threads to end them, and an invoker of Aeron's would do nothing more then.
    @Test
    void aThreadThatWasInterruptedAsItLookedStopsNobody() {
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults());
                Channel channel = carrier.open(new ChannelSpec("tested", 1, 1, 8, 8))) {
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            Moving.await(() -> Moving.send(sender));
            Moving.take(receiver, 1);
            Thread.currentThread().interrupt();
            for (int look = 0; look < 100; look++) {
                receiver.poll(_ -> {}, 1);
            }
            assertTrue(Thread.interrupted());

            for (int sent = 0; sent < 16; sent++) {
                Moving.await(() -> Moving.send(sender));
                Moving.take(receiver, 1);
            }
        }
    }

    @Test
    void aCarrierWhoseMessagesWereTakenClosesAtOnce() {
        Transport.Carrier carrier = transport().start(TransportOptions.defaults());
        Channel channel = carrier.open(new ChannelSpec("tested", 1, 1, 64, 8));
        Moving.await(() -> Moving.send(channel.sender()));
        Moving.take(channel.receiver(), 1);
        channel.close();
        long began = System.nanoTime();
        carrier.close();
        assertTrue(System.nanoTime() - began < OwnDriver.PATIENCE.toNanos(), "it has waited for nothing");
    }

    @Test
    void anAddressOfAnotherHostIsRefusedInOneLineAndLeavesNothing(@TempDir Path directory) throws IOException {
        TransportOptions elsewhere = new TransportOptions(Optional.of(directory)).withAddress("192.0.2.1");

        String why = assertThrows(Diagnosis.class, () -> new AeronUdpTransport().start(elsewhere))
                .getMessage();
        assertTrue(why.matches("cannot listen at 192\\.0\\.2\\.1: .*; give an address of this host"), why);
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aChannelThatIsTooLongIsRejectedInOneLine() {
        ChannelSpec spec = new ChannelSpec("tested", 1, 1, 1, AeronFrame.LONGEST + 1);
        String reason = new AeronUdpTransport().rejects(spec, 1).orElseThrow();
        assertTrue(reason.contains("payloads up to 16,777,184 bytes"), reason);
        try (Transport.Carrier carrier = new AeronUdpTransport().start(TransportOptions.defaults())) {
            assertEquals(
                    "aeron-udp: " + reason,
                    assertThrows(IllegalArgumentException.class, () -> carrier.open(spec))
                            .getMessage());
        }
    }
}
