// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.Mix;
import dev.duality.shm.Payload;
import dev.duality.shm.Wait;
import dev.duality.shm.contract.Together;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every channel of every transport keeps to, as far as its [Contract] promises it.
public interface ChannelContract {
    /// Nothing, one, what just fits into a line of the ring and what just does not, a line, a page, and more.
    List<Integer> SIZES = List.of(0, 1, 24, 25, 64, 4096, 16_384);

    int LONGEST = 16_384;

    Transport transport();

    /// A channel together with what it came from.
    record Opened(Transport.Carrier carrier, Channel channel) implements AutoCloseable {
        Channel.Sender sender() {
            return channel.sender();
        }

        Channel.Receiver receiver() {
            return channel.receiver();
        }

        @Override
        public void close() {
            channel.close();
            carrier.close();
        }
    }

    default Opened open(int producers, int consumers, int capacity, int payloadBytes) {
        Transport.Carrier carrier = transport().start(TransportOptions.defaults());
        return new Opened(
                carrier, carrier.open(new ChannelSpec("tested", producers, consumers, capacity, payloadBytes)));
    }

    private static void fill(Message message, long number) {
        message.set((int) number & 0xFF, number, Mix.of(number), ~number);
        message.address((int) number & 0xFFFF, (int) ~number & 0xFFFF);
        message.payload()
                .stamp(number, Math.min(sizeOf(number), message.payload().capacity()));
    }

    private static void check(Message message, long number) {
        assertEquals(number, message.sequence());
        assertEquals((int) number & 0xFF, message.kind());
        assertEquals((int) number & 0xFFFF, message.from());
        assertEquals((int) ~number & 0xFFFF, message.to());
        assertEquals(Mix.of(number), message.a());
        assertEquals(~number, message.b());
        checkPayload(message.payload(), number);
    }

    private static void checkPayload(Payload payload, long number) {
        int length = Math.min(sizeOf(number), payload.capacity());
        assertEquals(length, payload.length());
        assertEquals(length < Long.BYTES ? number & ((1L << 8 * length) - 1) : number, payload.stamp());
    }

    private static int sizeOf(long number) {
        return SIZES.get((int) Long.remainderUnsigned(Mix.of(number), SIZES.size()));
    }

    private static boolean send(Channel.Sender sender, long number) {
        fill(sender.message(), number);
        return sender.offer();
    }

    private static void sendAll(Channel.Sender sender, long first, long count) {
        Wait wait = Wait.of(Wait.Kind.BACKOFF);
        for (long number = first; number < first + count; number++) {
            fill(sender.message(), number);
            for (int turn = 0; !sender.offer(); turn++) {
                wait.idle(turn);
            }
        }
    }

    private static List<Long> drain(Channel.Receiver receiver) {
        List<Long> numbers = new ArrayList<>();
        while (receiver.poll(message -> numbers.add(message.sequence()), 1) > 0) {}
        return numbers;
    }

    @Test
    default void anEmptyChannelGivesNothing() {
        try (Opened opened = open(1, 1, 8, 8)) {
            Channel.Receiver receiver = opened.receiver();
            assertEquals(0, receiver.poll(_ -> assertFalse(true), 8));

            assertTrue(send(opened.sender(), 1));
            drain(receiver);
            assertEquals(0, receiver.poll(_ -> assertFalse(true), 8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 24, 25, 64, 4096, 16_384})
    default void aPayloadOfAnyLengthArrivesWhole(int length) {
        try (Opened opened = open(1, 1, 4, length)) {
            Channel.Sender sender = opened.sender();
            Channel.Receiver receiver = opened.receiver();
            byte[] bytes = new byte[length];
            for (int round = 0; round < 10; round++) {
                for (int i = 0; i < length; i++) {
                    bytes[i] = (byte) Mix.of(round, i);
                }
                sender.message().payload().length(length);
                System.arraycopy(bytes, 0, sender.message().payload().bytes(), 0, length);

                assertTrue(sender.offer());
                assertEquals(
                        1,
                        receiver.poll(
                                message -> assertArrayEquals(
                                        bytes,
                                        Arrays.copyOf(
                                                message.payload().bytes(),
                                                message.payload().length())),
                                1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 0xFF, 0x100, 0xFFFF, 0x1_0000, Long.MAX_VALUE, Long.MIN_VALUE, 0xFF_FFFF_FFFFL})
    default void aMessageArrivesAsItWasSent(long number) {
        try (Opened opened = open(1, 1, 4, LONGEST)) {
            assertTrue(send(opened.sender(), number));
            assertEquals(1, opened.receiver().poll(message -> check(message, number), 1));
        }
    }

    @Test
    default void messagesArriveInTheOrderTheyWereSentAlsoWhenSlotsAreUsedAgain() {
        try (Opened opened = open(1, 1, 8, 64)) {
            Channel.Sender sender = opened.sender();
            Channel.Receiver receiver = opened.receiver();
            long[] next = {0};
            long sent = 0;
            for (int round = 0; round < 200; round++) {
                for (int i = 0; i <= round % 8; i++) {
                    assertTrue(send(sender, sent++));
                }
                receiver.poll(message -> check(message, next[0]++), 1 + round % 5);
                while (sent - next[0] > 0 && round % 3 == 0 || sent - next[0] + (round + 1) % 8 + 1 > 8) {
                    assertEquals(1, receiver.poll(message -> check(message, next[0]++), 1));
                }
            }
        }
    }

    @Test
    default void aChannelHoldsAsMuchAsItWasMadeFor() {
        try (Opened opened = open(1, 1, 16, 8)) {
            Channel.Sender sender = opened.sender();
            for (int i = 0; i < 16; i++) {
                assertTrue(send(sender, i));
            }
            assertEquals(16, drain(opened.receiver()).size());
        }
    }

    @Test
    default void pollGivesNoMoreThanItsLimit() {
        try (Opened opened = open(1, 1, 8, 8)) {
            Channel.Sender sender = opened.sender();
            Channel.Receiver receiver = opened.receiver();
            for (int i = 0; i < 8; i++) {
                send(sender, i);
            }
            long[] next = {0};
            Channel.Handler handler = message -> check(message, next[0]++);
            assertEquals(0, receiver.poll(handler, 0));
            assertEquals(3, receiver.poll(handler, 3));
            assertEquals(5, receiver.poll(handler, 100));
            assertEquals(8, next[0]);
        }
    }

    @Test
    default void aPayloadLongerThanTheChannelWasMadeForIsRefused() {
        try (Opened opened = open(1, 1, 8, 24)) {
            Channel.Sender sender = opened.sender();
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
            assertTrue(send(sender, 7));
            assertEquals(List.of(7L), drain(opened.receiver()));
        }
    }

    @Test
    default void aHandlerMayExchangeThePayloadForItsOwn() {
        try (Opened opened = open(1, 1, 4, LONGEST)) {
            Channel.Sender sender = opened.sender();
            Channel.Receiver receiver = opened.receiver();
            Payload mine = new Payload(LONGEST);
            for (int i = 0; i < 50; i++) {
                int number = i;
                assertTrue(send(sender, number));
                mine.stamp(-5, 100);
                assertEquals(
                        1,
                        receiver.poll(
                                message -> {
                                    check(message, number);
                                    message.payload().swap(mine);
                                },
                                1));
                checkPayload(mine, number);
            }
        }
    }

    @Test
    default void aMessageIsConsumedThoughItsHandlerThrew() {
        try (Opened opened = open(1, 1, 4, 8)) {
            Channel.Sender sender = opened.sender();
            Channel.Receiver receiver = opened.receiver();
            for (int round = 0; round < 20; round++) {
                assertTrue(send(sender, 0));
                assertTrue(send(sender, 1));
                assertTrue(send(sender, 2));
                assertThrows(
                        ArithmeticException.class,
                        () -> receiver.poll(
                                message -> {
                                    if (message.sequence() == 1) {
                                        throw new ArithmeticException("the handler's own");
                                    }
                                },
                                3));
                assertEquals(List.of(2L), drain(receiver));
            }
        }
    }

    @Test
    default void aMessageIsItsHandlersUntilItReturns() {
        try (Opened opened = open(1, 1, 4, 64)) {
            Channel.Sender sender = opened.sender();
            Channel.Receiver receiver = opened.receiver();
            for (int round = 0; round < 20; round++) {
                assertTrue(send(sender, 0));
                receiver.poll(
                        message -> {
                            for (int i = 1; i < 16 && send(sender, i); i++) {}
                            check(message, 0);
                        },
                        1);
                drain(receiver);
            }
        }
    }

    @Test
    default void aSenderFillsTheSameMessageUntilAnOfferIsAccepted() {
        try (Opened opened = open(1, 1, 4, 8)) {
            Channel.Sender sender = opened.sender();
            Message message = sender.message();
            message.set(9, 8, 7, 6);
            assertSame(message, sender.message());
            assertEquals(8, sender.message().sequence());
        }
    }

    @Test
    default void twoThreadsLoseRepeatAndTearNothing() {
        try (Opened opened = open(1, 1, 64, LONGEST)) {
            pass(opened, 150_000, 32);
        }
    }

    @Test
    default void twoThreadsPassMessagesOneByOneThroughAChannelForOne() {
        try (Opened opened = open(1, 1, 1, 64)) {
            pass(opened, 20_000, 1);
        }
    }

    private static void pass(Opened opened, long count, int batch) {
        Together.run(() -> sendAll(opened.sender(), 0, count), () -> {
            Channel.Receiver receiver = opened.receiver();
            Wait wait = Wait.of(Wait.Kind.BACKOFF);
            long[] next = {0};
            Channel.Handler handler = message -> check(message, next[0]++);
            for (int turn = 0; next[0] < count; turn++) {
                if (receiver.poll(handler, batch) > 0) {
                    turn = -1;
                } else {
                    wait.idle(turn);
                }
            }
            assertEquals(0, receiver.poll(handler, batch));
        });
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
    default void aTransportIsFoundByItsName() {
        assertEquals(
                1,
                ServiceLoader.load(Transport.class).stream()
                        .filter(provider -> provider.type() == transport().getClass())
                        .count());
        assertTrue(transport().name().matches("[a-z0-9-]+"), transport().name());
        assertFalse(transport().about().isBlank());
        assertEquals(Optional.empty(), transport().unavailable());
    }

    @Test
    default void allThatTheContractPromisesIsTried() {
        Contract contract = transport().contract();
        assertEquals(contract.bounded(), this instanceof Bounded);
        assertEquals(!contract.bounded(), this instanceof Unbounded);
        assertEquals(contract.producers() == Contract.Many.MANY, this instanceof ManyProducers);
        assertEquals(contract.consumers() == Contract.Many.MANY, this instanceof ManyConsumers);
    }

    /// Of channels that refuse when they are full.
    interface Bounded extends ChannelContract {
        @Test
        default void offerToAFullChannelIsRefusedAndChangesNothing() {
            try (Opened opened = open(1, 1, 8, 64)) {
                Channel.Sender sender = opened.sender();
                Channel.Receiver receiver = opened.receiver();
                for (int round = 0; round < 5; round++) {
                    long sent = 0;
                    while (send(sender, sent)) {
                        sent++;
                    }
                    assertEquals(8, sent);
                    Message refused = sender.message();
                    check(refused, sent);
                    assertFalse(sender.offer());
                    assertSame(refused, sender.message());
                    check(refused, sent);

                    long[] next = {0};
                    assertEquals(1, receiver.poll(message -> check(message, next[0]++), 1));
                    assertTrue(sender.offer());
                    assertFalse(send(sender, 99));
                    while (receiver.poll(message -> check(message, next[0]++), 8) > 0) {}
                    assertEquals(sent + 1, next[0]);
                }
            }
        }
    }

    /// Of channels that never refuse.
    interface Unbounded extends ChannelContract {
        @Test
        default void anUnboundedChannelNeverRefuses() {
            try (Opened opened = open(1, 1, 8, 8)) {
                Channel.Sender sender = opened.sender();
                for (int i = 0; i < 10_000; i++) {
                    assertTrue(send(sender, i));
                }
                assertEquals(10_000, drain(opened.receiver()).size());
            }
        }
    }

    /// Of channels that several threads may send on.
    interface ManyProducers extends ChannelContract {
        @Test
        default void manyProducersLoseRepeatAndTearNothingAndKeepTheirOrder() {
            int producers = 3;
            long each = 40_000;
            try (Opened opened = open(producers, 1, 64, LONGEST)) {
                List<Together.Task> tasks = new ArrayList<>();
                for (int i = 0; i < producers; i++) {
                    long first = i * each;
                    tasks.add(() -> sendAll(opened.sender(), first, each));
                }
                tasks.add(() -> {
                    Channel.Receiver receiver = opened.receiver();
                    Wait wait = Wait.of(Wait.Kind.BACKOFF);
                    long[] next = new long[producers];
                    long[] count = {0};
                    Channel.Handler handler = message -> {
                        int producer = (int) (message.sequence() / each);
                        check(message, producer * each + next[producer]++);
                        count[0]++;
                    };
                    for (int turn = 0; count[0] < producers * each; turn++) {
                        if (receiver.poll(handler, 16) > 0) {
                            turn = -1;
                        } else {
                            wait.idle(turn);
                        }
                    }
                    assertEquals(0, receiver.poll(handler, 16));
                });
                Together.run(tasks);
            }
        }
    }

    /// Of channels that several threads may receive from.
    interface ManyConsumers extends ChannelContract {
        @Test
        default void aMessageIsItsHandlersThoughOtherConsumersGoOn() {
            try (Opened opened = open(1, 2, 4, 64)) {
                Channel.Sender sender = opened.sender();
                Channel.Receiver slow = opened.receiver();
                Channel.Receiver quick = opened.receiver();
                assertTrue(send(sender, 0));
                assertEquals(
                        1,
                        slow.poll(
                                held -> {
                                    long[] next = {1};
                                    for (int i = 1; i < 100; i++) {
                                        assertTrue(send(sender, i));
                                        assertEquals(1, quick.poll(message -> check(message, next[0]++), 4));
                                        check(held, 0);
                                    }
                                },
                                1));
            }
        }

        @Test
        default void manyConsumersGetEachMessageOnce() {
            int count = 100_000;
            AtomicIntegerArray got = new AtomicIntegerArray(count);
            AtomicLong left = new AtomicLong(count);
            try (Opened opened = open(2, 2, 64, 64)) {
                Together.Task consumer = () -> {
                    Channel.Receiver receiver = opened.receiver();
                    Wait wait = Wait.of(Wait.Kind.BACKOFF);
                    for (int turn = 0; left.get() > 0; turn++) {
                        int polled = receiver.poll(
                                message -> {
                                    check(message, message.sequence());
                                    got.incrementAndGet((int) message.sequence());
                                },
                                8);
                        left.addAndGet(-polled);
                        if (polled == 0) {
                            wait.idle(turn);
                        }
                    }
                };
                Together.run(
                        () -> sendAll(opened.sender(), 0, count / 2),
                        () -> sendAll(opened.sender(), count / 2, count / 2),
                        consumer,
                        consumer);
            }
            for (int i = 0; i < count; i++) {
                assertEquals(1, got.get(i), "message " + i);
            }
        }
    }
}
