// SPDX-License-Identifier: Apache-2.0

/// Plays of a protocol's deployment: in virtual time, where every event is checked and every run can be repeated, and
/// on threads, with the same nodes. Start at [dev.duality.simulation.run.SimulationRun].
///
/// - *Conditions* are what the nodes play under: the network's laws, the faults of nodes, how long at most.
/// - An *outcome* says how a play came out; only a play that has
///   [dev.duality.simulation.run.SimulationOutcome.Finished] is a result.
package dev.duality.simulation.run;
