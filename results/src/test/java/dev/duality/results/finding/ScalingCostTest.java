// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Samples;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// The number of threads of a side that it takes to beat one thread alone.
class ScalingCostTest extends SketchedRun {
    @Test
    void costIsTheLeastNumberOfThreadsThatBeatsThePlainSpecification() {
        addJob(cell("messaging:ring").shape(1, 1), 2.0, 1.8);
        addJob(cell("messaging:ring").shape(2, 1), 1.0, 1.8);
        addJob(cell("messaging:ring").shape(3, 1), 0.5, 1.8);

        Row.Job job =
                findings(4, 4).workloads().getFirst().rows().getFirst().job().orElseThrow();

        assertEquals(OptionalInt.of(3), job.cost());
        assertEquals(4, job.triedThreads());
        assertEquals(0.9, job.speedup().orElseThrow().value(), 1e-9);
    }

    @Test
    void costLooksAtTheSameSettingAloneFromTheFewestThreadsUp() {
        addJob(cell("shm:lock").shape(4, 0), 0.5, 1.8);
        addJob(cell("shm:lock").shape(3, 0), 1.0, 1.8);
        addJob(cell("shm:lock").shape(1, 0).payload(64).workload("other"), 0.1, 1.8);
        addJob(cell("shm:lock").shape(2, 0).payload(64), 0.1, 1.8);
        plan.put(cell("shm:lock").shape(1, 0).make(), Samples.measured(Samples.closed(1e6, 1))); // no job

        Row.Job job =
                findings(4, 4).workloads().getFirst().rows().getFirst().job().orElseThrow();

        assertEquals(OptionalInt.of(3), job.cost());
        assertEquals(4, job.triedThreads());
    }

    /// One fork has no interval: what it saw is no trial of that many threads.
    @Test
    void aSpeedupOfTooFewRoundsIsNoTrial() {
        addJob(cell("shm:lock").shape(2, 0), 1.5, 2.0);

        Row.Job job =
                findings(4, 1).workloads().getFirst().rows().getFirst().job().orElseThrow();

        assertEquals(OptionalInt.empty(), job.cost());
        assertEquals(0, job.triedThreads());
    }

    @Test
    void costDoesNotCountThreadsThatShareACore() {
        addJob(cell("messaging:ring").shape(1, 1), 2.0, 1.8);
        addJob(cell("messaging:ring").shape(2, 1), 1.0, 1.8);

        Row.Job job =
                findings(2, 4).workloads().getFirst().rows().getFirst().job().orElseThrow();

        assertEquals(OptionalInt.empty(), job.cost());
        assertEquals(2, job.triedThreads());
    }

    @Test
    void aSmallMachineLeavesScalingOpen() {
        assertTrue(findings(2).leftOpen().orElseThrow().contains("inconclusive: 2 cores"));
        assertEquals(Optional.empty(), findings(4).leftOpen());
    }
}
