// SPDX-License-Identifier: Apache-2.0

/// Detectors of failure: nobody can tell the dead from the slow, and detectors say when they give up waiting. Start at
/// [dev.duality.workloads.detector.DetectorWorkload].
///
/// - A process *beats*: it says that it is there. An observer *suspects* it once it has not heard a beat for so long as
///   its *patience* lasts, and *trusts* it again at the next beat.
/// - A suspicion of a process that is there is *false*.
/// - A process that crashed and began again has the next *boot* number, which each beat carries.
package dev.duality.workloads.detector;
