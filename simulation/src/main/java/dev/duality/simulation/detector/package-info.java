// SPDX-License-Identifier: Apache-2.0

/// Heartbeats and those who watch them, for the workload `detector`, see [dev.duality.workloads.detector].
///
/// - An observer *suspects* a process once it has not heard a beat for so long as its *patience* lasts, and *trusts* it
///   again at the next beat.
/// - A suspicion of a process that is there is *false*.
/// - A process that crashed and began again has the next *boot* number, which each beat carries.
package dev.duality.simulation.detector;
