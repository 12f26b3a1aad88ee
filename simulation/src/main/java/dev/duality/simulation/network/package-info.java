// SPDX-License-Identifier: Apache-2.0

/// Nodes in virtual time: all on one thread, over a network that is drawn from a seed. Start at
/// [dev.duality.simulation.network.Simulation].
///
/// - *Virtual time* is in nanoseconds from 0, and stands still while a node does something.
/// - A *network* has laws: how long messages are under way, and which shares are lost, doubled or held back.
/// - A *fault* is one thing that goes wrong: by law, or because a plan says so. A *schedule* is all of them in one run;
///   it can be written, read and replayed.
/// - A *life* of a node goes from a start to a crash; a restart begins the next one.
package dev.duality.simulation.network;
