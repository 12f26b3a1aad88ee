// SPDX-License-Identifier: Apache-2.0

/// Processes that move from host to host, with Sprite's home node. Start at
/// [dev.duality.workloads.migration.MigrationWorkload].
///
/// - A *process* is its id and parent, its open streams with their positions, the signals that it has taken, a timer,
///   and its pages: all that is its *image*.
/// - Its *home* is where it is known to everybody else: there its clock and its children are counted, and there signals
///   wait for it until it takes them.
/// - A *visit*: it moves to a worker's host, makes calls there, and goes home. Most calls are *local*; some are
///   *forwarded* home; a few are *joint*, done by both (Douglis and Ousterhout, "Transparent Process Migration", 1991).
package dev.duality.workloads.migration;
