// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

/// An entry of a segment's page table.
final class PagingEntry {
    final long segment;
    final int number;
    VirtualPage page; // null while it has no frame
    long version; // of what was sent to the swap file last; 0 if it has nothing
    PagingEntry lender; // whose page this one borrows; null once it has, or needs, none
    PagingEntry borrower; // who borrows this page

    PagingEntry(long segment, int number) {
        this.segment = segment;
        this.number = number;
    }

    /// Nothing is borrowed between this one and the one that it borrows from, any more.
    void part() {
        if (lender != null) {
            lender.borrower = null;
            lender = null;
        }
    }
}
