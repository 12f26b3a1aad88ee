// SPDX-License-Identifier: Apache-2.0

/// Records the calls that several parties make to one object at the same time, and decides whether they can have
/// happened one at a time. Start at [dev.duality.shm.history.History].
///
/// - A *call* is what one party asked, when it asked, what it was answered and when.
/// - A *model* is the object as a sequential one, in values.
/// - A history is *linearizable* (Herlihy and Wing, 1990) if its calls can be put in an order in which each gets the
///   answer that it got, and none comes before one that had ended when it began.
///
/// It stands here because a [dev.duality.shm.structure.Structure] says what it is as a [dev.duality.shm.history.Model],
/// in the jar of whoever wrote it: a structure's description, the kit that tests it, the workloads that are checked
/// with several workers, and the exploration of weak memory all read that model, and `shm` is the one module below all
/// of them. Of this module it uses [dev.duality.shm.Region], for its clock is a word, and what it throws; and of this
/// module only `structure` uses it, as `ArchitectureTest` holds.
package dev.duality.shm.history;
