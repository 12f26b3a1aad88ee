// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.shm.WaitStrategy;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Messages between ends that find each other only when they are used.
final class Moving {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Moving() {}

    static boolean send(Channel.Sender sender) {
        sender.message().set(1, 2, 3, 4);
        return sender.offer();
    }

    static void await(BooleanSupplier holds) {
        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.YIELD);
        long began = System.nanoTime();
        for (int attempt = 0; !holds.getAsBoolean(); attempt++) {
            assertTrue(System.nanoTime() - began < PATIENCE.toNanos(), "nothing moves");
            wait.idle(attempt);
        }
    }

    static void take(Channel.Receiver receiver, int count) {
        int[] left = {count};
        await(() -> (left[0] -= receiver.poll(_ -> {}, left[0])) == 0);
    }
}
