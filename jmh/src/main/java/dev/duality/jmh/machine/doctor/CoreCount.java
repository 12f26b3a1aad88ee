// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import dev.duality.jmh.machine.placement.Affinity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The number of cores that really run at the same time. Quotas, hypervisors and neighbours take cores away without a
/// word, so we let threads count for a while: all together, and one alone as the control.
///
/// @param threads how many counted together
/// @param realCores what they counted together, in multiples of what one counts alone
public record CoreCount(int threads, double realCores) {
    /// As long as the period of a quota, so that a quota is seen.
    private static final Duration WINDOW = Duration.ofMillis(100);

    private static final int CHUNK = 1_000;

    public CoreCount {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", but must be 1 or more");
        }
    }

    /// Deltas with one thread on each of `cpus`, pinned where that is possible. Takes less than half a second, with
    /// all of those CPUs busy for 100 ms of it.
    /// @param cpus one per core, or else siblings count as less than a core; not empty
    /// @throws InterruptedException if the calling thread is interrupted while it waits
    public static CoreCount measure(Affinity affinity, List<Integer> cpus) throws InterruptedException {
        return measure(affinity, cpus, WINDOW);
    }

    static CoreCount measure(Affinity affinity, List<Integer> cpus, Duration window) throws InterruptedException {
        List<Integer> one = List.of(cpus.getFirst());
        count(affinity, one, window); // until the loop is compiled
        long before = LongStream.of(count(affinity, one, window)).sum();
        long[] together = count(affinity, cpus, window);
        long after = LongStream.of(count(affinity, one, window)).sum();
        return of(Math.max(before, after), together);
    }

    /// @param alone what one thread counts
    /// @param together what each of several counted at the same time
    static CoreCount of(long alone, long[] together) {
        return new CoreCount(together.length, (double) LongStream.of(together).sum() / Math.max(alone, 1));
    }

    private static long[] count(Affinity affinity, List<Integer> cpus, Duration window) throws InterruptedException {
        long[] counts = new long[cpus.size()];
        CountDownLatch ready = new CountDownLatch(cpus.size());
        CountDownLatch go = new CountDownLatch(1);
        long[] end = new long[1]; // written before `go`, read after it
        List<Thread> threads = IntStream.range(0, counts.length)
                .mapToObj(index -> new Thread(
                        () -> {
                            affinity.pin(cpus.get(index)); // best effort: unpinned counts are good enough here
                            ready.countDown();
                            counts[index] = countUntil(go, end);
                        },
                        "core-count-" + index))
                .toList();
        threads.forEach(thread -> thread.setDaemon(true));
        threads.forEach(Thread::start);
        ready.await();
        end[0] = System.nanoTime() + window.toNanos();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return counts;
    }

    private static long countUntil(CountDownLatch go, long[] end) {
        try {
            go.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
        long chunks = 0;
        long mixed = 1;
        while (System.nanoTime() - end[0] < 0) {
            mixed = chunk(mixed);
            chunks++;
        }
        return mixed == 0 ? 0 : chunks; // it never is: so the work cannot be left out
    }

    /// A chain of dependent steps (xorshift), which one core cannot do side by side.
    private static long chunk(long seed) {
        long x = seed;
        for (int i = 0; i < CHUNK; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }
}
