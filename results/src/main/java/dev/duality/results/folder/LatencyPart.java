// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// A second of an open loop, or a longer part of a long one: a line of its file.
///
/// @param start when the first of its operations was to start, at the earliest
/// @param end when the last was, at the latest
/// @param nanos latencies of the operations that were to start in it, in nanoseconds
/// @param queued of each of its milliseconds how many operations were due and not issued at most; empty where nobody
/// looked
public record LatencyPart(Instant start, Instant end, Histogram nanos, Optional<Histogram> queued) {
    public LatencyPart {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("a part ends at %s, but begins at %s".formatted(end, start));
        }
    }

    /// The latencies of all parts.
    public static Histogram together(List<LatencyPart> parts) {
        Histogram all = new Histogram(DIGITS);
        parts.forEach(part -> all.add(part.nanos));
        return all;
    }

    private static final int DIGITS = 3;
}
