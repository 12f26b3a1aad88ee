// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.delegation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.history.Model;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Clients that have a server add to a number. There is no count in the bytes that could run over.
class DelegationContractTest implements StructureContract<DelegationContractTest.Added> {
    /// @param gave the number before
    record Added(long delta, long gave) {}

    @Override
    public long bytes(Shape shape) {
        return Delegation.bytes(shape.parties());
    }

    @Override
    public boolean hasServer() {
        return true;
    }

    @Override
    public int calls() {
        return 400; // each waits for the server, which may be without a core
    }

    @Override
    public View<Added> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        int clients = shape.parties();
        Delegation delegation = new Delegation(region, offset, clients);
        return new View<>() {
            private long sum; // the server's

            @Override
            public Party<Added> party(int number) {
                Delegation.Client client = delegation.client(number, waits[clients]);
                return random -> {
                    long delta = random.nextLong(-3, 9);
                    assertTrue(client.offer(5, delta, ~delta));
                    for (int attempt = 0; !client.ready(); attempt++) {
                        waits[number].idle(attempt);
                    }
                    return new Added(delta, client.take());
                };
            }

            @Override
            public BooleanSupplier server() {
                Delegation.Server server = delegation.server(
                        (kind, delta, check, _) -> {
                            assertEquals(5, kind);
                            assertEquals(~delta, check);
                            sum += delta;
                            return sum - delta;
                        },
                        Arrays.copyOf(waits, clients));
                return () -> server.poll() > 0;
            }
        };
    }

    @Override
    public Model<Long, Added> model(Shape shape) {
        return Model.of(
                0L, (number, call) -> call.gave() == number ? Optional.of(number + call.delta()) : Optional.empty());
    }
}
