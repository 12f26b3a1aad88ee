// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.Together;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotRingTest {
    private static boolean offer(Channel.Sender sender, long number, int payloadBytes) {
        Message message = sender.message().set(1, number, number, number);
        message.payload().stamp(number, payloadBytes);
        return sender.offer();
    }

    private static void check(Message message, long number) {
        assertEquals(number, message.sequence());
        if (message.payload().length() >= Long.BYTES) {
            assertEquals(number, message.payload().stamp());
        }
    }

    @Test
    void aHandlerThatThrowsCostsItsOwnMessageAndNoOther() {
        try (Region region = Region.allocate(SlotRing.bytes(8, 64))) {
            SlotRing ring = new SlotRing(region, 0, 8, 64, false);
            Channel.Sender sender = ring.sender();
            Channel.Receiver receiver = ring.receiver();
            for (long number = 0; number < 8; number++) {
                assertTrue(offer(sender, number, 40));
            }
            long[] next = {0};

            assertThrows(
                    IllegalStateException.class,
                    () -> receiver.poll(
                            message -> {
                                check(message, next[0]++);
                                if (message.sequence() == 2) {
                                    throw new IllegalStateException("the third");
                                }
                            },
                            8));

            assertTrue(offer(sender, 8, 40), "three slots are free again");
            assertEquals(6, receiver.poll(message -> check(message, next[0]++), 8));
        }
    }

    /// Seen by writing into the slot while the handler runs: what has been copied out does not change any more.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aHandlerReadsThePayloadInItsSlot(int messages) {
        long slotBytes = 2L * Region.LINE;
        try (Region region = Region.allocate(SlotRing.bytes(4, 64))) {
            SlotRing ring = new SlotRing(region, 0, 4, 64, false);
            Channel.Sender sender = ring.sender();
            Channel.Receiver receiver = ring.receiver();
            for (long number = 0; number < messages; number++) {
                assertTrue(offer(sender, number, 64));
            }

            int came = receiver.poll(
                    message -> {
                        check(message, message.sequence());
                        region.setPlain(Region.APART + message.sequence() * slotBytes + 40, 70 + message.sequence());
                        assertEquals(70 + message.sequence(), message.payload().word(0));
                    },
                    4);

            assertEquals(messages, came);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aHandlerThatPollsTheEndThatCalledItIsTold(int messages) {
        try (Region region = Region.allocate(SlotRing.bytes(8, 0))) {
            SlotRing ring = new SlotRing(region, 0, 8, 0, false);
            Channel.Sender sender = ring.sender();
            Channel.Receiver receiver = ring.receiver();
            for (long number = 0; number < 4; number++) {
                assertTrue(offer(sender, number, 0));
            }
            List<Long> taken = new ArrayList<>();

            assertThrows(
                    IllegalStateException.class,
                    () -> receiver.poll(
                            message -> {
                                taken.add(message.sequence());
                                receiver.poll(inner -> taken.add(inner.sequence()), 2);
                            },
                            messages));

            receiver.poll(message -> taken.add(message.sequence()), 8);
            assertEquals(List.of(0L, 1L, 2L, 3L), taken);
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                (1L << 31) - 10,
                (1L << 32) - 10,
                (1L << 62) - 10,
                Long.MAX_VALUE - 100,
                Long.MAX_VALUE - 10,
                -1_000
            })
    void aRingThatHasCarriedAnyNumberOfMessagesGoesOn(long carried) {
        try (Region region = Region.allocate(SlotRing.bytes(8, 64))) {
            region.setPlain(0, carried);
            SlotRing ring = new SlotRing(region, 0, 8, 64, false);
            Channel.Sender sender = ring.sender();
            Channel.Receiver receiver = ring.receiver();
            long sent = 0;
            long[] next = {0};
            for (int round = 0; round < 30; round++) {
                while (offer(sender, sent, 40)) {
                    sent++;
                }
                assertEquals(8, sent - next[0]);
                assertEquals(1 + round % 8, receiver.poll(message -> check(message, next[0]++), 1 + round % 8));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, 4096})
    void twoThreadsLoseRepeatAndTearNothingWhateverTheCapacity(int capacity) {
        int count = capacity == 1 ? 30_000 : 300_000;
        try (Region region = Region.allocate(SlotRing.bytes(capacity, 64))) {
            SlotRing ring = new SlotRing(region, 0, capacity, 64, false);
            Together.run(
                    () -> {
                        Channel.Sender sender = ring.sender();
                        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);
                        for (long number = 0; number < count; number++) {
                            for (int attempt = 0; !offer(sender, number, (int) number % 65); attempt++) {
                                wait.idle(attempt);
                            }
                        }
                    },
                    () -> {
                        Channel.Receiver receiver = ring.receiver();
                        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);
                        long[] next = {0};
                        for (int attempt = 0; next[0] < count; attempt++) {
                            if (receiver.poll(message -> check(message, next[0]++), 8) > 0) {
                                attempt = -1;
                            } else {
                                wait.idle(attempt);
                            }
                        }
                    });
        }
    }

    @Test
    void aMessageThatFitsIsOneLine() {
        assertEquals(Region.LINE, SlotRing.bytes(2, 24) - SlotRing.bytes(1, 24));
        assertEquals(2 * Region.LINE, SlotRing.bytes(2, 25) - SlotRing.bytes(1, 25));
        assertEquals(2 * Region.LINE, SlotRing.bytes(2, 88) - SlotRing.bytes(1, 88));
        assertEquals(3 * Region.LINE, SlotRing.bytes(2, 89) - SlotRing.bytes(1, 89));
    }

    @Test
    void theConsumersWordLiesApartFromTheSlots() {
        assertEquals(Region.APART + Region.LINE, SlotRing.bytes(1, 0));
    }

    @Test
    void longSlotsAreAnOddNumberOfLinesSoThatTheyUseAllCacheSets() {
        for (int payloadBytes = 89; payloadBytes < 10_000; payloadBytes += 7) {
            long lines = (SlotRing.bytes(2, payloadBytes) - SlotRing.bytes(1, payloadBytes)) / Region.LINE;
            assertEquals(1, lines % 2);
        }
    }

    @Test
    void twoViewsOfTheSameBytesAreOneRing() {
        try (Region region = Region.allocate(SlotRing.bytes(4, 8) + Region.APART)) {
            SlotRing one = new SlotRing(region, Region.APART, 4, 8, false);
            SlotRing other = new SlotRing(region, Region.APART, 4, 8, false);
            assertTrue(offer(one.sender(), 3, 8));
            assertEquals(1, other.receiver().poll(message -> check(message, 3), 1));
        }
    }

    @Test
    void aRingThatDoesNotBeginApartIsRefused() {
        try (Region region = Region.allocate(4096)) {
            assertThrows(IllegalArgumentException.class, () -> new SlotRing(region, 64, 4, 8, false));
        }
    }

    @Test
    void aRingFreesTheRegionThatIsItsOwn() {
        Region region = Region.allocate(SlotRing.bytes(4, 8));
        SlotRing ring = new SlotRing(region, 0, 4, 8, true);
        Channel.Sender sender = ring.sender();
        ring.close();
        assertThrows(IllegalStateException.class, () -> offer(sender, 1, 8));
        assertThrows(IllegalStateException.class, () -> region.getPlain(0));
    }

    @Test
    void aSlotIsItsHandlersUntilThatReturnsAndThenFree() {
        try (Region region = Region.allocate(SlotRing.bytes(2, 8))) {
            SlotRing ring = new SlotRing(region, 0, 2, 8, false);
            Channel.Sender sender = ring.sender();
            Channel.Receiver receiver = ring.receiver();
            assertTrue(offer(sender, 0, 8));
            assertTrue(offer(sender, 1, 8));
            int taken = receiver.poll(
                    message -> {
                        assertFalse(offer(sender, 2, 8)); // the slot that this message came from
                        check(message, 0);
                    },
                    1);
            assertEquals(1, taken);
            assertTrue(offer(sender, 2, 8));
            assertFalse(offer(sender, 3, 8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 64, 1024})
    void whatAPollHasTakenIsFreeWhenItEndsWhetherByAThrowOrNot(int capacity) {
        try (Region region = Region.allocate(SlotRing.bytes(capacity, 8))) {
            SlotRing ring = new SlotRing(region, 0, capacity, 8, false);
            Channel.Sender sender = ring.sender();
            Channel.Receiver receiver = ring.receiver();
            long sent = 0;
            while (offer(sender, sent, 8)) {
                sent++;
            }
            assertEquals(capacity, sent);

            assertEquals(5, receiver.poll(_ -> {}, 5));
            for (int i = 0; i < 5; i++) {
                assertTrue(offer(sender, sent++, 8));
            }
            assertFalse(offer(sender, sent, 8));

            assertThrows(
                    IllegalStateException.class,
                    () -> receiver.poll(
                            message -> {
                                if (message.sequence() == 7) {
                                    throw new IllegalStateException("the third");
                                }
                            },
                            capacity));
            for (int i = 0; i < 3; i++) {
                assertTrue(offer(sender, sent++, 8));
            }
            assertFalse(offer(sender, sent, 8));
        }
    }
}
