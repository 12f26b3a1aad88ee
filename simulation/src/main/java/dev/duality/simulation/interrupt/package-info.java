// SPDX-License-Identifier: Apache-2.0

/// A router with one processor, and packets that come faster than it can forward them (Mogul and Ramakrishnan, 1996),
/// for the workload `interrupt`, see [dev.duality.workloads.interrupt].
///
/// - *Livelock*: the processor does nothing but take packets in, and delivers none.
/// - A *quota* is how many packets a poll takes at most; *feedback* stops taking packets in while a queue behind is
///   full.
package dev.duality.simulation.interrupt;
