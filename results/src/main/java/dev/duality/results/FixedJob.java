// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.Optional;

/// A fixed job, split over the workers; of T1, done by one thread.
///
/// @param operations of the whole job
/// @param passes how often it was done, so that all passes together took long enough to be timed
/// @param seconds what the workers took for it, from the first start to the last end; of the middle pass
/// @param probes the floor before and after all passes
public record FixedJob(long operations, int passes, double seconds, Optional<FloorProbes> probes, Usage usage) {
    public FixedJob {
        Require.atLeast("operations", 1, operations);
        Require.atLeast("passes", 1, passes);
        Require.positive("seconds", seconds);
        Require.optional("probes", probes);
        Require.present("usage", usage);
    }
}
