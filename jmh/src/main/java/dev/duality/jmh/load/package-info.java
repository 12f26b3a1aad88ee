// SPDX-License-Identifier: Apache-2.0

/// The three ways to load a kernel. A *closed loop* issues the next operation when the last one is complete; an *open
/// loop* issues by a schedule, and counts latency from the intended start; a *job* is a fixed number of operations. All
/// take a [fixture][dev.duality.jmh.load.KernelFixture]: a cell, opened. Inside a fork JMH makes the benchmark's
/// object, and [dev.duality.jmh.load.HandOver] is where the two meet.
package dev.duality.jmh.load;
