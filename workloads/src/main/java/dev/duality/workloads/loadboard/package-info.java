// SPDX-License-Identifier: Apache-2.0

/// One set of records that everybody updates and anybody reads. Start at
/// [dev.duality.workloads.loadboard.LoadboardWorkload]. It follows the host-load data base of Sprite: in 1991 that one
/// file made 7.5 of 100 opens uncacheable, and a server process in its place less than 1 (Welch, "Measured Performance
/// of Caching in the Sprite Network File System", 1991).
///
/// - A *host* has a *record* with its *load*, which it alone updates; load 0 is *idle*, any other is *busy*.
/// - A *query* picks an idle host: any, or none if there is none.
/// - A *spell* is a time in which a host is idle without a break.
package dev.duality.workloads.loadboard;
