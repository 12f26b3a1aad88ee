// SPDX-License-Identifier: Apache-2.0

/// The recovery of open files when their server reboots. Start at [dev.duality.simulation.recovery.RecoveryProtocol].
///
/// - A server keeps on its disk which *version* each file has, and how often it has booted; who has a file open it
///   forgets. Its clients know that, and *reopen* what they had.
/// - A file has *conflicts* if somebody else has opened it meanwhile: the reopen is refused, and the user told.
/// - A *storm* is all clients at once, more than the server has *processes* for; a *negative acknowledgement* says so.
package dev.duality.simulation.recovery;
