// SPDX-License-Identifier: Apache-2.0

/// Waiting for a lock at a server, and being woken by a message. Start at
/// [dev.duality.simulation.monitor.MonitorProtocol].
///
/// - A *token* is what a process that may have to sleep keeps, so that a wake-up that comes before the sleep is not
/// lost.
/// - A *hit* is a lock that was obtained, a *miss* an attempt that found it held.
/// - *Wake all* lets all who wait try again, *wake one* the first of them; a *hand-off* gives it the lock.
package dev.duality.simulation.monitor;
