// SPDX-License-Identifier: Apache-2.0

/// Published results as gates. Start at [dev.duality.simulation.gate.Gate].
///
/// - A *gate* is one published result with the *tolerance* within which ours agrees; it has a number that users know it
///   by.
/// - A *finding* is ours, with the *verdict*: met, missed, or that this machine cannot tell.
/// - A *constant* is a number of a model that users can set, to fit another paper.
package dev.duality.simulation.gate;
