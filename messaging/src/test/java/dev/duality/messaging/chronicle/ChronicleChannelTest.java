// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChronicleChannelTest {
    private static final long SMALL_FILE = 256 << 10;

    private final ScratchFolder folder =
            ScratchFolder.create(TransportOptions.defaults().filesIn(), "chronicle");

    @AfterEach
    void close() {
        folder.close();
    }

    private ChronicleChannel open(int producers, int capacity, int payloadBytes) {
        return new ChronicleChannel(
                folder,
                "tested",
                new ChannelSpec("tested", producers, 1, capacity, payloadBytes),
                new FileSizes(SMALL_FILE, Long.MAX_VALUE));
    }

    private static boolean offer(Channel.Sender sender, long number, int payloadBytes) {
        Message message = sender.message().set(1, number, 0, 0);
        message.payload().stamp(number, payloadBytes);
        return sender.offer();
    }

    private static void check(Message message, long number) {
        assertEquals(number, message.sequence());
        assertEquals(number, message.payload().stamp());
    }

    private long files() throws IOException {
        try (Stream<Path> children = Files.list(folder.path().resolve("tested"))) {
            return children.filter(child -> child.toString().endsWith(".cq4")).count();
        }
    }

    /// To make one takes milliseconds, which no clock of a load should see.
    @Test
    void theFirstFileIsMadeBeforeTheFirstMessageAndHoldsNone() throws IOException {
        try (ChronicleChannel channel = open(2, 64, 64)) {
            Channel.Sender first = channel.sender();
            Channel.Sender second = channel.sender();
            Channel.Receiver receiver = channel.receiver();

            assertEquals(1, files());
            assertEquals(0, receiver.poll(_ -> {}, 1));
            assertTrue(offer(second, 1, 64));
            assertTrue(offer(first, 2, 64));
            for (int number = 1; number <= 2; number++) {
                int expected = number;
                assertEquals(1, receiver.poll(message -> check(message, expected), 1));
            }
        }
    }

    @Test
    void filesThatWereReadAreRemoved() throws IOException {
        try (ChronicleChannel channel = open(1, 64, 4096)) {
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            long most = 0;
            for (int i = 0; i < 100 * SMALL_FILE / 4096; i++) {
                int number = i;
                assertTrue(offer(sender, number, 4096));
                most = Math.max(most, files());
                assertEquals(1, receiver.poll(message -> check(message, number), 1));
                assertEquals(1, files());
            }
            assertEquals(2, most);
        }
        assertTrue(Files.notExists(folder.path().resolve("tested")));
    }

    @Test
    void filesThatWereNotReadAreKept() throws IOException {
        try (ChronicleChannel channel = open(1, 4096, 1024)) {
            Channel.Sender sender = channel.sender();
            for (int i = 0; i < 4096; i++) {
                assertTrue(offer(sender, i, 1024));
            }
            assertTrue(files() >= 4096 * 1024 / SMALL_FILE, files() + " files");
            Channel.Receiver late = channel.receiver();
            long[] next = {0};
            while (late.poll(message -> check(message, next[0]++), 100) > 0) {}
            assertEquals(4096, next[0]);
            assertEquals(1, files());
        }
    }

    @Test
    void aProducerThatWasSilentForManyFilesGoesOnInTheCurrentOne() throws IOException {
        try (ChronicleChannel channel = open(2, 64, 4096)) {
            Channel.Sender busy = channel.sender();
            Channel.Sender silent = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            List<Long> order = new ArrayList<>();
            Channel.Handler handler = message -> order.add(message.sequence());
            for (int round = 0; round < 5; round++) {
                assertTrue(offer(silent, -1, 8));
                for (int i = 0; i < 10 * SMALL_FILE / 4096; i++) {
                    assertTrue(offer(busy, i, 4096));
                    receiver.poll(handler, 2);
                }
                assertTrue(offer(silent, -2, 8));
                assertTrue(offer(busy, -3, 8));
                receiver.poll(handler, 2);
                assertEquals(2 + 1 + 10 * SMALL_FILE / 4096, order.size());
                assertEquals(-1, order.getFirst());
                assertEquals(List.of(-2L, -3L), order.subList(order.size() - 2, order.size()));
                assertTrue(files() <= 2);
                order.clear();
            }
        }
    }

    @Test
    void aProducerThatComesWhenFilesAreGoneIsHeard() {
        try (ChronicleChannel channel = open(2, 64, 4096)) {
            Channel.Sender first = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            for (int i = 0; i < 10 * SMALL_FILE / 4096; i++) {
                assertTrue(offer(first, i, 4096));
                receiver.poll(_ -> {}, 2);
            }
            assertTrue(offer(channel.sender(), 5, 8));
            assertEquals(1, receiver.poll(message -> check(message, 5), 2));
        }
    }

    @Test
    void noFileIsMadeAnewWhileTheProcessEnds() {
        try (ChronicleChannel channel = open(1, 64, 4096)) {
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            assertTrue(offer(sender, 0, 4096));
            folder.end();
            int sent = 1;
            while (sent < 1_000 && offer(sender, sent, 4096)) {
                sent++;
                receiver.poll(_ -> {}, 1);
            }
            assertTrue(sent <= SMALL_FILE / 4096);
            assertTrue(Files.notExists(folder.path()));
        }
    }

    @Test
    void severalProducersRollTheFilesTogether() {
        long each = 10_000;
        try (ChronicleChannel channel = open(3, 64, 1024)) {
            List<Together.Task> tasks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                long first = i * each;
                tasks.add(() -> {
                    Channel.Sender sender = channel.sender();
                    WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);
                    for (long number = first; number < first + each; number++) {
                        for (int attempt = 0; !offer(sender, number, 1024); attempt++) {
                            wait.idle(attempt);
                        }
                    }
                });
            }
            tasks.add(() -> {
                Channel.Receiver receiver = channel.receiver();
                WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);
                long[] next = {0, each, 2 * each};
                long[] count = {0};
                for (int attempt = 0; count[0] < 3 * each; attempt++) {
                    int got = receiver.poll(
                            message -> {
                                int producer = (int) (message.sequence() / each);
                                check(message, next[producer]++);
                                count[0]++;
                            },
                            16);
                    if (got > 0) {
                        attempt = -1;
                    } else {
                        wait.idle(attempt);
                    }
                }
            });
            Together.run(tasks);
        }
    }

    @Test
    void anInterruptLosesAndRepeatsNothing() {
        long count = 2_000;
        try (ChronicleChannel channel = open(2, 64, 4096)) {
            Together.run(
                    () -> sendInterrupted(channel.sender(), 0, count),
                    () -> sendInterrupted(channel.sender(), count, count),
                    () -> {
                        Channel.Receiver receiver = channel.receiver();
                        long[] next = {0, count};
                        long got = 0;
                        while (got < 2 * count) {
                            Thread.currentThread().interrupt();
                            got += receiver.poll(
                                    message -> {
                                        int producer = (int) (message.sequence() / count);
                                        check(message, next[producer]++);
                                    },
                                    4);
                            Thread.interrupted();
                            Thread.yield();
                        }
                        assertEquals(0, receiver.poll(_ -> {}, 4));
                    });
        }
    }

    private static void sendInterrupted(Channel.Sender sender, long first, long count) {
        for (long number = first; number < first + count; number++) {
            Thread.currentThread().interrupt();
            while (!offer(sender, number, 4096)) {
                Thread.yield();
            }
            Thread.interrupted();
        }
    }

    @Test
    void aLongRunTakesNoMoreRoomThanItsShare() throws IOException {
        int payloadBytes = 16_384;
        ChannelSpec spec = new ChannelSpec("tested", 1, 1, 256, payloadBytes);
        FileSizes sizes = FileSizes.of(spec, folder.usableBytes());
        long count = 8 * sizes.fileBytes() / payloadBytes;
        try (ChronicleChannel channel = new ChronicleChannel(folder, "tested", spec, sizes)) {
            long[] most = {0};
            Together.run(
                    () -> {
                        Channel.Sender sender = channel.sender();
                        for (long number = 0; number < count; ) {
                            if (offer(sender, number, payloadBytes)) {
                                number++;
                            } else {
                                Thread.yield();
                            }
                        }
                    },
                    () -> {
                        Channel.Receiver receiver = channel.receiver();
                        long got = 0;
                        while (got < count) {
                            int polled = receiver.poll(_ -> {}, 256);
                            got += polled;
                            if (polled == 0) {
                                Thread.yield();
                            }
                            if (got % 64 < polled) {
                                most[0] = Math.max(most[0], bytesInUse());
                            }
                        }
                    });
            assertTrue(most[0] <= 256 << 20, "%,d bytes in use".formatted(most[0]));
        }
        assertEquals(0, bytesInUse());
    }

    /// The most bytes that the queue's files hold, removed ones included while they are mapped. Chronicle makes a file
    /// a quarter longer than what it will hold.
    private long bytesInUse() throws IOException {
        Map<Long, Long> bytes = new HashMap<>();
        try (Stream<Path> children = Files.list(folder.path().resolve("tested"))) {
            for (Path child :
                    children.filter(path -> path.toString().endsWith(".cq4")).toList()) {
                try {
                    bytes.put(((Number) Files.getAttribute(child, "unix:ino")).longValue(), Files.size(child));
                } catch (NoSuchFileException e) {
                    // removed just now
                }
            }
        } catch (NoSuchFileException e) {
            // the queue is closed
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            String[] fields = line.split("\\s+", 6);
            if (fields.length == 6 && fields[5].contains(folder.path().toString()) && fields[5].contains(".cq4")) {
                String[] range = fields[0].split("-");
                long length = Long.parseLong(range[1], 16) - Long.parseLong(range[0], 16);
                bytes.merge(Long.parseLong(fields[4]), Long.parseLong(fields[2], 16) + length, Math::max);
            }
        }
        return bytes.values().stream().mapToLong(Long::longValue).sum() * 4 / 5;
    }

    @Test
    void aQueueThatWouldHoldTooMuchIsNotMade() {
        try (Transport.Carrier carrier = new ChronicleTransport().start(TransportOptions.defaults())) {
            ChannelSpec spec = new ChannelSpec("big", 1, 1, 1024, 1 << 20);
            String why = assertThrows(IllegalArgumentException.class, () -> carrier.open(spec))
                    .getMessage();
            assertTrue(why.contains("try a capacity of 64"), why);
        }
    }

    @Test
    void aFullDiskIsNoticedBeforeItIsFull() {
        ChannelSpec spec = new ChannelSpec("tested", 1, 1, 64, 1024);
        String why = assertThrows(IllegalStateException.class, () -> FileSizes.of(spec, 2 << 20))
                .getMessage();
        assertTrue(why.contains("2,097,152 are free"), why);

        FileSizes little = FileSizes.of(spec, 64 << 20);
        assertTrue(little.mostBytes() <= 16 << 20, little.toString());
        FileSizes plenty = FileSizes.of(spec, Long.MAX_VALUE);
        assertTrue(plenty.mostBytes() <= 256 << 20, plenty.toString());
        FileSizes many = FileSizes.of(new ChannelSpec("tested", 16, 1, 64, 1024), Long.MAX_VALUE);
        assertTrue(many.mostBytes() <= 257 << 20, many.toString());
    }

    @Test
    void theLongestMessageFits() {
        try (Transport.Carrier carrier = new ChronicleTransport()
                        .start(new TransportOptions(
                                Optional.of(TransportOptions.defaults().filesIn())));
                Channel channel = carrier.open(new ChannelSpec("long", 1, 1, 1, Message.MAX_PAYLOAD))) {
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            for (int round = 0; round < 6; round++) {
                int number = round;
                assertTrue(offer(sender, number, Message.MAX_PAYLOAD));
                assertEquals(1, receiver.poll(message -> check(message, number), 1));
            }
        }
    }
}
