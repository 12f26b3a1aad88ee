// SPDX-License-Identifier: Apache-2.0

/// The findings of a run, as plain records. Start at [dev.duality.results.Run].
/// - A **run** is one invocation of `duality run`: its plan, the machine, and one record per cell and fork.
/// - A **cell** is one workload on one substrate with its parameters: one row of the plan.
/// - A **fork** is one JVM that measured one cell, under each of the cell's **loads**: closed loop, open loop, job.
/// - The **floor** is the round trip of one cache line between two cores, measured in the same run.
/// - Times end in `Nanos`, `Millis` or `Seconds`, rates in `PerSecond`, costs of one operation in `PerOp`.
/// - What a machine does not tell is empty, never zero and never guessed.
///
/// Records hold what was measured and nothing that can be computed from it. Packages beside this one, arrows upwards
/// only: `folder` keeps a run on disk, `statistics` knows medians, intervals and merged histograms, `finding` grades
/// rows and pairs them into gaps, `table` prints.
package dev.duality.results;
