// SPDX-License-Identifier: Apache-2.0

/// Sprite's virtual memory and file cache over one pool of frames, in virtual time. Start at
/// [dev.duality.simulation.paging.PagingProtocol].
///
/// - A *host* has *frames*; each is free, on its way, holds a page of a *segment*, or a block of a *file*.
/// - A page that is not in memory is in the segment's *swap file*, at the server.
/// - The *allocate list* has the pages roughly in the order of their last use: a *clock daemon* looks at some of them
///   each second, and moves those that were referenced to the end. The *dirty list* has those that a *cleaner* writes.
/// - A *child* has its parent's pages without a copy until one of both needs its own: it *borrows* them.
/// - Virtual memory and file cache *bargain*: of both, the one whose oldest page is older gives up a frame.
package dev.duality.simulation.paging;
