// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {
    private static final Message LONG = new Message(Message.MAX_PAYLOAD);

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "255, 0, 0, 0",
        "0, 65535, 0, 0",
        "0, 0, 65535, 0",
        "0, 0, 0, 16777215",
        "255, 65535, 65535, 16777215",
        "127, 32767, 32768, 8388608",
        "128, 1, 2, 1"
    })
    void aHeaderHoldsAllThatWasPackedIntoIt(int kind, int from, int to, int length) {
        LONG.set(kind, 1, 2, 3).address(from, to);
        LONG.payload().length(length);

        Message other = new Message(0);
        assertEquals(length, other.take(LONG.header(), 1, 2, 3));
        assertEquals(kind, other.kind());
        assertEquals(from, other.from());
        assertEquals(to, other.to());
    }

    @Test
    void theBoundsAreThoseOfTheHeader() {
        assertEquals(1 << 16, Message.MAX_NODES);
        assertEquals((1 << 24) - 1, Message.MAX_PAYLOAD);
    }

    @Test
    void aMessageIsItsOwnPayload() {
        Message message = new Message(8);
        assertSame(message, message.payload());
        message.payload().stamp(5, 8);
        assertEquals(8, message.payload().length());
    }

    @Test
    void aMessageIsTheSendersUnlessItIsHeld() {
        Message message = new Message(8);
        assertTrue(message.isFree());
        message.hold();
        assertFalse(message.isFree());
        message.release();
        assertTrue(message.isFree());
    }
}
