// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import java.util.Map;
import java.util.TreeMap;

/// The times for which a worker waited for pages, as a histogram whose bounds double. For one thread.
final class FaultTimes {
    private static final int LEAST_BITS = 10; // the first bound is 1,024 ns
    private static final int BOUNDS = 12; // the last one about 2 ms

    /// The number of intervals that times are sorted into.
    static final int INTERVALS = BOUNDS + 1;

    private static final int MARGIN = 16; // words at either end, so that no other object's line is written

    private final long[] counts = new long[MARGIN + INTERVALS + MARGIN];

    void add(long nanos) {
        counts[MARGIN + interval(nanos)]++;
    }

    /// The interval of a time, from 0 to [#INTERVALS] - 1.
    static int interval(long nanos) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(nanos >> LEAST_BITS);
        return Math.min(bits, BOUNDS);
    }

    /// The number of waits.
    long count() {
        long count = 0;
        for (long each : counts) {
            count += each;
        }
        return count;
    }

    /// Adds how many were shorter than each bound and no shorter than the one before.
    void addTo(Map<String, Long> all) {
        for (int interval = 0; interval < INTERVALS; interval++) {
            add(all, interval, counts[MARGIN + interval]);
        }
    }

    /// Adds so many waits of one interval.
    static void add(Map<String, Long> all, int interval, long waits) {
        String name = interval == BOUNDS
                ? "faults from %d us".formatted(1 << BOUNDS - 1)
                : "faults below %d us".formatted(1 << interval);
        all.merge(name, waits, Long::sum);
    }

    /// Those of several workers together.
    static Map<String, Long> together(Iterable<FaultTimes> workers) {
        Map<String, Long> all = new TreeMap<>();
        workers.forEach(each -> each.addTo(all));
        return all;
    }
}
