// SPDX-License-Identifier: Apache-2.0

/// The kit that tests structures over shared memory, here and of whoever writes one. Start at
/// [dev.duality.shm.contract.StructureContract].
///
/// - A *heap region* keeps its words where a model checker sees them.
/// - A *forwarding region* passes on what is done to it; broken regions are made from it.
/// - A *lock contract* is the structure contract of a lock, with what only locks promise: one holder, counted waits,
///   interrupts; for a lock that serves in the order of asking there is [dev.duality.shm.contract.InTurnContract].
/// - A *layout contract* finds every class of a module that keeps room around its fields, and sees where they lie.
/// - A *trial* runs a contract kit over what is broken, and tells which checks failed.
package dev.duality.shm.contract;
