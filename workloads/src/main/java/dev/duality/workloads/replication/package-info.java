// SPDX-License-Identifier: Apache-2.0

/// A state that two nodes hold, so that the work goes on when one of them breaks: primary and back-up. Start at
/// [dev.duality.workloads.replication.ReplicaNode].
///
/// - The two *replicas* hold copies of one state. The *primary* does what clients ask for, and answers when the
///   *back-up* has done it, too; a primary without a back-up answers *alone*.
/// - Who is what is a *view*. A *view service* numbers views, and *promotes* the back-up when the primary is silent.
/// - The *position* of an operation is its place in the order in which the primary does them, from 1. It is *committed*
///   when it may be answered.
/// - A back-up of a new view begins with nothing and gets all operations from the first: that is the *transfer*. When
///   it is done the back-up is *synced*, and may be promoted.
/// - A client has a few *slots*, each with one operation under way; the operations of a slot are *numbered* from 1.
///   Replicas keep a *row* for each slot of each client: together the *client table* of Viewstamped Replication.
package dev.duality.workloads.replication;
