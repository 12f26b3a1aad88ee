// SPDX-License-Identifier: Apache-2.0

/// Owners and callers as a protocol, which follows from any specification. The nodes are those of
/// [dev.duality.workloads.derived], which are timed on threads, too. Start at
/// [dev.duality.simulation.derived.PlainProtocol].
package dev.duality.simulation.derived;
