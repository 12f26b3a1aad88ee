// SPDX-License-Identifier: Apache-2.0

/// Virtual time: what is played here is never timed. Nodes run on one thread over a network that is drawn from a seed,
/// so that a protocol can be tried against loss, delay and crashes, and every run can be repeated.
///
/// - There are three machines: [dev.duality.simulation.network], a network in virtual time;
///   [dev.duality.simulation.multicore], cores with caches that cost what published ones do; and
///   [dev.duality.simulation.memory], memory as weak as Java's access modes allow.
/// - [dev.duality.simulation.protocol] says what a protocol is, and finds those that are registered;
///   [dev.duality.simulation.run] plays one, [dev.duality.simulation.explore] plays thousands and shrinks what fails.
/// - [dev.duality.simulation.scale] plays one job by more hosts than there are, over a carrier that was measured.
/// - [dev.duality.simulation.prediction] is a row that was measured beside what one of these models gives for it.
/// - Each protocol has a package called after its workload. Two follow from any specification:
///   [dev.duality.simulation.derived] and [dev.duality.simulation.replication]. Their nodes are timed on threads, too,
///   and so they stand in `workloads`.
/// - [dev.duality.simulation.gate] says what a published result is; each protocol's stand beside it, and
///   [dev.duality.simulation.reproduce] lays all of them beside ours.
package dev.duality.simulation;
