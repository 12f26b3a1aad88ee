// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.delegation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.SteppedWait;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waits;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.RegionBytes;
import dev.duality.shm.contract.Together;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DelegationTest {
    private static final WaitStrategy SPIN = WaitStrategy.of(WaitStrategy.Kind.SPIN);

    /// A number that is added to, and clients of it; one thread plays all.
    private static final class Played {
        final List<Delegation.Client> clients = new ArrayList<>();
        final Delegation.Server server;
        final List<Integer> kinds = new ArrayList<>();
        private long sum;

        Played(Region region, int count) {
            Delegation delegation = new Delegation(region, 0, count);
            for (int client = 0; client < count; client++) {
                clients.add(delegation.client(client, SPIN));
            }
            server = delegation.server(
                    (kind, a, b, _) -> {
                        kinds.add(kind);
                        sum += a + b;
                        return sum;
                    },
                    WaitStrategy.of(WaitStrategy.Kind.SPIN, count));
        }
    }

    private static Region memory(int clients) {
        return Region.allocate(Delegation.bytes(clients));
    }

    @Test
    void aRequestIsAppliedOnceAndItsResultComesBack() {
        Played played = new Played(memory(1), 1);
        Delegation.Client client = played.clients.getFirst();
        for (int round = 1; round <= 5; round++) {
            assertEquals(0, played.server.poll());
            assertTrue(client.offer(round, 10, 1));
            assertFalse(client.ready());
            assertEquals(1, played.server.poll());
            assertTrue(client.ready());
            assertEquals(11L * round, client.take());
        }
        assertEquals(List.of(1, 2, 3, 4, 5), played.kinds);
        assertEquals(5, played.server.failedPolls());
    }

    @Test
    void aSecondRequestIsRefusedUntilTheFirstIsTaken() {
        Played played = new Played(memory(1), 1);
        Delegation.Client client = played.clients.getFirst();
        assertTrue(client.offer(1, 1, 0));
        assertFalse(client.offer(2, 100, 0));
        played.server.poll();
        assertFalse(client.offer(3, 100, 0));
        assertEquals(1, client.take());
        assertTrue(client.offer(4, 2, 0));
        played.server.poll();
        assertEquals(3, client.take());
        assertEquals(List.of(1, 4), played.kinds);
    }

    @Test
    void clientsOfSeveralGroupsAreAnsweredEachWithItsOwnResult() {
        int count = 2 * Delegation.GROUP + 1;
        Played played = new Played(memory(count), count);
        for (int round = 0; round < 3; round++) {
            for (int client = round; client < count; client += 2) {
                assertTrue(played.clients.get(client).offer(1, 0, client));
            }
            long sum = played.sum;
            assertEquals((count - round + 1) / 2, played.server.poll());
            for (int client = 0; client < count; client++) {
                if (client >= round && (client - round) % 2 == 0) {
                    sum += client;
                    assertTrue(played.clients.get(client).ready());
                    assertEquals(sum, played.clients.get(client).take());
                }
            }
            assertEquals(0, played.server.poll());
        }
    }

    @Test
    void aBatchIsOneReleaseForEachGroup() {
        int count = Delegation.GROUP + 2;
        AtomicInteger releases = new AtomicInteger();
        Played played = new Played(
                new ForwardingRegion(memory(count)) {
                    @Override
                    public void setRelease(long offset, long value) {
                        releases.incrementAndGet();
                        super.setRelease(offset, value);
                    }
                },
                count);
        played.clients.forEach(client -> client.offer(1, 1, 0));
        releases.set(0);
        assertEquals(count, played.server.poll());
        assertEquals(2, releases.get());
    }

    @Test
    void requestsLieApartAndRepliesOfAGroupInOnePairOfLines() {
        int count = Delegation.GROUP + 1;
        Region region = memory(count);
        Played played = new Played(region, count);
        for (int client = 0; client < count; client++) {
            Delegation.Client asks = played.clients.get(client);
            assertEquals(Set.of((long) client), RegionBytes.pairsChanged(region, () -> asks.offer(1, 1, 0)));
        }
        assertEquals(Set.of((long) count, count + 1L), RegionBytes.pairsChanged(region, played.server::poll));
        assertEquals((count + 2L) * Region.APART, Delegation.bytes(count));
        assertEquals(2L * Region.APART, Delegation.bytes(1));
    }

    @Test
    void theServerIsSignalledForEachRequestAndClientsForTheirReplies() {
        Region region = memory(2);
        SteppedWait server = new SteppedWait(true, _ -> {});
        SteppedWait[] clients = {new SteppedWait(true, _ -> {}), new SteppedWait(true, _ -> {})};
        Delegation delegation = new Delegation(region, 0, 2);
        Delegation.Server serving = delegation.server((_, a, _, _) -> a, clients);
        delegation.client(1, server).offer(1, 2, 3);
        assertEquals(1, server.signals());
        serving.poll();
        assertEquals(0, clients[0].signals());
        assertEquals(1, clients[1].signals());
    }

    @Test
    void whoOpensItLaterGoesOnWhereTheBytesAre() {
        Region region = memory(1);
        Played first = new Played(region, 1);
        first.clients.getFirst().offer(1, 1, 0);
        first.server.poll();
        first.clients.getFirst().take();
        Played later = new Played(region, 1);
        assertEquals(0, later.server.poll());
        assertTrue(later.clients.getFirst().offer(2, 7, 0));
        assertFalse(later.clients.getFirst().ready());
        assertEquals(1, later.server.poll());
        assertEquals(7, later.clients.getFirst().take());
    }

    @ParameterizedTest
    @EnumSource
    void manyRequestsOfSeveralClientsAreEachAnsweredWithTheirOwnResult(Waits kind) {
        int count = kind.parties() - 1;
        int rounds = kind.rounds(20_000);
        WaitStrategy[] waits = kind.waits(count + 1);
        Delegation delegation = new Delegation(memory(count), 0, count);
        AtomicInteger left = new AtomicInteger(count);
        List<Together.Task> tasks = new ArrayList<>();
        for (int client = 0; client < count; client++) {
            int self = client;
            tasks.add(() -> {
                Delegation.Client asks = delegation.client(self, waits[count]);
                for (int round = 0; round < rounds; round++) {
                    assertTrue(asks.offer(self, round, ~round));
                    for (int attempt = 0; !asks.ready(); attempt++) {
                        waits[self].idle(attempt);
                    }
                    assertEquals(31L * round + self, asks.take());
                }
                left.decrementAndGet();
                waits[count].signal();
            });
        }
        tasks.add(() -> {
            Delegation.Server serving = delegation.server(
                    (client, a, b, _) -> {
                        assertEquals(~a, b);
                        return 31 * a + client;
                    },
                    Arrays.copyOf(waits, count));
            for (int attempt = 0; left.get() > 0; attempt++) {
                if (serving.poll() > 0) {
                    attempt = -1;
                } else {
                    waits[count].idle(attempt);
                }
            }
        });
        Together.run(tasks);
    }
}
