// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.contract.Together;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All that holds of [ParkWait], with words that the two parties reach by different addresses, as processes do.
abstract class MappedWaitTest extends ParkWaitTest {
    @TempDir
    Path folder;

    private final Map<WaitStrategy, Path> files = new HashMap<>();
    private final Map<WaitStrategy, Region> words = new HashMap<>();

    /// The wait of one party, over a mapping of its own.
    abstract WaitStrategy over(Region words, long longestNanos);

    /// That of another party.
    abstract WaitStrategy over(Region words);

    @Override
    WaitStrategy sleeping(long longestNanos) {
        Path file = folder.resolve("word-" + files.size());
        Region word = Region.map(file, Region.APART);
        WaitStrategy wait = over(word, longestNanos);
        files.put(wait, file);
        words.put(wait, word);
        return wait;
    }

    @Override
    WaitStrategy elsewhere(WaitStrategy wait) {
        return over(Region.map(files.get(wait), Region.APART));
    }

    /// The thread of a party that sleeps in the kernel counts as runnable.
    @Override
    boolean sleeps(WaitStrategy wait, Thread party) {
        return words.get(wait).getAcquire(0) == 1;
    }

    @Test
    void anInterruptEndsASleepAtItsEnd() {
        WaitStrategy wait = sleeping(1_000_000);
        Together.run(() -> {
            Thread.currentThread().interrupt();
            assertThrows(WaitStrategy.Interrupted.class, () -> {
                for (int attempt = 0; attempt < WaitStrategy.SPINS + 3; attempt++) {
                    wait.idle(attempt);
                }
            });
            assertTrue(Thread.interrupted());
        });
    }
}
