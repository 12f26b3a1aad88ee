// SPDX-License-Identifier: Apache-2.0

/// Measures: whatever runs a workload by the clock, and the command `duality`. Start at [dev.duality.jmh.cli], which is
/// what a user types; [dev.duality.jmh.KernelBenchmark] is the one benchmark that runs any workload on any substrate.
///
/// - The **plan** of a run, its cells and presets, is in [dev.duality.jmh.plan]; a *cell* as text in
///   [dev.duality.jmh.cell].
/// - The **floor**, the round trip of one cache line, is measured in [dev.duality.jmh.floor].
/// - The **loads**, open loops and the fixed job, are in [dev.duality.jmh.load]; the closed loop is here,
///   [dev.duality.jmh.ClosedLoad], since JMH runs it. A JVM of its own for each is in [dev.duality.jmh.fork].
/// - Parties in processes and on hosts are started by [dev.duality.jmh.peer].
/// - The **gates**, published results asked for again, are in [dev.duality.jmh.reproduce].
package dev.duality.jmh;
