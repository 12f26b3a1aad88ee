// SPDX-License-Identifier: Apache-2.0

/// Memory that is as weak as the access modes of Java allow, and no weaker: structures run on it as they are, since
/// they touch memory through a [dev.duality.shm.Region] only. Start at
/// [dev.duality.simulation.memory.MemoryExploration].
///
/// - A word has *stores*, in one order that all agree on, its modification order; a load may see any of them that the
///   views of its thread do not rule out.
/// - A *view* says for each word the store behind which somebody may not look; stores carry views to whom they
///   synchronise with.
/// - An *execution* is one run of a *scenario* from its beginning. All that was open in it was *chosen*: which thread
///   goes on, which store a load sees, where in the order a store lies, which store is done early. The list of choices
///   is its *schedule*, from which it can be had again.
/// - Plain Java fields and arrays are not seen: between threads they are as strong as one thread alone.
package dev.duality.simulation.memory;
