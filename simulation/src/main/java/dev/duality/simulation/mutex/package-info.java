// SPDX-License-Identifier: Apache-2.0

/// Lamport's mutual exclusion (Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System", 1978), for
/// the workload `mutex`, see [dev.duality.workloads.mutex].
///
/// - A *request* has a time of Lamport's clock; requests are ordered by (time, process).
/// - An event is a send, a receipt, an entry or an exit; one *happens before* another if it is earlier on the same
///   process or a chain of messages leads from it there.
package dev.duality.simulation.mutex;
