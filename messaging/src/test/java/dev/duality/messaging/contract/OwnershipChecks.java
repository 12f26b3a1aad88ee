// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import static dev.duality.messaging.contract.Shapes.alone;
import static dev.duality.messaging.contract.Shapes.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.shm.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A message is its sender's until it is accepted, and its handler's until that returns.
public interface OwnershipChecks extends TransportKit {
    @Test
    default void aSenderFillsTheSameMessageUntilAnOfferIsAccepted() throws Exception {
        with(this, alone(4, 8), (_, channel) -> {
            Channel.Sender sender = channel.sender();
            Message message = sender.message();
            message.set(9, 8, 7, 6);
            assertSame(message, sender.message());
            assertEquals(8, sender.message().sequence());
        });
    }

    @Test
    default void aMessageSentInOneGoArrivesWholeThoughItsBufferIsFilledAgain() throws Exception {
        with(this, alone(8, longPayload()), (_, channel) -> {
            Numbered numbered = new Numbered(longPayload());
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            Payload payload = new Payload(longPayload());
            for (long first = 0; first < 300; first += 3) {
                assertTrue(numbered.sendInOneGo(sender, first, payload));
                assertTrue(numbered.send(sender, first + 1));
                assertTrue(numbered.sendInOneGo(sender, first + 2, payload));
                payload.stamp(-5, longPayload()); // the caller's again, and not the message's
                assertEquals(3, numbered.drain(receiver, 2).size());
            }
        });
    }

    @Test
    default void aMessageRefusedInOneGoIsStillTheCallers() throws Exception {
        if (!transport().contract().bounded()) {
            return;
        }
        with(this, alone(4, 64), (_, channel) -> {
            Numbered numbered = new Numbered(64);
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            Payload payload = new Payload(64);
            long number = 0;
            for (int round = 0; round < 20; round++) {
                while (numbered.sendInOneGo(sender, number, payload)) {
                    number++;
                }
                numbered.check(payload, number); // whatever was refused
                assertTrue(!numbered.drain(receiver, 4).isEmpty());
            }
        });
    }

    @Test
    default void aMessageIsItsHandlersUntilItReturns() throws Exception {
        with(this, alone(4, 64), (_, channel) -> {
            Numbered numbered = new Numbered(64);
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            for (int round = 0; round < 20; round++) {
                assertTrue(numbered.send(sender, 0));
                Channel.Handler handler = message -> {
                    numbered.sendSome(sender, 1, 16);
                    numbered.check(message, 0);
                };
                assertEquals(1, receiver.poll(handler, 1));
                numbered.drain(receiver, 1);
            }
        });
    }

    @Test
    default void aMessageIsItsHandlersThoughOtherConsumersGoOn() throws Exception {
        if (transport().contract().consumers() == Contract.Many.ONE) {
            return;
        }
        with(this, new ChannelSpec("tested", 1, 2, 4, 64), (_, channel) -> {
            Numbered numbered = new Numbered(64);
            Channel.Sender sender = channel.sender();
            Channel.Receiver slow = channel.receiver();
            Channel.Receiver quick = channel.receiver();
            assertTrue(numbered.send(sender, 0));
            Channel.Handler handler = held -> {
                for (long number = 1; number < 100; number++) {
                    assertTrue(numbered.send(sender, number));
                    assertEquals(List.of(number), numbered.drain(quick, 4));
                    numbered.check(held, 0);
                }
            };
            assertEquals(1, slow.poll(handler, 1));
        });
    }

    @Test
    default void aHandlerMayExchangeThePayloadForItsOwn() throws Exception {
        with(this, alone(4, longPayload()), (_, channel) -> {
            Numbered numbered = new Numbered(longPayload());
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            Payload mine = new Payload(longPayload());
            for (int i = 0; i < 50; i++) {
                int number = i;
                assertTrue(numbered.send(sender, number));
                mine.stamp(-5, 100);
                Channel.Handler handler = message -> {
                    numbered.check(message, number);
                    message.payload().swap(mine);
                };
                assertEquals(1, receiver.poll(handler, 1));
                numbered.check(mine, number);
            }
        });
    }

    @Test
    default void aMessageIsConsumedThoughItsHandlerThrew() throws Exception {
        with(this, alone(4, 8), (_, channel) -> {
            Numbered numbered = new Numbered(8);
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            for (int round = 0; round < 20; round++) {
                assertEquals(3, numbered.sendSome(sender, 0, 3));
                List<Long> got = new ArrayList<>();
                Channel.Handler handler = message -> {
                    got.add(message.sequence());
                    if (got.size() == 2) {
                        throw new ArithmeticException("the handler's own");
                    }
                };
                assertThrows(ArithmeticException.class, () -> receiver.poll(handler, 3));
                got.addAll(numbered.drain(receiver, 3));
                assertEquals(List.of(0L, 1L, 2L), got.stream().sorted().toList());
            }
        });
    }
}
