// SPDX-License-Identifier: Apache-2.0

/// Plays of a protocol's cast: in virtual time, where every event is checked and every run can be repeated, and on
/// threads, with the same nodes. Start at [dev.duality.simulation.run.SimulationRun].
///
/// - *Conditions* are what the cast plays under: the network's laws, the faults of nodes, how long at most.
/// - An *ending* says how a play came out; only a play that [dev.duality.simulation.run.SimulationOutcome.Finished] is
/// a result.
package dev.duality.simulation.run;
