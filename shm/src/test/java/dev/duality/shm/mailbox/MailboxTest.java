// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Procedure;
import dev.duality.shm.Region;
import dev.duality.shm.SteppedWait;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waits;
import dev.duality.shm.contract.RegionBytes;
import dev.duality.shm.contract.Together;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {
    private static final int NEXT = -3;

    /// Numbers requests, sequentially, as nobody but the server may.
    private static final class Numbers implements Procedure {
        private final long[] last = new long[4]; // of each client
        private final int payloadBytes;
        private long first;

        Numbers(int payloadBytes) {
            this.payloadBytes = payloadBytes;
        }

        @Override
        public long apply(int kind, long client, long round, Payload payload) {
            assertEquals(NEXT, kind);
            assertEquals(++last[(int) client], round); // each once, and in order
            assertStamp(round, askedBytes(round, payloadBytes), payload);
            payload.stamp(-2 - round, answeredBytes(round, payloadBytes));
            return first++;
        }
    }

    private static int askedBytes(long round, int payloadBytes) {
        return (int) ((round + 7) % (payloadBytes + 1));
    }

    private static int answeredBytes(long round, int payloadBytes) {
        return (int) (round % (payloadBytes + 1));
    }

    private static void assertStamp(long stamp, int count, Payload payload) {
        assertEquals(count, payload.length());
        assertEquals(count >= Long.BYTES ? stamp : stamp & ((1L << 8 * count) - 1), payload.stamp());
    }

    private static boolean ask(Mailbox.Client client, int self, long round, Payload payload, int payloadBytes) {
        payload.stamp(round, askedBytes(round, payloadBytes));
        return client.offer(NEXT, self, round, payload);
    }

    private static long take(Mailbox.Client client, long round, Payload payload, int payloadBytes) {
        long result = client.take(payload);
        assertStamp(-2 - round, answeredBytes(round, payloadBytes), payload);
        return result;
    }

    private static WaitStrategy[] idle(int clients) {
        return Waits.SPIN.waits(clients);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 200", "2, 32", "4, 33", "8, 7", "8, 100"})
    void slotsAreUsedAgainAndAgainAndRepliesComeInOrder(int slots, int payloadBytes) {
        try (Region region = Region.allocate(Mailbox.bytes(2, slots, payloadBytes))) {
            Mailbox mailbox = new Mailbox(region, 0, 2, slots, payloadBytes);
            Mailbox.Server server = mailbox.server(new Numbers(payloadBytes), idle(2));
            Mailbox.Client client = mailbox.client(1, WaitStrategy.of(WaitStrategy.Kind.SPIN));
            Payload payload = new Payload(payloadBytes);
            long asked = 0;
            long taken = 0;
            for (int attempt = 0; attempt < 20 * slots; attempt++) {
                while (ask(client, 1, asked + 1, payload, payloadBytes)) {
                    asked++;
                }
                assertEquals(slots, asked - taken);
                for (int i = 0; i <= attempt % slots; i++) {
                    assertFalse(client.ready());
                    assertEquals(1, server.poll());
                    assertTrue(client.ready());
                    assertEquals(taken, take(client, taken + 1, payload, payloadBytes));
                    taken++;
                }
            }
            while (taken < asked) {
                server.poll();
                assertEquals(taken, take(client, ++taken, payload, payloadBytes));
            }
            assertEquals(0, server.poll());
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestsOfSeveralClientsAreAppliedOnceEachAndInOrder(Waits kind) {
        converse(kind, kind.parties() - 1, 4, 100, kind.rounds(60_000));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 200", "2, 32", "16, 33"})
    void nothingIsTornWhateverTheSlotsAndThePayload(int slots, int payloadBytes) {
        converse(Waits.SLEEP, 2, slots, payloadBytes, 20_000);
        converse(Waits.BACKOFF, 1, slots, payloadBytes, 20_000);
    }

    private static void converse(Waits kind, int clients, int slots, int payloadBytes, int rounds) {
        try (Region region = Region.allocate(Mailbox.bytes(clients, slots, payloadBytes))) {
            WaitStrategy[] waits = kind.waits(clients);
            WaitStrategy serverWait = kind.one();
            List<BitSet> results = new ArrayList<>();
            List<Together.Task> tasks = new ArrayList<>();
            tasks.add(() -> {
                Mailbox.Server server =
                        new Mailbox(region, 0, clients, slots, payloadBytes).server(new Numbers(payloadBytes), waits);
                int served = 0;
                for (int attempt = 0; served < clients * rounds; attempt++) {
                    int found = server.poll();
                    served += found;
                    if (found > 0) {
                        attempt = -1;
                    } else {
                        serverWait.idle(attempt);
                    }
                }
                assertEquals(0, server.poll());
            });
            for (int i = 0; i < clients; i++) {
                int self = i;
                BitSet mine = new BitSet();
                results.add(mine);
                tasks.add(() -> {
                    Mailbox.Client client =
                            new Mailbox(region, 0, clients, slots, payloadBytes).client(self, serverWait);
                    Payload payload = new Payload(payloadBytes);
                    long asked = 0;
                    long before = -1;
                    for (int taken = 0; taken < rounds; taken++) {
                        while (asked < rounds && ask(client, self, asked + 1, payload, payloadBytes)) {
                            asked++;
                        }
                        for (int attempt = 0; !client.ready(); attempt++) {
                            waits[self].idle(attempt);
                        }
                        long result = take(client, taken + 1, payload, payloadBytes);
                        assertTrue(result > before);
                        before = result;
                        mine.set((int) result);
                    }
                });
            }
            Together.run(tasks);
            BitSet all = new BitSet();
            results.forEach(all::or);
            assertEquals(clients * rounds, all.cardinality());
            assertEquals(clients * rounds, all.length());
        }
    }

    @Test
    void anOfferToFullPlacesIsRefusedAndChangesNothing() {
        try (Region region = Region.allocate(Mailbox.bytes(1, 2, 8))) {
            SteppedWait wait = new SteppedWait(true, _ -> {});
            Mailbox.Client client = new Mailbox(region, 0, 1, 2, 8).client(0, wait);
            Payload payload = new Payload(8);
            assertTrue(ask(client, 0, 1, payload, 8));
            assertTrue(ask(client, 0, 2, payload, 8));
            byte[] before = RegionBytes.content(region);
            assertFalse(ask(client, 0, 3, payload, 8));
            assertArrayEquals(before, RegionBytes.content(region));
            assertEquals(2, wait.signals());
        }
    }

    @Test
    void aPayloadThatIsTooLongIsRefusedAndAsksNothing() {
        for (int payloadBytes : new int[] {0, 20, 32, 50}) {
            try (Region region = Region.allocate(Mailbox.bytes(1, 2, payloadBytes))) {
                Mailbox mailbox = new Mailbox(region, 0, 1, 2, payloadBytes);
                Mailbox.Client client = mailbox.client(0, WaitStrategy.of(WaitStrategy.Kind.SPIN));
                Payload payload = new Payload(100);
                payload.stamp(1, payloadBytes + 1);
                assertThrows(IllegalArgumentException.class, () -> client.offer(NEXT, 0, 1, payload));
                assertArrayEquals(new byte[(int) region.bytes()], RegionBytes.content(region));
                assertTrue(ask(client, 0, 1, payload, payloadBytes));
                assertEquals(
                        1, mailbox.server(new Numbers(payloadBytes), idle(1)).poll());
                assertEquals(0, take(client, 1, payload, payloadBytes));
            }
        }
    }

    @Test
    void aPollServesOneRequestOfEachClientAndSignalsIt() {
        try (Region region = Region.allocate(Mailbox.bytes(3, 2, 8))) {
            Mailbox mailbox = new Mailbox(region, 0, 3, 2, 8);
            SteppedWait[] waits = new SteppedWait[3];
            Mailbox.Client[] clients = new Mailbox.Client[3];
            SteppedWait serverWait = new SteppedWait(true, _ -> {});
            for (int i = 0; i < 3; i++) {
                waits[i] = new SteppedWait(true, _ -> {});
                clients[i] = mailbox.client(i, serverWait);
            }
            Mailbox.Server server = mailbox.server(new Numbers(8), waits);
            Payload payload = new Payload(8);
            assertTrue(ask(clients[0], 0, 1, payload, 8));
            assertTrue(ask(clients[2], 2, 1, payload, 8));
            assertTrue(ask(clients[0], 0, 2, payload, 8));
            assertEquals(3, serverWait.signals());
            assertEquals(2, server.poll());
            assertEquals(1, waits[0].signals());
            assertEquals(0, waits[1].signals());
            assertEquals(1, waits[2].signals());
            assertFalse(clients[1].ready());
            assertEquals(1, server.poll());
            assertEquals(2, waits[0].signals());
            assertEquals(0, take(clients[0], 1, payload, 8));
            assertEquals(1, take(clients[2], 1, payload, 8));
            assertEquals(2, take(clients[0], 2, payload, 8));
        }
    }

    @Test
    void pollsThatFindNothingAreCounted() {
        try (Region region = Region.allocate(Mailbox.bytes(1, 1, 0))) {
            Mailbox mailbox = new Mailbox(region, 0, 1, 1, 0);
            Mailbox.Server server = mailbox.server(new Numbers(0), idle(1));
            assertEquals(0, server.poll());
            assertEquals(0, server.poll());
            assertTrue(ask(mailbox.client(0, WaitStrategy.of(WaitStrategy.Kind.SPIN)), 0, 1, new Payload(0), 0));
            assertEquals(1, server.poll());
            assertEquals(2, server.failedPolls());
        }
    }

    @Test
    void theProcedureIsGivenTheRequestAsItWasAsked() {
        try (Region region = Region.allocate(Mailbox.bytes(1, 1, 8))) {
            Mailbox mailbox = new Mailbox(region, 0, 1, 1, 8);
            List<Object> heard = new ArrayList<>();
            Mailbox.Server server = mailbox.server(
                    (kind, a, b, payload) -> {
                        heard.addAll(List.of(kind, a, b, payload.length()));
                        return Long.MIN_VALUE;
                    },
                    idle(1));
            Mailbox.Client client = mailbox.client(0, WaitStrategy.of(WaitStrategy.Kind.SPIN));
            Payload payload = new Payload(8);
            payload.stamp(5, 8);
            assertTrue(client.offer(Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, payload));
            server.poll();
            payload.length(0);
            assertEquals(Long.MIN_VALUE, client.take(payload));
            assertEquals(List.of(Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 8), heard);
            assertEquals(5, payload.stamp()); // the procedure left it
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 32, 33, 64, 65, 100, 193, 200})
    void placesLieApartAndARequestWhereItsReplyDoes(int payloadBytes) {
        int clients = 2;
        int slots = 2;
        try (Region region = Region.allocate(Mailbox.bytes(clients, slots, payloadBytes) + 2 * Region.APART)) {
            Mailbox mailbox = new Mailbox(region, Region.APART, clients, slots, payloadBytes);
            Mailbox.Server server = mailbox.server(
                    (_, a, _, payload) -> {
                        Arrays.fill(payload.bytes(), (byte) a);
                        return a;
                    },
                    idle(clients));
            Payload payload = new Payload(payloadBytes);
            payload.length(payloadBytes);
            Arrays.fill(payload.bytes(), (byte) 1);
            Set<Long> written = new HashSet<>();
            for (int i = 0; i < clients; i++) {
                Mailbox.Client client = mailbox.client(i, WaitStrategy.of(WaitStrategy.Kind.SPIN));
                for (int slot = 0; slot < slots; slot++) {
                    Set<Long> asked = RegionBytes.pairsChanged(region, () -> client.offer(1, 2, 3, payload));
                    assertEquals(asked, RegionBytes.pairsChanged(region, server::poll));
                    assertEquals(Mailbox.bytes(1, 1, payloadBytes) / Region.APART, asked.size());
                    for (long pair : asked) {
                        assertTrue(written.add(pair), () -> pair + " was written by another");
                        assertTrue(pair > 0 && pair < region.bytes() / Region.APART - 1);
                    }
                }
            }
        }
    }

    @Test
    void aShortRequestIsOneLine() {
        assertEquals(Region.APART, Mailbox.bytes(1, 1, 32));
        assertEquals(Region.APART, Mailbox.bytes(1, 1, 64));
        assertEquals(2 * Region.APART, Mailbox.bytes(1, 1, 65));
        assertEquals(3 * 8 * Region.APART, Mailbox.bytes(3, 8, 0));
    }

    @Test
    void whatTheServerCountsOfEachClientLiesApartFromOtherObjects() throws ReflectiveOperationException {
        try (Region region = Region.allocate(Mailbox.bytes(3, 1, 0))) {
            Mailbox mailbox = new Mailbox(region, 0, 3, 1, 0);
            Mailbox.Server server = mailbox.server((_, _, _, _) -> 0, idle(3));
            for (int i = 0; i < 3; i++) {
                assertTrue(mailbox.client(i, WaitStrategy.of(WaitStrategy.Kind.SPIN))
                        .offer(0, 0, 0, new Payload(0)));
            }
            assertEquals(3, server.poll());
            Field field = Mailbox.Server.class.getDeclaredField("answered");
            field.setAccessible(true);
            long[] answered = (long[]) field.get(server);
            int room = Region.APART / Long.BYTES;
            assertEquals(
                    3, Arrays.stream(answered, room, answered.length - room).sum());
        }
    }

    @Test
    void aMailboxThatDoesNotBeginApartIsRefused() {
        try (Region region = Region.allocate(4_096)) {
            assertThrows(IllegalArgumentException.class, () -> new Mailbox(region, 64, 1, 1, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, -1})
    void slotsThatAreNoPowerOfTwoAreRefused(int slots) {
        try (Region region = Region.allocate(4_096)) {
            assertThrows(IllegalArgumentException.class, () -> new Mailbox(region, 0, 1, slots, 0));
        }
    }
}
