// SPDX-License-Identifier: Apache-2.0

/// Virtual memory backed by files. Start at [dev.duality.workloads.paging.PagingWorkload].
///
/// - A *segment* is a row of pages with a *backing file*: code, whose file is what is executed; a heap that all share;
///   and a heap of each worker's own. Heaps are zero at first.
/// - A *touch* is a load or a store of one word. A *run* is some touches of one page, one after the other.
/// - A *frame* holds a page in memory; there are fewer frames than pages. A touch of a page without a frame is a
///   *fault*: the page is read from its file, and another one leaves, written back if it is *dirty*.
package dev.duality.workloads.paging;
