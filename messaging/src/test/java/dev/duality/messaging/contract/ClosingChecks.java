// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import static dev.duality.messaging.contract.Shapes.alone;
import static dev.duality.messaging.contract.Shapes.each;
import static dev.duality.messaging.contract.Shapes.with;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Channels are apart, let go of their ends when they are closed, and leave nothing behind.
public interface ClosingChecks extends TransportKit {
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
        return each(this, List.of(alone(1, 0), alone(64, 100)), (spec, channel) -> {
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
                        () -> with(this, alone(8, 100), (_, channel) -> {
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
                                WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.YIELD);
                                long began = System.nanoTime();
                                for (int attempt = 0; !moved.get(); attempt++) {
                                    wait.idle(attempt);
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
