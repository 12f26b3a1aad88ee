// SPDX-License-Identifier: Apache-2.0

/// The three ways to load a kernel. A *closed loop* issues the next operation when the last one is complete; an *open
/// loop* issues by a schedule, and counts latency from the intended start; a *job* is a fixed number of operations.
package dev.duality.jmh.load;
