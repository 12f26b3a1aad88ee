// SPDX-License-Identifier: Apache-2.0

/// Primary and back-up over a network that fails. The replicas and their words are those of
/// [dev.duality.workloads.replication], which are timed on threads, too; here are the clients with their scripts, the
/// view service, and who checks them. Start at [dev.duality.simulation.replication.ReplicatedProtocol].
package dev.duality.simulation.replication;
