// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import static dev.duality.messaging.contract.Shapes.alone;
import static dev.duality.messaging.contract.Shapes.checked;
import static dev.duality.messaging.contract.Shapes.each;
import static dev.duality.messaging.contract.Shapes.inOrder;
import static dev.duality.messaging.contract.Shapes.small;
import static dev.duality.messaging.contract.Shapes.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Checks that messages which are sent arrive, once, whole and in the order of the contract.
public interface ArrivalChecks extends TransportKit {
    @TestFactory
    default Stream<DynamicTest> anEmptyChannelGivesNothing() {
        return each(this, List.of(alone(1, 0), alone(8, 8)), (_, channel) -> {
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
                        () -> with(this, alone(4, longPayload()), (spec, channel) -> {
                            Numbered numbered = new Numbered(spec.payloadBytes());
                            assertTrue(numbered.send(channel.sender(), number));
                            assertEquals(1, channel.receiver().poll(message -> numbered.check(message, number), 1));
                        })));
    }

    @TestFactory
    default Stream<DynamicTest> aPayloadOfAnyLengthArrivesWhole() {
        return IntStream.concat(
                        Numbered.SIZES.stream().mapToInt(size -> size).filter(size -> size <= longestPayload()),
                        IntStream.of(7, 8, 9, 63, 65, longestPayload()))
                .mapToObj(length -> dynamicTest(
                        "%,d bytes".formatted(length),
                        () -> with(this, alone(1, length), (_, channel) -> {
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
        return each(this, small(), (spec, channel) -> {
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
            assertEquals(sent, inOrder(this, got));
        });
    }

    /// Sends many: what goes wrong once in ten thousand messages needs them; one thread at both ends gets through them
    /// quickly.
    @Test
    default void aLongStreamArrivesOnceWholeAndInOrder() throws Exception {
        int count = Math.multiplyExact(4, messages());
        with(this, alone(64, 100), (spec, channel) -> {
            Numbered numbered = new Numbered(spec.payloadBytes());
            Arrived arrived = new Arrived(transport().contract().order(), 1, count);
            Arrived.Receiver seen = arrived.new Receiver();
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            int sent = 0;
            long moved = System.nanoTime();
            for (long came = 0; came < count && !seen.sawTheLast(); ) {
                int more = numbered.sendSome(sender, sent, Math.min(spec.capacity(), count - sent));
                sent += more;
                int polled = receiver.poll(
                        message -> {
                            numbered.checkWhole(message);
                            seen.claim(message.sequence());
                        },
                        16);
                came += polled;
                if (more + polled > 0) {
                    moved = System.nanoTime();
                } else if (System.nanoTime() - moved > patience().toNanos()) {
                    break;
                }
            }
            arrived.requireAll();
        });
    }

    /// One thread uses all senders in turn, so that there is an order to keep.
    @Test
    default void messagesOfSeveralSendersComeInTheOrderThatTheContractSays() throws Exception {
        Contract contract = transport().contract();
        int senders = contract.producers() == Contract.Many.MANY ? 3 : 1;
        with(this, new ChannelSpec("tested", senders, 1, 64, 24), (_, channel) -> {
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
                        with(this, alone(8, 100), (_, channel) -> {
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
                    assertEquals(inOrder(this, got.get(0)), inOrder(this, got.get(1)));
                }));
    }

    @Test
    default void pollGivesNoMoreThanItsLimit() throws Exception {
        with(this, alone(8, 8), (_, channel) -> {
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
                        () -> with(this, alone(8, 24), (_, channel) -> {
                            Numbered numbered = new Numbered(24);
                            Channel.Sender sender = channel.sender();
                            Channel.Receiver receiver = channel.receiver();
                            for (int round = 0; round < 5; round++) {
                                assertEquals(count, numbered.sendSome(sender, 10L * round, count));
                                assertEquals(count, numbered.drain(receiver, 8).size());
                            }
                        })));
    }
}
