// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.lock.Lock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The further promises of a [Lock] that serves in the order of asking.
public interface InTurnContract extends LockContract {
    @Test
    default void whoAskedFirstIsServedFirst() {
        int parties = 4;
        try (Region region = Region.allocate(lockBytes(parties))) {
            Lock lock = lock(region, 0, WaitStrategy.of(WaitStrategy.Kind.YIELD, parties));
            List<Integer> served = Collections.synchronizedList(new ArrayList<>());
            lock.lock(0);
            List<Together.Task> tasks = new ArrayList<>();
            for (int party = 1; party < parties; party++) {
                int self = party;
                tasks.add(() -> {
                    awaitMisses(lock, self - 1); // those before have asked
                    lock.lock(self);
                    served.add(self);
                    lock.unlock(self);
                });
            }
            tasks.add(() -> {
                awaitMisses(lock, parties - 1);
                lock.unlock(0);
            });
            Together.run(tasks);
            assertEquals(List.of(1, 2, 3), served);
        }
    }

    private static void awaitMisses(Lock lock, int count) {
        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.YIELD);
        for (int attempt = 0; lock.misses() < count; attempt++) {
            wait.idle(attempt);
        }
    }
}
