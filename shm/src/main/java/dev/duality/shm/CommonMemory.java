// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// Memory that processes of one machine share: files in a folder, mapped. Each process that opens the same structures
/// in the same order gets the same regions, because the n-th that is asked for is the n-th file:
///
/// ```java
/// Hardware common = new CommonMemory(folder); // the same folder in each process, new for each opening
/// Kernel kernel = Hardware.in(common, () -> side.open(setting));
/// ```
///
/// What is sound in it is any structure that keeps all its state in regions, whose zero bytes are its first state, or
/// that writes its first state whenever it is opened: every process must have opened it before one uses it.
///
/// - **Threads:** one at a time opens.
public final class CommonMemory implements Hardware {
    private final Path folder;
    private final AtomicInteger regions = new AtomicInteger();

    /// @param folder on a memory file system, where shared words are to be as quick as those of threads
    public CommonMemory(Path folder) {
        this.folder = folder;
    }

    /// The next file.
    /// @throws FileUnusable if it cannot be mapped
    @Override
    public Region allocate(long bytes) {
        return Region.map(folder.resolve("region-" + regions.getAndIncrement()), bytes);
    }

    /// As between threads, but that who sleeps does so on a word that all processes share, or behind an eventfd that
    /// they give each other.
    /// @throws IllegalStateException if it would sleep, and this system has no futex, see [Futex#unavailable], or no
    ///     eventfd
    @Override
    public WaitStrategy wait(Waiting waiting) {
        return switch (waiting.kind()) {
            case PARK -> new FutexWait(allocate(Region.APART), waiting.pauses());
            case EVENTFD -> EventfdParking.wait(allocate(Region.APART), waiting.pauses());
            case SPIN, PAUSE, YIELD, BACKOFF -> WaitStrategy.ofThreads(waiting);
        };
    }
}
