// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.ring.RingTransport;
import dev.duality.shm.WaitStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ring's batches, which no side of a workload brings about in two operations: one end sends several messages, and
/// the other takes as many as are there.
class RingBatchTest {
    private static final MemoryExploration.Budget BUDGET = new MemoryExploration.Budget(2, 2_000, 2_000, 1);

    /// @param messages sent, one after the other
    /// @param capacity of the ring
    private record Batches(int messages, int capacity) implements MemoryScenario {
        @Override
        public String name() {
            return messages + " messages by a ring for " + capacity;
        }

        @Override
        public Trial open(Consumer<Runnable> servers) {
            Transport.Carrier carrier = new RingTransport().start(TransportOptions.defaults());
            Channel channel = carrier.open(new ChannelSpec("batches", 1, 1, capacity, 0));
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            List<Long> came = new ArrayList<>();
            return new Trial() {
                @Override
                public List<Runnable> workers() {
                    return List.of(
                            () -> {
                                WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.PAUSE);
                                for (long number = 1; number <= messages; number++) {
                                    sender.message().set(0, number, number, number);
                                    for (int attempt = 0; !sender.offer(); attempt++) {
                                        wait.idle(attempt);
                                    }
                                }
                            },
                            () -> {
                                WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.PAUSE);
                                for (int attempt = 0; came.size() < messages; attempt++) {
                                    int some = receiver.poll(
                                            message -> came.add(
                                                    message.a() == message.sequence() ? message.sequence() : -1),
                                            messages);
                                    if (some == 0) {
                                        wait.idle(attempt);
                                    }
                                }
                            });
                }

                @Override
                public Optional<String> verdict() {
                    List<Long> sent =
                            LongStream.rangeClosed(1, messages).boxed().toList();
                    return came.equals(sent) ? Optional.empty() : Optional.of("there came " + came);
                }
            };
        }
    }

    @Test
    void allMessagesComeWholeAndInTheirOrder() {
        assertEquals(
                Optional.empty(),
                new MemoryExploration(new Batches(3, 4), Optional.empty())
                        .explore(BUDGET)
                        .failure());
        assertEquals(
                Optional.empty(),
                new MemoryExploration(new Batches(4, 2), Optional.empty())
                        .explore(BUDGET)
                        .failure());
    }

    /// @param which of the calls of that name, in the order of lines
    @ParameterizedTest
    @CsvSource({
        "3, 4, poll, getAcquire, 1", // C1 of the second message
        "3, 4, arrived, getAcquire, 0", // and of those behind it
        "4, 2, deliverMany, setRelease, 0", // C3
        "4, 2, hasRoom, getAcquire, 0" // P1
    })
    void aStepOfABatchThatIsWeakerIsFound(int messages, int capacity, String method, String call, int which) {
        Batches scenario = new Batches(messages, capacity);
        Site site = MemoryExploration.sites(scenario, 200).stream()
                .filter(one -> one.type().endsWith(".SlotRing$End")
                        && one.method().equals(method)
                        && one.call().equals(call))
                .skip(which)
                .findFirst()
                .orElseThrow();

        MemoryExploration.Result result =
                new MemoryExploration(scenario, Optional.of(new Mutant(site, Weaker.OPAQUE))).explore(BUDGET);
        assertTrue(result.failure().isPresent(), result::toString);
    }
}
