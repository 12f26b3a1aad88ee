// SPDX-License-Identifier: Apache-2.0

/// Sprite's processes in virtual time, which move between hosts while messages are lost and hosts die (Douglis and
/// Ousterhout, "Transparent Process Migration", 1991), for the workload `migration`, see
/// [dev.duality.workloads.migration]. Start at `MigrationProtocol`.
///
/// - A process's *home* says where it runs: a host that was sent a process begins only when the home has *confirmed*
/// it.
/// - Each confirmed stay has a *generation*; a host that crashed comes back with another *boot* number.
/// - A host's *owner* comes and goes; when he comes, foreign processes are *evicted*, and go home.
/// - The loads of hosts are on a *board*, that of the workload `loadboard`, at a server or in a file. A host is *given*
/// to a process, and *marked* as busy for it; a host that has no *room* refuses whom it is sent.
/// - A stream that a process shares with its child has its position at the file *server*.
package dev.duality.simulation.migration;
