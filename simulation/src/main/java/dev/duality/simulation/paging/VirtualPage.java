// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

/// A page of a segment that has a frame.
final class VirtualPage {
    final PagingEntry entry;
    long content;
    boolean referenced;
    boolean modified;
    boolean pinned; // while it is copied
    boolean writing; // the cleaner has sent it
    long sinceNanos; // when it came to the end of its list

    VirtualPage(PagingEntry entry, long content, boolean modified) {
        this.entry = entry;
        this.content = content;
        this.modified = modified;
        this.referenced = true;
    }
}
