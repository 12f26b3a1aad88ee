// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.history.Model;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Clients that have a server add to a number. Its ends count requests from 0 whatever the bytes say, so there is no
/// way to begin near where a count runs over.
class MailboxContractTest implements StructureContract<MailboxContractTest.Added> {
    /// @param gave the number before
    record Added(long delta, long gave) {}

    @Override
    public long bytes(Shape shape) {
        return Mailbox.bytes(shape.parties(), shape.capacity(), shape.payloadBytes());
    }

    @Override
    public boolean hasServer() {
        return true;
    }

    @Override
    public boolean answersInPlace() {
        return true;
    }

    @Override
    public int calls() {
        return 400; // each waits for the server, which may be without a core
    }

    @Override
    public boolean hasCapacity() {
        return true;
    }

    @Override
    public int longestPayload() {
        return 500;
    }

    @Override
    public View<Added> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        int clients = shape.parties();
        int bytes = shape.payloadBytes();
        Mailbox mailbox = new Mailbox(region, offset, clients, shape.capacity(), bytes);
        return new View<>() {
            private long sum; // the server's

            @Override
            public Party<Added> party(int number) {
                Mailbox.Client client = mailbox.client(number, waits[clients]);
                Payload payload = new Payload(bytes);
                return random -> {
                    long delta = random.nextLong(-3, 9);
                    long stamp = random.nextLong();
                    payload.stamp(stamp, bytes);
                    assertTrue(client.offer(5, delta, stamp, payload));
                    for (int attempt = 0; !client.ready(); attempt++) {
                        waits[number].idle(attempt);
                    }
                    long gave = client.take(payload);
                    assertStamp(~stamp, bytes / 2, payload);
                    return new Added(delta, gave);
                };
            }

            @Override
            public BooleanSupplier server() {
                Mailbox.Server server = mailbox.server(
                        (kind, delta, stamp, payload) -> {
                            assertEquals(5, kind);
                            assertStamp(stamp, bytes, payload);
                            payload.stamp(~stamp, bytes / 2);
                            sum += delta;
                            return sum - delta;
                        },
                        Arrays.copyOf(waits, clients));
                return () -> server.poll() > 0;
            }
        };
    }

    private static void assertStamp(long stamp, int bytes, Payload payload) {
        assertEquals(bytes, payload.length());
        assertEquals(bytes < Long.BYTES ? stamp & (1L << 8 * bytes) - 1 : stamp, payload.stamp());
    }

    @Override
    public Model<Long, Added> model(Shape shape) {
        return Model.of(
                0L, (number, call) -> call.gave() == number ? Optional.of(number + call.delta()) : Optional.empty());
    }
}
