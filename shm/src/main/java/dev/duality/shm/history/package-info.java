// SPDX-License-Identifier: Apache-2.0

/// Records the calls that several parties make to one object at the same time, and decides whether they can have
/// happened one at a time. Start at [dev.duality.shm.history.History].
///
/// - A *call* is what one party asked, when it asked, what it was answered and when.
/// - A *model* is the object as a sequential one, in values.
/// - A history is *linearizable* (Herlihy and Wing, 1990) if its calls can be put in an order in which each gets the
///   answer that it got, and none comes before one that had ended when it began.
package dev.duality.shm.history;
