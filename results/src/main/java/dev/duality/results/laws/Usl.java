// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.List;

/// The Universal Scalability Law: n threads do gamma n / (1 + alpha (n - 1) + beta n (n - 1)) in a second.
///
/// @param fit what was made least to find them
/// @param capacity gamma: what one thread does alone
/// @param contention alpha: waiting for one another, at a lock or a single server
/// @param coherence beta: each waits for what each other has changed
/// @param peak n*: where throughput is highest
/// @param residuals of each point that was fitted: measured throughput over the law's, less 1
public record Usl(
        Fit fit,
        Estimate capacity,
        Estimate contention,
        Estimate coherence,
        Answer<Estimate> peak,
        List<Double> residuals) {
    public Usl {
        residuals = List.copyOf(residuals);
    }

    /// The law's throughput at n.
    public double throughput(double n) {
        return UslFit.throughput(capacity.value(), contention.value(), coherence.value(), n);
    }
}
