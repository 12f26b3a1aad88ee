// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A transport that gives a message of nobody, none, or no channel: told in words, and not by what breaks at it.
class MangledMessageTest {
    private static final Node REPLIES =
            (message, port) -> port.send(message.from(), message.kind(), message.sequence(), 0, 0, message.payload());

    private static final Channel.Sender TAKES = new Channel.Sender() {
        @Override
        public Message message() {
            return new Message(8);
        }

        @Override
        public boolean offer() {
            return true;
        }

        @Override
        public boolean offer(long header, long sequence, long a, long b, Payload payload) {
            return true;
        }
    };

    /// The port of node 0, which sends to node 1 alone.
    private static ThreadPort port(Node node, Message message) {
        Channel.Receiver receiver = (handler, _) -> {
            handler.onMessage(message);
            return 1;
        };
        return new ThreadPort(
                0,
                node,
                new Channel.Sender[] {null, TAKES, null},
                new Channel.Receiver[] {receiver},
                WaitStrategy.of(WaitStrategy.Kind.YIELD, 3),
                Waiting.of(WaitStrategy.Kind.YIELD));
    }

    private static Message from(int node) {
        Message message = new Message(8).set(1, 7, 0, 0);
        message.address(node, 0);
        return message;
    }

    @Test
    void aMessageOfANodeThatSendsThereIsAnswered() {
        assertEquals(1, port(REPLIES, from(1)).drive());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 60_000})
    void aMessageOfANodeThatDoesNotSendThereIsToldAsOneThatWasChanged(int node) {
        ThreadPort port = port(REPLIES, from(node));
        Diagnosis told = assertThrows(Diagnosis.class, port::drive);
        assertEquals(
                "message 7 to node 0 says that it is from node %,d, which does not send there: the transport changed its header"
                        .formatted(node),
                told.getMessage());
    }

    @Test
    void noMessageIsToldAsNone() {
        ThreadPort port = port(REPLIES, null);
        Diagnosis told = assertThrows(Diagnosis.class, port::drive);
        assertEquals("the transport gave node 0 null in place of a message", told.getMessage());
    }

    @Test
    void whatANodeThrowsAtASoundMessageIsItsOwn() {
        IndexOutOfBoundsException own = new IndexOutOfBoundsException("mine");
        ThreadPort port = port(
                (_, _) -> {
                    throw own;
                },
                from(1));
        assertEquals(own, assertThrows(IndexOutOfBoundsException.class, port::drive));
    }

    /// Starts nothing, or opens nothing.
    private record Empty(boolean starts) implements Transport {
        @Override
        public String name() {
            return "empty";
        }

        @Override
        public String description() {
            return "gives null";
        }

        @Override
        public Contract contract() {
            return new RecordingTransport(Contract.Many.MANY, 0).contract();
        }

        @Override
        public Carrier start(TransportOptions options) {
            return starts ? Carrier.ofSeparate(this, _ -> null) : null;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTransportThatGivesNoCarrierOrNoChannelIsTold(boolean starts) {
        Node silent = (_, _) -> {};
        Diagnosis told = assertThrows(
                Diagnosis.class,
                () -> new ThreadHost(
                        new Empty(starts),
                        TransportOptions.defaults(),
                        List.of(silent, silent),
                        Links.ALL,
                        Waiting.of(WaitStrategy.Kind.YIELD),
                        4,
                        8));
        assertEquals(
                "transport empty gave null in place of a "
                        + (starts ? "channel from Carrier.open" : "carrier from start"),
                told.getMessage());
    }
}
