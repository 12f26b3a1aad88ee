// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/// The latencies of one worker, second by second of the schedule. For one thread, which makes it.
final class Latency {
    static final long LATEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;
    private static final long SECOND_NANOS = 1_000_000_000;

    /// Of longer schedules the parts are longer, so that a file holds no more of them than its readers take.
    private static final int MOST_PARTS = 90;

    private final long partNanos;
    private final Histogram[] parts;
    private long start;

    Latency(long lengthNanos) {
        partNanos = Math.max(SECOND_NANOS, (lengthNanos - 1) / MOST_PARTS + 1);
        parts = new Histogram[(int) ((lengthNanos - 1) / partNanos) + 1];
        Arrays.setAll(parts, _ -> new Histogram(LATEST_NANOS, DIGITS));
    }

    /// A schedule begins.
    void begin(long startNanos) {
        start = startNanos;
    }

    /// An operation has completed.
    /// @param due its intended start; what lies behind the schedule's end counts with its last second
    /// @return its latency
    long record(long due, long end) {
        long nanos = Math.clamp(end - due, 0, LATEST_NANOS);
        parts[(int) Math.min(parts.length - 1, (due - start) / partNanos)].recordValue(nanos);
        return nanos;
    }

    /// Forgets all.
    void reset() {
        for (Histogram part : parts) {
            part.reset();
        }
    }

    long partNanos() {
        return partNanos;
    }

    /// Of several workers of one schedule, part by part.
    static List<Histogram> together(List<Latency> workers) {
        Histogram[] all = new Histogram[workers.getFirst().parts.length];
        Arrays.setAll(all, part -> {
            Histogram sum = new Histogram(LATEST_NANOS, DIGITS);
            workers.forEach(worker -> sum.add(worker.parts[part]));
            return sum;
        });
        return List.of(all);
    }
}
