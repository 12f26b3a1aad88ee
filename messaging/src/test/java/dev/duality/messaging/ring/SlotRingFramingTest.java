// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import dev.duality.shm.Region;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The ring against a queue of copies: what goes in comes out, whatever it is and in whatever turns. A name shows the
/// seed that fails: put it into `seeds`.
class SlotRingFramingTest {
    private static final int RINGS = 100; // of one seed
    private static final int TURNS = 200; // of one ring

    /// A message as it must come out.
    private record Copy(int kind, int from, int to, long sequence, long a, long b, ByteBuffer payload) {
        static Copy of(Message message) {
            byte[] bytes =
                    Arrays.copyOf(message.payload().bytes(), message.payload().length());
            return new Copy(
                    message.kind(),
                    message.from(),
                    message.to(),
                    message.sequence(),
                    message.a(),
                    message.b(),
                    ByteBuffer.wrap(bytes));
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatGoesInComesOutInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int ring = 0; ring < RINGS; ring++) {
            int capacity = 1 << random.nextInt(6);
            int payloadBytes = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> random.nextInt(1, 9);
                case 2 -> random.nextInt(20, 30); // about a line
                default -> random.nextInt(5_000);
            };
            play(
                    random,
                    capacity,
                    payloadBytes,
                    "ring %d: %d slots of %d bytes".formatted(ring, capacity, payloadBytes));
        }
    }

    @Test
    void theLongestPayloadComesOutAsItWentIn() {
        play(new SplittableRandom(1), 1, Message.MAX_PAYLOAD, 6, "the longest payload");
    }

    private static void play(SplittableRandom random, int capacity, int payloadBytes, String where) {
        play(random, capacity, payloadBytes, TURNS, where);
    }

    private static void play(SplittableRandom random, int capacity, int payloadBytes, int turns, String where) {
        try (Region region = Region.allocate(SlotRing.bytes(capacity, payloadBytes))) {
            SlotRing ring = new SlotRing(region, 0, capacity, payloadBytes, false);
            Channel.Sender sender = ring.sender();
            Channel.Receiver receiver = ring.receiver();
            Queue<Copy> model = new ArrayDeque<>();
            for (int attempt = 0; attempt < turns; attempt++) {
                if (random.nextBoolean()) {
                    fill(sender.message(), random, payloadBytes);
                    Copy sent = Copy.of(sender.message());
                    boolean room = model.size() < capacity;
                    assertEquals(room, sender.offer(), where);
                    if (room) {
                        model.add(sent);
                    } else {
                        assertEquals(sent, Copy.of(sender.message()), where + ", refused");
                    }
                } else {
                    int limit = random.nextInt(capacity + 2);
                    int expected = Math.min(limit, model.size());
                    assertEquals(
                            expected,
                            receiver.poll(message -> assertEquals(model.remove(), Copy.of(message), where), limit),
                            where);
                }
            }
        }
    }

    private static void fill(Message message, SplittableRandom random, int payloadBytes) {
        message.set(edge(random, 255), random.nextLong(), random.nextLong(), random.nextLong());
        message.address(edge(random, Message.MAX_NODES - 1), edge(random, Message.MAX_NODES - 1));
        int length = edge(random, payloadBytes);
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        System.arraycopy(bytes, 0, message.payload().bytes(), 0, length);
        message.payload().length(length);
    }

    /// 0 to `most`, the two ends often.
    private static int edge(SplittableRandom random, int most) {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> most;
            default -> random.nextInt(most + 1);
        };
    }
}
