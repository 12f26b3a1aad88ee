// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

/// A fixed job, split over the workers.
///
/// @param operations of the whole job
/// @param seconds what the workers took for it, from the first start to the last end
/// @param plainSeconds T1: what the specification took for the same job, plainly in one thread, in the same fork
public record FixedJob(long operations, double seconds, double plainSeconds, Usage usage) {
    public FixedJob {
        Require.atLeast("operations", 1, operations);
        Require.positive("seconds", seconds);
        Require.positive("plainSeconds", plainSeconds);
        Require.present("usage", usage);
    }
}
