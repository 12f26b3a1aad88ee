// SPDX-License-Identifier: Apache-2.0

/// The findings of a run: rows, grades, gaps and verdicts, all computed from the records and computable again. Start at
/// [dev.duality.results.finding.Findings].
/// - A **row** is a cell with its forks taken together. A cell that failed is no row: it is a
///   [dev.duality.results.finding.Failure] with its reason.
/// - A **grade** says how far a row can be trusted on this machine; each load of a row has its own, for a rate that was
///   missed says nothing against the closed loop beside it. The thresholds stand in
///   [dev.duality.results.finding.Limits].
/// - A **bound** is the least time that a row's operation can take: the lines that must cross between cores, as its
///   side says of itself (`Side.lineTransfers` of the workloads), at half a floor each; see `Grading.boundNanos`.
/// - A **gap** is message side over shared side in time per operation, above 1 when messages cost more. Who is
///   compared with whom stands in [dev.duality.results.finding.Gap].
/// - A **verdict** puts the headline gap of a workload into words.
package dev.duality.results.finding;
