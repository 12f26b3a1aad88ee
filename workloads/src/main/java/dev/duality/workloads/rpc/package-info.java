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
package dev.duality.workloads.rpc;
