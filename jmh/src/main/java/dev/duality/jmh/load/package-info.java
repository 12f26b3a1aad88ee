// SPDX-License-Identifier: Apache-2.0

/// The three ways to load a kernel. A *closed loop* issues the next operation when the last one is complete; an *open
/// loop* issues by a schedule, and counts latency from the intended start; a *job* is a fixed number of operations. All
/// take a [fixture][dev.duality.jmh.load.KernelFixture]: a cell, opened. The closed loop is run by JMH, and so it is
/// `ClosedLoad`, beside the benchmark; its workers' part is here, the [dev.duality.jmh.load.WorkLoop].
package dev.duality.jmh.load;
