// SPDX-License-Identifier: Apache-2.0

/// Sprite's kernel-to-kernel call over a network that fails (Welch, "The Sprite Remote Procedure Call System", 1986),
/// for the workload `rpc`, see [dev.duality.workloads.rpc].
///
/// - A *channel* of a client has one call under way; a call has the next *number* of its channel.
/// - A *fragment* is the part of a call's or a reply's data that goes into one message.
/// - A *boot number* counts the lives of a node, from 1. A server executes what was addressed to its own life only.
package dev.duality.simulation.rpc;
