// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import static dev.duality.messaging.contract.Shapes.alone;
import static dev.duality.messaging.contract.Shapes.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/// The promises of every transport. A test class that implements this interface and supplies the transport gets the
/// whole suite: channels of every shape that the transport's [Contract] allows, and all that it promises.
///
/// Two promises are not tried, because the SPI cannot open a channel twice: that a durable channel's messages outlive
/// the process, and that the ends may lie in two processes or hosts. For the latter, give an [ApartTransport] to those
/// groups of checks that hold of ends that are apart.
///
/// ```java
/// class TurnstileTransportTest implements TransportContract {
///     public Transport transport() {
///         return new TurnstileTransport();
///     }
/// }
/// ```
public interface TransportContract extends ArrivalChecks, CapacityChecks, OwnershipChecks, ThreadChecks, ClosingChecks {
    @Test
    default void itIsFoundByItsNameAndDescribedInOneLine() {
        assertEquals(
                1,
                ServiceLoader.load(Transport.class, getClass().getClassLoader()).stream()
                        .filter(provider -> provider.type() == transport().getClass())
                        .count(),
                "how often it is named in META-INF/services/" + Transport.class.getName());
        assertTrue(transport().name().matches("[a-z0-9-]+"), transport().name());
        String description = transport().description();
        assertFalse(description.isBlank() || description.contains("\n") || description.endsWith("."), description);
        assertEquals(Optional.empty(), transport().unavailable());
    }

    @Test
    default void aChannelBeyondTheContractIsNotMade() {
        Contract contract = transport().contract();
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults())) {
            if (contract.producers() == Contract.Many.ONE) {
                ChannelSpec spec = new ChannelSpec("two-senders", 2, 1, 8, 8);
                assertThrows(IllegalArgumentException.class, () -> carrier.open(spec));
            }
            if (contract.consumers() == Contract.Many.ONE) {
                ChannelSpec spec = new ChannelSpec("two-receivers", 1, 2, 8, 8);
                assertThrows(IllegalArgumentException.class, () -> carrier.open(spec));
            }
        }
    }

    @Test
    default void aMessageIsCopiedOrHandedOverAsTheContractSays() throws Exception {
        with(this, alone(8, 24), (_, channel) -> {
            Channel.Sender sender = channel.sender();
            Message sent = sender.message();
            sent.payload().length(24);
            assertTrue(sender.offer());
            boolean[] same = {false};
            assertEquals(1, channel.receiver().poll(message -> same[0] = message == sent, 1));
            assertEquals(
                    transport().contract().passing() == Contract.Passing.HANDS_OVER,
                    same[0],
                    "whether the receiver got the sender's object");
        });
    }
}
