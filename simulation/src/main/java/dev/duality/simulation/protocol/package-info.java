// SPDX-License-Identifier: Apache-2.0

/// Protocols, and the catalogue of them. Start at [dev.duality.simulation.protocol.Protocol].
///
/// - A *protocol* makes nodes that do the work of a workload, so that its answers stay right whatever the network does.
/// - A *deployment* is the nodes of one play, and what must hold of them.
/// - A *kind of fault* is something that can go wrong; a protocol says which of them it *withstands*.
/// - A *provider* gives workloads their protocols; it is found by [java.util.ServiceLoader].
package dev.duality.simulation.protocol;
