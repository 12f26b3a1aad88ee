// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.Payload;
import dev.duality.shm.Wait;
import dev.duality.shm.contract.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What every transport keeps to. A test class that implements this interface and supplies the transport gets the whole
/// suite: channels of every shape that the transport's [Contract] allows, and all that it promises.
///
/// Two promises are not tried, because the SPI cannot open a channel twice: that a durable channel's messages outlive
/// the process, and that the ends may lie in two processes or hosts.
public interface TransportContract {
    /// A transport that is available here. A new one each time, or the same.
    Transport transport();

    /// A channel that has carried messages before.
    /// @param name says how many
    record Worn(String name, Channel channel) {}

    /// Channels that have carried so many messages that an index of theirs is about to run over, empty. None where no
    /// index grows, or none can be reached.
    default List<Worn> worn(ChannelSpec spec) {
        return List.of();
    }

    /// The longest payload that a channel can be made for, if it is shorter than a message's longest.
    default int longestPayload() {
        return Message.MAX_PAYLOAD;
    }

    /// How many messages each check with threads sends.
    default int messages() {
        return 30_000;
    }

    /// How long nothing may move in a channel before what is missing is lost.
    default Duration patience() {
        return Duration.ofSeconds(20);
    }

    /// What is done with one channel.
    interface Check {
        void run(ChannelSpec spec, Channel channel) throws Exception;
    }

    private static ChannelSpec alone(int capacity, int payloadBytes) {
        return new ChannelSpec("tested", 1, 1, capacity, payloadBytes);
    }

    private void with(ChannelSpec spec, Check check) throws Exception {
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults());
                Channel channel = carrier.open(spec)) {
            check.run(spec, channel);
        }
    }

    /// A check of a new channel and of all worn ones, for each of these shapes.
    private Stream<DynamicTest> each(List<ChannelSpec> specs, Check check) {
        return each(specs, check, check);
    }

    private Stream<DynamicTest> each(List<ChannelSpec> specs, Check check, Check ofWorn) {
        return specs.stream().flatMap(spec -> {
            String shape = "%d to %d, capacity %d, payload %,d"
                    .formatted(spec.producers(), spec.consumers(), spec.capacity(), spec.payloadBytes());
            return Stream.concat(
                    Stream.of(dynamicTest(shape, () -> with(spec, check))),
                    worn(spec).stream()
                            .map(worn -> dynamicTest(shape + ", " + worn.name(), () -> {
                                try (Channel channel = worn.channel()) {
                                    ofWorn.run(spec, channel);
                                }
                            })));
        });
    }

    private static List<ChannelSpec> small() {
        return Stream.of(1, 2, 8, 64)
                .flatMap(capacity -> Stream.of(0, 24, 100).map(payloadBytes -> alone(capacity, payloadBytes)))
                .toList();
    }

    /// As many threads at either end as the contract allows, and channels for one message, for few and for many.
    private List<ChannelSpec> busy() {
        Contract contract = transport().contract();
        List<Integer> producers = contract.producers() == Contract.Many.MANY ? List.of(1, 3) : List.of(1);
        List<Integer> consumers = contract.consumers() == Contract.Many.MANY ? List.of(1, 2) : List.of(1);
        List<ChannelSpec> specs = new ArrayList<>();
        for (int from : producers) {
            for (int to : consumers) {
                specs.add(new ChannelSpec("tested", from, to, 1, 24));
                specs.add(new ChannelSpec("tested", from, to, 4, 0));
                specs.add(new ChannelSpec("tested", from, to, 64, 16_384));
            }
        }
        return specs;
    }

    // ---- what the transport says of itself

    @Test
    default void itIsFoundByItsNameAndDescribedInOneLine() {
        assertEquals(
                1,
                ServiceLoader.load(Transport.class, getClass().getClassLoader()).stream()
                        .filter(provider -> provider.type() == transport().getClass())
                        .count(),
                "how often it is named in META-INF/services/" + Transport.class.getName());
        assertTrue(transport().name().matches("[a-z0-9-]+"), transport().name());
        String about = transport().about();
        assertFalse(about.isBlank() || about.contains("\n") || about.endsWith("."), about);
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
        with(alone(8, 24), (_, channel) -> {
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

    // ---- what arrives

    @TestFactory
    default Stream<DynamicTest> anEmptyChannelGivesNothing() {
        return each(List.of(alone(1, 0), alone(8, 8)), (_, channel) -> {
            Numbered numbered = new Numbered(0);
            Channel.Receiver receiver = channel.receiver();
            assertEquals(List.of(), numbered.drain(receiver, 8));
            assertTrue(numbered.send(channel.sender(), 1));
            assertEquals(List.of(1L), numbered.drain(receiver, 8));
            assertEquals(List.of(), numbered.drain(receiver, 8));
        });
    }

    @TestFactory
    default Stream<DynamicTest> everyFieldArrivesAsItWasSent() {
        return LongStream.of(0, 1, -1, 0xFF, 0x100, 0xFFFF, 0x1_0000, Long.MAX_VALUE, Long.MIN_VALUE, 0xFF_FFFF_FFFFL)
                .mapToObj(number -> dynamicTest(
                        "number " + number,
                        () -> with(alone(4, 16_384), (spec, channel) -> {
                            Numbered numbered = new Numbered(spec.payloadBytes());
                            assertTrue(numbered.send(channel.sender(), number));
                            assertEquals(1, channel.receiver().poll(message -> numbered.check(message, number), 1));
                        })));
    }

    @TestFactory
    default Stream<DynamicTest> aPayloadOfAnyLengthArrivesWhole() {
        return IntStream.concat(
                        Numbered.SIZES.stream().mapToInt(size -> size), IntStream.of(7, 8, 9, 63, 65, longestPayload()))
                .mapToObj(length -> dynamicTest(
                        "%,d bytes".formatted(length),
                        () -> with(alone(1, length), (_, channel) -> {
                            Channel.Sender sender = channel.sender();
                            Channel.Receiver receiver = channel.receiver();
                            byte[] bytes = new byte[length];
                            for (int round = 0; round < 3; round++) {
                                new SplittableRandom(round).nextBytes(bytes);
                                Payload payload = sender.message().payload();
                                payload.length(length);
                                System.arraycopy(bytes, 0, payload.bytes(), 0, length);
                                assertTrue(sender.offer());
                                assertEquals(1, receiver.poll(message -> assertBytes(bytes, message.payload()), 1));
                            }
                        })));
    }

    private static void assertBytes(byte[] bytes, Payload payload) {
        assertEquals(bytes.length, payload.length());
        int different = Arrays.mismatch(bytes, 0, bytes.length, payload.bytes(), 0, payload.length());
        assertEquals(-1, different, "the first byte that is another");
    }

    /// Many times round, with as many under way as there is room for, and fewer.
    @TestFactory
    default Stream<DynamicTest> messagesArriveOnceAndInOrderHoweverOftenPlacesAreUsedAgain() {
        return each(small(), (spec, channel) -> {
            Numbered numbered = new Numbered(spec.payloadBytes());
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            List<Long> sent = new ArrayList<>();
            List<Long> got = new ArrayList<>();
            for (int round = 0; round < 40 + 2 * spec.capacity(); round++) {
                int some = numbered.sendSome(sender, sent.size(), 1 + round % spec.capacity());
                LongStream.range(sent.size(), sent.size() + some).forEach(sent::add);
                receiver.poll(message -> got.add(checked(numbered, message)), 1 + round % 5);
                if (round % 7 == 0) {
                    got.addAll(numbered.drain(receiver, 1 + round % 3));
                }
            }
            got.addAll(numbered.drain(receiver, 3));
            assertTrue(sent.size() > 40, "the channel took %d messages in all".formatted(sent.size()));
            assertEquals(sent, inOrder(got));
        });
    }

    private static long checked(Numbered numbered, Message message) {
        numbered.checkWhole(message);
        return message.sequence();
    }

    /// One thread uses all senders in turn, so that there is an order to keep.
    @Test
    default void messagesOfSeveralSendersComeInTheOrderThatTheContractSays() throws Exception {
        Contract contract = transport().contract();
        int senders = contract.producers() == Contract.Many.MANY ? 3 : 1;
        with(new ChannelSpec("tested", senders, 1, 64, 24), (_, channel) -> {
            Numbered numbered = new Numbered(24);
            List<Channel.Sender> from =
                    IntStream.range(0, senders).mapToObj(_ -> channel.sender()).toList();
            Channel.Receiver receiver = channel.receiver();
            for (int round = 0; round < 10; round++) {
                for (int number = 0; number < 48; number++) {
                    assertTrue(numbered.send(from.get((number * 7 / 3) % senders), number));
                }
                List<Long> got = numbered.drain(receiver, 5);
                List<Long> sent = LongStream.range(0, 48).boxed().toList();
                switch (contract.order()) {
                    case FIFO -> assertEquals(sent, got);
                    case PER_PRODUCER -> {
                        for (int i = 0; i < senders; i++) {
                            int sender = i;
                            assertEquals(
                                    sent.stream()
                                            .filter(n -> n * 7 / 3 % senders == sender)
                                            .toList(),
                                    got.stream()
                                            .filter(n -> n * 7 / 3 % senders == sender)
                                            .toList(),
                                    "those of sender " + sender);
                        }
                    }
                    case NONE -> assertEquals(sent, got.stream().sorted().toList());
                }
            }
        });
    }

    /// The same messages through two channels, taken one at a time from the one and many at a time from the other.
    @TestFactory
    default Stream<DynamicTest> aBatchGivesWhatSinglesGive() {
        return IntStream.of(2, 3, 8, 1000)
                .mapToObj(limit -> dynamicTest("at most " + limit, () -> {
                    List<List<Long>> got = new ArrayList<>();
                    for (int most : new int[] {1, limit}) {
                        List<Long> numbers = new ArrayList<>();
                        with(alone(8, 100), (_, channel) -> {
                            Numbered numbered = new Numbered(100);
                            Channel.Sender sender = channel.sender();
                            Channel.Receiver receiver = channel.receiver();
                            for (int round = 0; round < 20; round++) {
                                assertEquals(8, numbered.sendSome(sender, 8L * round, 8));
                                numbers.addAll(numbered.drain(receiver, most));
                            }
                        });
                        got.add(numbers);
                    }
                    assertEquals(160, got.getFirst().size());
                    assertEquals(inOrder(got.get(0)), inOrder(got.get(1)));
                }));
    }

    @Test
    default void pollGivesNoMoreThanItsLimit() throws Exception {
        with(alone(8, 8), (_, channel) -> {
            Numbered numbered = new Numbered(8);
            assertEquals(8, numbered.sendSome(channel.sender(), 0, 8));
            Channel.Receiver receiver = channel.receiver();
            int[] count = {0};
            Channel.Handler handler = message -> {
                numbered.checkWhole(message);
                count[0]++;
            };
            assertEquals(0, receiver.poll(handler, 0));
            assertEquals(3, receiver.poll(handler, 3));
            assertEquals(3, count[0]);
            assertEquals(5, receiver.poll(handler, 100));
            assertEquals(8, count[0]);
        });
    }

    /// Nobody sends anything after the last message, or closes the sender, to push it out.
    @TestFactory
    default Stream<DynamicTest> whatWasAcceptedArrivesThoughNothingFollowsIt() {
        return IntStream.rangeClosed(1, 8)
                .mapToObj(count -> dynamicTest(
                        count + " messages",
                        () -> with(alone(8, 24), (_, channel) -> {
                            Numbered numbered = new Numbered(24);
                            Channel.Sender sender = channel.sender();
                            Channel.Receiver receiver = channel.receiver();
                            for (int round = 0; round < 5; round++) {
                                assertEquals(count, numbered.sendSome(sender, 10L * round, count));
                                assertEquals(count, numbered.drain(receiver, 8).size());
                            }
                        })));
    }

    // ---- room

    /// A capacity below 4 is the least that the channel holds; from 4 on it is what it holds.
    @TestFactory
    default Stream<DynamicTest> aChannelHoldsAsMuchAsItWasMadeForAndRefusesMoreIfItIsBounded() {
        boolean bounded = transport().contract().bounded();
        return each(small(), (spec, channel) -> {
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
                        LongStream.range(first, first + sent).boxed().toList(), inOrder(numbered.drain(receiver, 4)));
                first += sent;
            }
        });
    }

    @TestFactory
    default Stream<DynamicTest> anOfferToAFullChannelIsRefusedAndChangesNothing() {
        return transport().contract().bounded() ? each(small(), this::refuse) : Stream.of();
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
            assertEquals(LongStream.rangeClosed(0, sent).boxed().toList(), inOrder(got));
        }
    }

    /// What was received, sorted if the contract keeps no order.
    private List<Long> inOrder(List<Long> got) {
        return transport().contract().order() == Contract.Order.NONE
                ? got.stream().sorted().toList()
                : got;
    }

    @Test
    default void aPayloadLongerThanTheChannelWasMadeForIsRefused() throws Exception {
        with(alone(8, 24), (_, channel) -> {
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

    // ---- whose a message is

    @Test
    default void aSenderFillsTheSameMessageUntilAnOfferIsAccepted() throws Exception {
        with(alone(4, 8), (_, channel) -> {
            Channel.Sender sender = channel.sender();
            Message message = sender.message();
            message.set(9, 8, 7, 6);
            assertSame(message, sender.message());
            assertEquals(8, sender.message().sequence());
        });
    }

    @Test
    default void aMessageIsItsHandlersUntilItReturns() throws Exception {
        with(alone(4, 64), (_, channel) -> {
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
        with(new ChannelSpec("tested", 1, 2, 4, 64), (_, channel) -> {
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
        with(alone(4, 16_384), (_, channel) -> {
            Numbered numbered = new Numbered(16_384);
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            Payload mine = new Payload(16_384);
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
        with(alone(4, 8), (_, channel) -> {
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

    // ---- several threads

    /// Where an index runs over it does so soon, so that worn channels carry less.
    @TestFactory
    default Stream<DynamicTest> threadsLoseRepeatTearAndReorderNothing() {
        return each(
                busy(),
                (spec, channel) -> pass(spec, channel, spec.capacity() == 1 ? messages() / 4 : messages()),
                (spec, channel) -> pass(spec, channel, messages() / 16));
    }

    private void pass(ChannelSpec spec, Channel channel, int count) {
        new Traffic(channel, spec, transport().contract().order(), count, patience()).run();
    }

    // ---- the end

    @Test
    default void channelsOfOneCarrierAreApart() {
        Numbered numbered = new Numbered(24);
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults());
                Channel one = carrier.open(alone(8, 24))) {
            Channel.Sender sender = one.sender();
            Channel.Receiver receiver = one.receiver();
            assertEquals(3, numbered.sendSome(sender, 0, 3));
            try (Channel other = carrier.open(alone(8, 24))) {
                assertEquals(List.of(), numbered.drain(other.receiver(), 8));
                assertEquals(2, numbered.sendSome(other.sender(), 100, 2));
            }
            assertEquals(1, numbered.sendSome(sender, 3, 1));
            assertEquals(4, numbered.drain(receiver, 8).size());
        }
    }

    @TestFactory
    default Stream<DynamicTest> aChannelMayBeClosedWithMessagesInItAndTwice() {
        return each(List.of(alone(1, 0), alone(64, 100)), (spec, channel) -> {
            Numbered numbered = new Numbered(spec.payloadBytes());
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            numbered.sendSome(sender, 0, spec.capacity());
            receiver.poll(numbered::checkWhole, 1);
            channel.close();
            received(numbered, receiver);
            accepted(numbered, sender, 500);
            channel.close();
        });
    }

    /// A channel is closed while its ends are used. One that is not durable is memory, and its ends may be in the
    /// middle of a call; a durable one gives its files back, so there each call has the channel to itself or with the
    /// other end, and the closing has it alone. The ends refuse, find nothing or are told that it is closed, and never
    /// hang.
    @TestFactory
    default Stream<DynamicTest> aChannelThatIsClosedWhileItsEndsAreUsedLetsThemGo() {
        boolean durable = transport().contract().durable();
        return IntStream.range(0, 5)
                .mapToObj(i -> dynamicTest(
                        "time " + i,
                        () -> with(alone(8, 100), (_, channel) -> {
                            Numbered numbered = new Numbered(100);
                            ReadWriteLock calls = new ReentrantReadWriteLock();
                            AtomicBoolean closed = new AtomicBoolean();
                            AtomicBoolean moved = new AtomicBoolean();
                            Channel.Sender sender = channel.sender();
                            Channel.Receiver receiver = channel.receiver();
                            Together.Task sending = () -> {
                                long number = 0;
                                for (int after = 0;
                                        after < 100 && !Thread.currentThread().isInterrupted();
                                        after += closed.get() ? 1 : 0) {
                                    number += during(durable, calls, () -> accepted(numbered, sender, 0)) ? 1 : 0;
                                    Thread.onSpinWait();
                                }
                            };
                            Together.Task receiving = () -> {
                                for (int after = 0;
                                        after < 100 && !Thread.currentThread().isInterrupted();
                                        after += closed.get() ? 1 : 0) {
                                    if (during(durable, calls, () -> received(numbered, receiver) > 0)) {
                                        moved.set(true);
                                    }
                                }
                            };
                            Together.Task closing = () -> {
                                Wait wait = Wait.of(Wait.Kind.YIELD);
                                long began = System.nanoTime();
                                for (int turn = 0; !moved.get(); turn++) {
                                    wait.idle(turn);
                                    assertTrue(
                                            System.nanoTime() - began
                                                    < patience().toNanos(),
                                            "nothing arrives");
                                }
                                if (durable) {
                                    calls.writeLock().lock();
                                }
                                try {
                                    channel.close();
                                } finally {
                                    if (durable) {
                                        calls.writeLock().unlock();
                                    }
                                    closed.set(true);
                                }
                            };
                            Together.run(sending, receiving, closing);
                        })));
    }

    /// One call of an end.
    interface Use {
        boolean made();
    }

    private static boolean during(boolean alone, ReadWriteLock calls, Use use) {
        if (!alone) {
            return use.made();
        }
        calls.readLock().lock();
        try {
            return use.made();
        } finally {
            calls.readLock().unlock();
        }
    }

    /// @return whether a channel that may be closed took a message
    private static boolean accepted(Numbered numbered, Channel.Sender sender, long number) {
        try {
            return numbered.send(sender, number);
        } catch (IllegalStateException e) {
            return false; // so it says that it is closed
        }
    }

    /// @return how many messages a channel that may be closed gave
    private static int received(Numbered numbered, Channel.Receiver receiver) {
        try {
            return receiver.poll(numbered::checkWhole, 4);
        } catch (IllegalStateException e) {
            return 0; // so it says that it is closed
        }
    }

    @Test
    default void noFileIsLeftBehind() throws Exception {
        Path folder = Files.createTempDirectory("transport-contract");
        try {
            try (Transport.Carrier carrier = transport().start(new TransportOptions(Optional.of(folder)));
                    Channel channel = carrier.open(alone(8, 24))) {
                assertEquals(5, new Numbered(24).sendSome(channel.sender(), 0, 5));
            }
            assertArrayEquals(new Path[0], files(folder));
        } finally {
            for (Path file : files(folder)) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    private static Path[] files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder))
                    .sorted((one, other) -> other.compareTo(one)) // a folder after what is in it
                    .toArray(Path[]::new);
        }
    }
}
