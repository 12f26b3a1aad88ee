// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Messages that are made from their number, every field and every byte, so that a receiver can tell whether one is
/// whole, which it is, and, if a part of it is another's, whose.
///
/// @param most the longest payload, in bytes
record Numbered(int most) {
    /// Nothing, one, what just fits into a line of the ring and what just does not, a line, a page, and more.
    static final List<Integer> SIZES = List.of(0, 1, 24, 25, 64, 4096, 16_384);

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// The distance around a message in which its neighbours are looked for.
    private static final int AROUND = 100_000;

    /// The bytes of the payload of a message.
    int size(long number) {
        return Math.min(most, SIZES.get((int) Long.remainderUnsigned(SplitMix64.of(number), SIZES.size())));
    }

    /// The word of a payload that begins at a byte: the number itself at first, so that it says whose it is.
    private static long word(long number, int at) {
        return at == 0 ? number : SplitMix64.of(number + at);
    }

    void fill(Message message, long number) {
        message.set((int) number & 0xFF, number, SplitMix64.of(number), ~number);
        message.address((int) number & 0xFFFF, (int) ~number & 0xFFFF);
        Payload payload = message.payload();
        payload.length(size(number));
        for (int at = 0; at < payload.length(); at += Long.BYTES) {
            long word = word(number, at);
            if (at + Long.BYTES <= payload.length()) {
                WORD.set(payload.bytes(), at, word);
            } else {
                for (int i = at; i < payload.length(); i++) {
                    payload.bytes()[i] = (byte) (word >>> 8 * (i - at));
                }
            }
        }
    }

    /// Fails unless the message is the whole of that number.
    void check(Message message, long number) {
        assertEquals(number, message.sequence(), "the message's number");
        checkWhole(message);
    }

    /// Fails unless all of the message belongs to its number, and says what does not.
    void checkWhole(Message message) {
        long number = message.sequence();
        requireField("kind", number, (int) number & 0xFF, message.kind());
        requireField("sender", number, (int) number & 0xFFFF, message.from());
        requireField("receiver", number, (int) ~number & 0xFFFF, message.to());
        if (message.a() != SplitMix64.of(number)) {
            throw wrong(
                    number,
                    LongStream.range(Math.max(0, number - AROUND), number + AROUND)
                            .filter(other -> SplitMix64.of(other) == message.a())
                            .mapToObj("its a is that of message %,d"::formatted)
                            .findFirst()
                            .orElseGet(() -> "its a is %d, and not %d".formatted(message.a(), SplitMix64.of(number))));
        }
        if (message.b() != ~number) {
            throw wrong(
                    number, "its b is %d, and not %d%s".formatted(message.b(), ~number, neighbour(message, number)));
        }
        check(message.payload(), number);
    }

    /// Two away from it, or shifted by a bit, it may look like another's; so both are said.
    private static String neighbour(Message message, long number) {
        long other = ~message.b();
        return other >= 0 && Math.abs(other - number) < AROUND ? "; it is that of message %,d".formatted(other) : "";
    }

    private static void requireField(String name, long number, int should, int is) {
        if (is != should) {
            throw wrong(number, "its %s is %d, and not %d".formatted(name, is, should));
        }
    }

    private static AssertionError wrong(long number, String what) {
        return new AssertionError("message %,d is not as it was sent: %s".formatted(number, what));
    }

    void check(Payload payload, long number) {
        if (payload.length() != size(number) || differences(payload, number, payload.length()) > 0) {
            throw wrong(number, whose(payload, number).orElseGet(() -> torn(payload, number)));
        }
    }

    /// The number of the first bytes that are not those of a message.
    private static int differences(Payload payload, long number, int count) {
        byte[] bytes = payload.bytes();
        int differences = 0;
        int at = 0;
        for (; at + Long.BYTES <= count; at += Long.BYTES) {
            if ((long) WORD.get(bytes, at) != word(number, at)) {
                differences += bytes(bytes, at, at + Long.BYTES, word(number, at));
            }
        }
        return differences + bytes(bytes, at, count, word(number, at));
    }

    private static int bytes(byte[] bytes, int from, int to, long word) {
        int differences = 0;
        for (int i = from; i < to; i++) {
            differences += bytes[i] == (byte) (word >>> 8 * (i - from)) ? 0 : 1;
        }
        return differences;
    }

    /// The other message whose payload it is, or begins as: old bytes in a buffer that is used again.
    private Optional<String> whose(Payload payload, long number) {
        if (payload.length() < Long.BYTES) {
            return Optional.empty();
        }
        long other = (long) WORD.get(payload.bytes(), 0);
        if (other == number || other < 0 || Math.abs(other - number) > AROUND) {
            return Optional.empty();
        }
        return differences(payload, other, Math.min(payload.length(), size(other))) == 0
                ? Optional.of("its payload is that of message %,d".formatted(other))
                : Optional.empty();
    }

    private String torn(Payload payload, long number) {
        if (payload.length() != size(number)) {
            return "its payload has %,d bytes, and not %,d".formatted(payload.length(), size(number));
        }
        int first = 0;
        while (differences(payload, number, first + 1) == 0) {
            first++;
        }
        return "its payload is torn, %,d of %,d bytes are others, from byte %,d on"
                .formatted(differences(payload, number, payload.length()), payload.length(), first);
    }

    boolean send(Channel.Sender sender, long number) {
        fill(sender.message(), number);
        return sender.offer();
    }

    /// Sends a message in one go, out of a payload that is not the message's.
    boolean sendInOneGo(Channel.Sender sender, long number, Payload payload) {
        Message message = new Message(most);
        fill(message, number);
        payload.copy(message.payload());
        return sender.offer(message.header(), message.sequence(), message.a(), message.b(), payload);
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
