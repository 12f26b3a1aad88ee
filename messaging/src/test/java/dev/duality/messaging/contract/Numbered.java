// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import java.util.ArrayList;
import java.util.List;

/// Messages that are made from their number, so that a receiver can tell whether one is whole and which it is.
///
/// @param most the longest payload, in bytes
record Numbered(int most) {
    /// Nothing, one, what just fits into a line of the ring and what just does not, a line, a page, and more.
    static final List<Integer> SIZES = List.of(0, 1, 24, 25, 64, 4096, 16_384);

    /// How long the payload of a message is.
    int size(long number) {
        return Math.min(most, SIZES.get((int) Long.remainderUnsigned(SplitMix64.of(number), SIZES.size())));
    }

    void fill(Message message, long number) {
        message.set((int) number & 0xFF, number, SplitMix64.of(number), ~number);
        message.address((int) number & 0xFFFF, (int) ~number & 0xFFFF);
        message.payload().stamp(number, size(number));
    }

    /// Fails unless the message is the whole of that number.
    void check(Message message, long number) {
        assertEquals(number, message.sequence(), "the message's number");
        checkWhole(message);
    }

    /// Fails unless all of the message belongs to its number.
    void checkWhole(Message message) {
        long number = message.sequence();
        assertEquals((int) number & 0xFF, message.kind(), () -> "the kind of message " + number);
        assertEquals((int) number & 0xFFFF, message.from(), () -> "the sender of message " + number);
        assertEquals((int) ~number & 0xFFFF, message.to(), () -> "the receiver of message " + number);
        assertEquals(SplitMix64.of(number), message.a(), () -> "a of message " + number);
        assertEquals(~number, message.b(), () -> "b of message " + number);
        check(message.payload(), number);
    }

    void check(Payload payload, long number) {
        int length = size(number);
        assertEquals(length, payload.length(), () -> "the length of payload " + number);
        assertEquals(
                length < Long.BYTES ? number & (1L << 8 * length) - 1 : number,
                payload.stamp(),
                () -> "payload " + number + " is torn");
    }

    boolean send(Channel.Sender sender, long number) {
        fill(sender.message(), number);
        return sender.offer();
    }

    /// Sends as many messages as the channel takes, `count` at most.
    /// @return how many
    int sendSome(Channel.Sender sender, long first, int count) {
        int sent = 0;
        while (sent < count && send(sender, first + sent)) {
            sent++;
        }
        return sent;
    }

    /// Receives until there is nothing.
    /// @return the numbers, in the order in which they came
    List<Long> drain(Channel.Receiver receiver, int limit) {
        List<Long> numbers = new ArrayList<>();
        Channel.Handler handler = message -> {
            checkWhole(message);
            numbers.add(message.sequence());
        };
        while (receiver.poll(handler, limit) > 0) {}
        return numbers;
    }
}
