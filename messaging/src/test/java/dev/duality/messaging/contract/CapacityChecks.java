// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import static dev.duality.messaging.contract.Shapes.alone;
import static dev.duality.messaging.contract.Shapes.checked;
import static dev.duality.messaging.contract.Shapes.each;
import static dev.duality.messaging.contract.Shapes.inOrder;
import static dev.duality.messaging.contract.Shapes.small;
import static dev.duality.messaging.contract.Shapes.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A channel holds what it was made for, and refuses more.
public interface CapacityChecks extends TransportKit {
    /// A capacity below 4 is the least that the channel holds; from 4 on it is what it holds.
    @TestFactory
    default Stream<DynamicTest> aChannelHoldsAsMuchAsItWasMadeForAndRefusesMoreIfItIsBounded() {
        boolean bounded = transport().contract().bounded();
        return each(this, small(), (spec, channel) -> {
            Numbered numbered = new Numbered(spec.payloadBytes());
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            int most = bounded ? Math.max(4, spec.capacity()) : 2_000;
            long first = 0;
            for (int round = 0; round < 3; round++) {
                int sent = numbered.sendSome(sender, first, most + 1);
                if (bounded) {
                    assertTrue(
                            sent >= spec.capacity() && sent <= most,
                            "it took %d messages, where it was made for %d".formatted(sent, spec.capacity()));
                } else {
                    assertEquals(most + 1, sent, "messages that an unbounded channel took");
                }
                assertEquals(
                        LongStream.range(first, first + sent).boxed().toList(),
                        inOrder(this, numbered.drain(receiver, 4)));
                first += sent;
            }
        });
    }

    @TestFactory
    default Stream<DynamicTest> anOfferToAFullChannelIsRefusedAndChangesNothing() {
        return transport().contract().bounded() ? each(this, small(), this::refuse) : Stream.of();
    }

    private void refuse(ChannelSpec spec, Channel channel) {
        Numbered numbered = new Numbered(spec.payloadBytes());
        Channel.Sender sender = channel.sender();
        Channel.Receiver receiver = channel.receiver();
        for (int round = 0; round < 5; round++) {
            int sent = numbered.sendSome(sender, 0, Math.max(4, spec.capacity()) + 1);
            Message refused = sender.message();
            numbered.check(refused, sent);
            for (int again = 0; again < 3; again++) {
                assertFalse(sender.offer(), "a full channel took one more");
                assertSame(refused, sender.message());
                numbered.check(refused, sent);
            }
            List<Long> got = new ArrayList<>();
            assertEquals(1, receiver.poll(message -> got.add(checked(numbered, message)), 1));
            assertTrue(sender.offer(), "there was room again");
            assertFalse(numbered.send(sender, 99), "a full channel took one more");
            got.addAll(numbered.drain(receiver, 8));
            assertEquals(LongStream.rangeClosed(0, sent).boxed().toList(), inOrder(this, got));
        }
    }

    @Test
    default void aPayloadLongerThanTheChannelWasMadeForIsRefused() throws Exception {
        with(this, alone(8, 24), (_, channel) -> {
            Channel.Sender sender = channel.sender();
            assertThrows(
                    IllegalArgumentException.class,
                    () -> sender.message().payload().length(25));
            if (transport().contract().passing() == Contract.Passing.COPIES) {
                Payload longer = new Payload(25);
                longer.length(25);
                sender.message().payload().swap(longer);
                String why = assertThrows(IllegalArgumentException.class, sender::offer)
                        .getMessage();
                assertTrue(why.contains("25") && why.contains("24"), why);
                sender.message().payload().swap(longer);
            }
            Numbered numbered = new Numbered(24);
            assertTrue(numbered.send(sender, 7));
            assertEquals(List.of(7L), numbered.drain(channel.receiver(), 8));
        });
    }
}
