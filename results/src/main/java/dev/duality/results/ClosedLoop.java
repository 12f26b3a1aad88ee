// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.List;
import java.util.Optional;

/// Workers that issue one operation after the other, as fast as their window lets them.
///
/// @param opsPerSecond of all workers together
/// @param nanosPerOp of one worker: its round trip when the window is 1
/// @param warmups the score of each warm-up iteration in operations per second, in order
/// @param iterations the score of each measured iteration in operations per second, in order
/// @param probes the floor before and after it; empty where a thread alone has none
/// @param batches how batches of dependent operations spread, if they were timed
public record ClosedLoop(
        double opsPerSecond,
        double nanosPerOp,
        List<Double> warmups,
        List<Double> iterations,
        Optional<BatchMeans> batches,
        Optional<FloorProbes> probes,
        Usage usage) {
    public ClosedLoop {
        Require.positive("opsPerSecond", opsPerSecond);
        Require.positive("nanosPerOp", nanosPerOp);
        warmups = Require.list("warmups", warmups);
        warmups.forEach(score -> Require.measure("a score of warmups", score));
        iterations = Require.list("iterations", iterations);
        iterations.forEach(score -> Require.measure("a score of iterations", score));
        Require.optional("batches", batches);
        Require.optional("probes", probes);
        Require.present("usage", usage);
    }
}
