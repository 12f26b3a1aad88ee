// SPDX-License-Identifier: Apache-2.0

/// Prefix tables of clients, over a network (Welch and Ousterhout, "Prefix Tables", 1986), for the workload `prefix`,
/// see [dev.duality.workloads.prefix].
///
/// - An entry of a client's table is a *hint*: it may be *stale*, and then the server that it names says so.
/// - A client that has no entry, or a stale one, *broadcasts*: it asks all servers, and the one that has the domain
///   answers.
package dev.duality.simulation.prefix;
