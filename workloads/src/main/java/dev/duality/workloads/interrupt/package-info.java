// SPDX-License-Identifier: Apache-2.0

/// The workload `interrupt`: devices raise, bottom halves work. Start at
/// [dev.duality.workloads.interrupt.InterruptWorkload]; the words are those of [dev.duality.interrupts].
///
/// An operation is one interrupt: a worker raises it, and it is complete when the worker hears that its bottom half is
/// done. Each worker is a source, and each device lives on one worker, so that the order of its interrupts is known.
package dev.duality.workloads.interrupt;
