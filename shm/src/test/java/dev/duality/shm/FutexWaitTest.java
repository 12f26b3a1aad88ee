// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.shm.contract.Together;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All that holds of [ParkWait], with a word that the two parties reach by different addresses, as processes do.
class FutexWaitTest extends ParkWaitTest {
    @TempDir
    private Path folder;

    private final Map<WaitStrategy, Path> files = new HashMap<>();
    private final Map<WaitStrategy, Region> words = new HashMap<>();

    @BeforeEach
    void hasFutex() {
        assumeTrue(Futex.unavailable().isEmpty(), () -> Futex.unavailable().orElseThrow());
    }

    @Override
    WaitStrategy sleeping(long longestNanos) {
        Path file = folder.resolve("word-" + files.size());
        Region word = Region.map(file, Region.APART);
        WaitStrategy wait = new FutexWait(word, 2, longestNanos);
        files.put(wait, file);
        words.put(wait, word);
        return wait;
    }

    @Override
    WaitStrategy elsewhere(WaitStrategy wait) {
        return new FutexWait(Region.map(files.get(wait), Region.APART), 2);
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
            assertEquals(true, Thread.interrupted());
        });
    }

    @Test
    void processesThatOpenTheSameInTheSameOrderGetTheSameWordsAndWaits() {
        Hardware one = new CommonMemory(folder);
        Hardware other = new CommonMemory(folder);
        Region first = Hardware.in(one, () -> Region.allocate(64));
        Region second = Hardware.in(one, () -> Region.allocate(64));
        Region firstThere = Hardware.in(other, () -> Region.allocate(64));
        Region secondThere = Hardware.in(other, () -> Region.allocate(64));

        first.setRelease(0, 1);
        second.setRelease(0, 2);

        assertEquals(1, firstThere.getAcquire(0));
        assertEquals(2, secondThere.getAcquire(0));
    }
}
