// SPDX-License-Identifier: Apache-2.0

/// The workload `rpc`: Sprite's kernel-to-kernel call, on one machine.
/// Start at [dev.duality.workloads.rpc.RpcWorkload].
///
/// - A *command* says which procedure is called: *null* does nothing, *echo* sends the caller's bytes back, *read*
///   sends bytes of a file that the server holds.
/// - A *client stub* puts integer parameters and opaque data into a call, a *server stub* takes them out: here the two
///   words and the payload of an operation.
/// - A *client* is a worker; its calls are numbered from 1. That the server has executed each once, and in their order,
///   shows in every result.
///
/// Over a network that fails it takes a protocol, see `SpriteProtocol`:
/// - A *channel* of a client has one call under way; a call has the next *number* of its channel.
/// - A *fragment* is the part of a call's or a reply's data that goes into one message.
/// - A *boot number* counts the lives of a node, from 1. A server executes what was addressed to its own life only.
package dev.duality.workloads.rpc;
