// SPDX-License-Identifier: Apache-2.0

/// The things that are measured. Start at [dev.duality.workloads.Workload] to add a workload of your own.
///
/// - A *workload* is one specification with its two sides; a *side* is the workload over one *substrate*, such as
///   `shm:lockfree` or `messaging:ring`; a *kernel* is a side that is open, ready to run.
/// - A *specification* is a sequential object that applies one operation at a time; a *script* is the stream of
///   operations that one worker asks for.
/// - A *worker* is a thread that issues operations through its *caller*; a *server* is a thread that owns state.
/// - From the specification alone come the *derived* sides: an owner behind message queues, and the specification
///   under a lock, under flat combining and behind a mailbox. Hand-written sides are added to them.
package dev.duality.workloads;
