// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.doctor.Caches;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.machine.placement.Pinning;
import dev.duality.shm.Diagnosis;
import dev.duality.workloads.BadInput;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// A thread on a core of its own that copies memory, back and forth between two buffers outside of the heap, from
/// [#start] on until it is closed. Each buffer is of twice the size of the core's last cache, so that each copied byte
/// comes from memory and goes there.
///
/// - **Threads:** one starts and closes it; [#reading] is safe from any.
final class StreamingNeighbour implements AutoCloseable {
    /// Its work so far.
    record Reading(long copiedBytes, long cpuNanos) {
        static final Reading NONE = new Reading(0, 0);
    }

    /// The size of a buffer where the system does not say how large caches are.
    private static final long USUAL_BYTES = 64L << 20;

    private static final int LINE_BYTES = 64;

    /// A copy has no safepoint in it, and whoever collects garbage waits for one: a piece takes some ten microseconds.
    private static final long PIECE_BYTES = 64 << 10;

    private final ThreadMXBean clocks = ManagementFactory.getThreadMXBean();
    private final Thread thread;
    private final CountDownLatch begun = new CountDownLatch(1); // once through, or failed
    private Optional<RuntimeException> failure = Optional.empty(); // written before begun
    private final AtomicLong copied =
            new AtomicLong(); // written by the thread alone; both opaque, as nothing else follows
    private final AtomicBoolean over = new AtomicBoolean();

    private StreamingNeighbour(Affinity affinity, int cpu, long bytes) {
        thread = Thread.ofPlatform().daemon().name("neighbour").unstarted(() -> run(affinity, cpu, bytes));
    }

    /// The size of each of two buffers beside a core.
    static long bytes(SystemTree tree, int cpu) {
        OptionalLong last = Caches.lastBytes(tree, cpu);
        return last.isPresent() ? 2 * last.getAsLong() : USUAL_BYTES;
    }

    /// Starts it, and returns when it has been through both buffers.
    /// @param cpu that nobody else uses
    /// @throws BadInput if it cannot be pinned there
    /// @throws Diagnosis if there is not so much memory to be had
    static StreamingNeighbour start(Affinity affinity, int cpu, long bytes) {
        StreamingNeighbour neighbour = new StreamingNeighbour(affinity, cpu, bytes);
        neighbour.thread.start();
        try {
            neighbour.begun.await();
        } catch (InterruptedException e) {
            neighbour.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the neighbour began", e);
        }
        if (neighbour.failure.isPresent()) {
            throw neighbour.failure.get();
        }
        return neighbour;
    }

    private void run(Affinity affinity, int cpu, long bytes) {
        try {
            if (affinity.pin(cpu) instanceof Pinning.Unpinned(String reason)) {
                throw new BadInput(
                        "the neighbour cannot be bound to CPU %d, and beside the row on its core it would be no neighbour: %s"
                                .formatted(cpu, reason));
            }
            stream(bytes);
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        } catch (OutOfMemoryError e) {
            failure = Optional.of(new Diagnosis(
                    "the neighbour has no memory for two buffers of %,d bytes: %s".formatted(bytes, e.getMessage()),
                    e));
        } finally {
            begun.countDown();
        }
    }

    private void stream(long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocate(bytes, LINE_BYTES);
            MemorySegment to = arena.allocate(bytes, LINE_BYTES);
            from.fill((byte) 1);
            to.fill((byte) 1);
            while (!over.getOpaque()) {
                copy(from, to);
                copy(to, from);
                begun.countDown();
            }
        }
    }

    private void copy(MemorySegment from, MemorySegment to) {
        for (long at = 0; at < from.byteSize() && !over.getOpaque(); at += PIECE_BYTES) {
            long piece = Math.min(PIECE_BYTES, from.byteSize() - at);
            MemorySegment.copy(from, at, to, at, piece);
            copied.setOpaque(copied.getPlain() + piece);
        }
    }

    /// Its work since it was started.
    Reading reading() {
        return new Reading(copied.getOpaque(), Math.max(0, clocks.getThreadCpuTime(thread.threadId())));
    }

    /// Ends it, and waits until it has ended.
    @Override
    public void close() {
        over.setOpaque(true);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
