// SPDX-License-Identifier: Apache-2.0

/// The host-load data base of Sprite, as a file that everybody writes and as a process that everybody asks (Welch,
/// "Measured Performance of Caching in the Sprite Network File System", 1991), for the workload `loadboard`, see
/// [dev.duality.workloads.loadboard].
package dev.duality.simulation.loadboard;
