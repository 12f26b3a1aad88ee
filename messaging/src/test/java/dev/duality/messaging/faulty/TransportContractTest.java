// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.faulty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Contract.Many;
import dev.duality.messaging.Contract.Order;
import dev.duality.messaging.Contract.Passing;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.contract.TransportContract;
import dev.duality.shm.contract.Trial;
import java.time.Duration;
import java.util.Deque;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The kit, tried on transports that are broken in one way each, and on one that is not.
class TransportContractTest {
    /// Nobody names these transports in META-INF.
    private static final String UNNAMED = "itIsFoundByItsNameAndDescribedInOneLine";

    /// @param patience little for what is broken, whatever that does to what is not
    private record Kit(Transport transport, Duration patience, int messages) implements TransportContract {
        Kit(Transport transport, Duration patience) {
            this(transport, patience, 3_000);
        }
    }

    private static Contract promise(Many producers, boolean bounded, Order order, Passing passing) {
        return new Contract(producers, Many.MANY, bounded, order, false, passing, Contract.Reach.THREADS);
    }

    @Test
    void aTransportThatKeepsItsContractPasses() {
        assertEquals(
                Set.of(UNNAMED),
                Trial.failures(new Kit(
                                new FaultyTransport(FaultyTransport.PROMISE, false, new FaultyTransport.Fault()),
                                Duration.ofMinutes(1)))
                        .keySet());
    }

    /// @param by the check that has to notice
    static DynamicTest caught(String wrong, String by, FaultyTransport.Fault fault) {
        return caught(wrong, by, FaultyTransport.PROMISE, false, fault);
    }

    private static DynamicTest caught(
            String wrong, String by, Contract contract, boolean shared, FaultyTransport.Fault fault) {
        return dynamicTest(wrong, () -> {
            Kit kit = new Kit(new FaultyTransport(contract, shared, fault), Duration.ofMillis(200));
            assertTrue(Trial.failure(kit, by).isPresent(), () -> by + " did not notice");
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsBrokenIsCaughtByName() {
        return Stream.of(
                caught(
                        "drops one of a thousand",
                        "threadsLoseRepeatTearAndReorderNothing",
                        new FaultyTransport.Fault() {
                            @Override
                            void put(Deque<Message> queue, Message message, int sender, int number) {
                                if (number % 1000 != 999) {
                                    queue.addLast(message);
                                }
                            }
                        }),
                caught(
                        "drops one of fifty",
                        "messagesArriveOnceAndInOrderHoweverOftenPlacesAreUsedAgain",
                        new FaultyTransport.Fault() {
                            @Override
                            void put(Deque<Message> queue, Message message, int sender, int number) {
                                if (number % 50 != 49) {
                                    queue.addLast(message);
                                }
                            }
                        }),
                caught(
                        "gives one of a thousand twice",
                        "threadsLoseRepeatTearAndReorderNothing",
                        new FaultyTransport.Fault() {
                            @Override
                            void put(Deque<Message> queue, Message message, int sender, int number) {
                                queue.addLast(message);
                                if (number % 1000 == 999) {
                                    queue.addLast(message);
                                }
                            }
                        }),
                caught(
                        "lets one of a thousand overtake",
                        "threadsLoseRepeatTearAndReorderNothing",
                        new FaultyTransport.Fault() {
                            private int count;

                            @Override
                            Message take(Deque<Message> queue, int before) {
                                return queue.size() > 1 && ++count % 1000 == 0 ? queue.pollLast() : queue.pollFirst();
                            }
                        }),
                caught("is a stack", "messagesArriveOnceAndInOrderHoweverOftenPlacesAreUsedAgain", new Stack()),
                caught("tears long payloads", "aPayloadOfAnyLengthArrivesWhole", new FaultyTransport.Fault() {
                    @Override
                    Message kept(Message message, ChannelSpec spec) {
                        Message copy = copy(message, spec);
                        if (message.payload().length() > 64) {
                            copy.payload().bytes()[64]++;
                        }
                        return copy;
                    }
                }),
                caught(
                        "tears when it is hurried",
                        "threadsLoseRepeatTearAndReorderNothing",
                        new FaultyTransport.Fault() {
                            @Override
                            void put(Deque<Message> queue, Message message, int sender, int number) {
                                if (number % 500 == 499 && message.payload().length() > 64) {
                                    message.payload().bytes()[64]++;
                                }
                                queue.addLast(message);
                            }
                        }),
                caught("forgets the addresses", "everyFieldArrivesAsItWasSent", new FaultyTransport.Fault() {
                    @Override
                    Message kept(Message message, ChannelSpec spec) {
                        Message copy = copy(message, spec);
                        copy.address(0, 0);
                        return copy;
                    }
                }),
                caught(
                        "takes one more than there is room for",
                        "aChannelHoldsAsMuchAsItWasMadeForAndRefusesMoreIfItIsBounded",
                        new FaultyTransport.Fault() {
                            @Override
                            boolean hasRoom(Deque<Message> queue, ChannelSpec spec) {
                                return queue.size() <= Math.max(4, spec.capacity());
                            }
                        }),
                caught(
                        "puts what it refuses in the place of the last",
                        "anOfferToAFullChannelIsRefusedAndChangesNothing",
                        new FaultyTransport.Fault() {
                            @Override
                            boolean hasRoom(Deque<Message> queue, ChannelSpec spec) {
                                if (queue.size() < spec.capacity()) {
                                    return true;
                                }
                                queue.addLast(queue.pollFirst());
                                return false;
                            }
                        }),
                caught(
                        "holds half of what it was made for",
                        "aChannelHoldsAsMuchAsItWasMadeForAndRefusesMoreIfItIsBounded",
                        new FaultyTransport.Fault() {
                            @Override
                            boolean hasRoom(Deque<Message> queue, ChannelSpec spec) {
                                return queue.size() < Math.max(1, spec.capacity() / 2);
                            }
                        }),
                caught(
                        "says that it is bounded, and is not",
                        "anOfferToAFullChannelIsRefusedAndChangesNothing",
                        new FaultyTransport.Fault() {
                            @Override
                            boolean hasRoom(Deque<Message> queue, ChannelSpec spec) {
                                return true;
                            }
                        }),
                caught(
                        "says that it is unbounded, and is not",
                        "aChannelHoldsAsMuchAsItWasMadeForAndRefusesMoreIfItIsBounded",
                        promise(Many.MANY, false, Order.FIFO, Passing.COPIES),
                        false,
                        new FaultyTransport.Fault()),
                caught(
                        "says that it copies, and hands over",
                        "aMessageIsCopiedOrHandedOverAsTheContractSays",
                        new FaultyTransport.Fault() {
                            @Override
                            Message kept(Message message, ChannelSpec spec) {
                                copy(message, spec);
                                return message;
                            }
                        }),
                caught(
                        "says that it hands over, and copies",
                        "aMessageIsCopiedOrHandedOverAsTheContractSays",
                        promise(Many.MANY, true, Order.FIFO, Passing.HANDS_OVER),
                        false,
                        new FaultyTransport.Fault()),
                caught(
                        "says that all is in order, and keeps that of each producer",
                        "messagesOfSeveralSendersComeInTheOrderThatTheContractSays",
                        new Lanes()),
                caught(
                        "says that the order of each producer is kept, and keeps none",
                        "messagesOfSeveralSendersComeInTheOrderThatTheContractSays",
                        promise(Many.MANY, true, Order.PER_PRODUCER, Passing.COPIES),
                        false,
                        new Stack()),
                caught(
                        "gives the last of a batch only when more follow",
                        "whatWasAcceptedArrivesThoughNothingFollowsIt",
                        new FaultyTransport.Fault() {
                            @Override
                            Message take(Deque<Message> queue, int before) {
                                return before == 0 && queue.size() < 4 ? null : queue.pollFirst();
                            }
                        }),
                caught("gives a batch backwards", "aBatchGivesWhatSinglesGive", new FaultyTransport.Fault() {
                    @Override
                    Message take(Deque<Message> queue, int before) {
                        return before % 2 == 1 ? queue.pollLast() : queue.pollFirst();
                    }
                }),
                caught("gives more than it was asked for", "pollGivesNoMoreThanItsLimit", new FaultyTransport.Fault() {
                    @Override
                    int limit(int asked) {
                        return asked + 1;
                    }
                }),
                caught(
                        "drops the rest if a handler throws",
                        "aMessageIsConsumedThoughItsHandlerThrew",
                        new Forgetful()),
                caught(
                        "gives all channels one queue",
                        "channelsOfOneCarrierAreApart",
                        FaultyTransport.PROMISE,
                        true,
                        new FaultyTransport.Fault()),
                caught(
                        "breaks when it is closed with messages in it",
                        "aChannelMayBeClosedWithMessagesInItAndTwice",
                        new FaultyTransport.Fault() {
                            @Override
                            void close(Deque<Message> queue) {
                                if (queue.size() > 32) {
                                    throw new IllegalStateException("not empty");
                                }
                            }
                        }),
                caught(
                        "breaks whoever uses it when it is closed",
                        "aChannelThatIsClosedWhileItsEndsAreUsedLetsThemGo",
                        new Unforgiving()));
    }

    /// Once in a thousand and once in ten thousand messages, by the kit as it is; by name.
    @TestFactory
    Stream<DynamicTest> whatIsDisguisedIsCaughtAndCalledWhatItIs() {
        return Stream.of(1_000, 10_000)
                .flatMap(every -> Stream.of(Disguised.Kind.values())
                        .map(kind -> dynamicTest("%s one of %,d".formatted(kind, every), () -> {
                            Kit kit = new Kit(
                                    new FaultyTransport(FaultyTransport.PROMISE, false, new Disguised(kind, every)),
                                    Duration.ofSeconds(2),
                                    30_000);
                            String alone = Trial.failure(kit, "aLongStreamArrivesOnceWholeAndInOrder")
                                    .orElse("nothing was noticed");
                            assertTrue(alone.matches(".*" + said(kind) + ".*"), alone);
                            String threads = Trial.failure(kit, "threadsLoseRepeatTearAndReorderNothing")
                                    .orElse("nothing was noticed");
                            assertTrue(threads.matches(".*" + said(kind) + ".*"), threads);
                        })));
    }

    private static String said(Disguised.Kind kind) {
        return switch (kind) {
            case LOSES -> "message [\\d,]+( and [\\d,]+)* never came";
            case DOUBLES -> "message [\\d,]+ came twice";
            case SWAPS -> "message [\\d,]+ came after [\\d,]+, which its sender sent later";
            case CORRUPTS ->
                "message [\\d,]+ is not as it was sent: its payload is torn, 1 of [\\d,]+ bytes are others, from byte [\\d,]+ on";
            case STALE -> "message [\\d,]+ is not as it was sent: its payload is that of message [\\d,]+";
            case SHIFTS -> "message [\\d,]+ is not as it was sent: its b is -?\\d+, and not -?\\d+";
        };
    }

    /// The last comes first.
    private static final class Stack extends FaultyTransport.Fault {
        @Override
        Message take(Deque<Message> queue, int before) {
            return queue.pollLast();
        }
    }

    /// Those of the first sender come before all others.
    private static final class Lanes extends FaultyTransport.Fault {
        private int first; // how many of the first sender's are in front

        @Override
        void put(Deque<Message> queue, Message message, int sender, int number) {
            if (sender != 0) {
                queue.addLast(message);
                return;
            }
            Message[] all = queue.toArray(Message[]::new);
            queue.clear();
            for (int i = 0; i < all.length; i++) {
                if (i == first) {
                    queue.addLast(message);
                }
                queue.addLast(all[i]);
            }
            if (first >= all.length) {
                queue.addLast(message);
            }
            first++;
        }

        @Override
        Message take(Deque<Message> queue, int before) {
            first = Math.max(0, first - 1);
            return queue.pollFirst();
        }
    }

    private static final class Forgetful extends FaultyTransport.Fault {
        @Override
        void threw(Deque<Message> queue) {
            queue.clear();
        }
    }

    private static final class Unforgiving extends FaultyTransport.Fault {
        private boolean closed;

        @Override
        void close(Deque<Message> queue) {
            closed = true;
        }

        @Override
        Message take(Deque<Message> queue, int before) {
            if (closed) {
                throw new NullPointerException("what was closed is gone");
            }
            return queue.pollFirst();
        }
    }
}
