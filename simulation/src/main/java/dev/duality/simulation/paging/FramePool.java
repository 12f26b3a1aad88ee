// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// The frames of a host, and who has them (Nelson 1986; vm/ of Sprite). For one thread.
///
/// Frames are taken for one purpose, are on their way until what they are for has come, and then are settled.
class FramePool {
    /// The fewest frames there can be: so that a sixteenth is one.
    static final int LEAST = 16;

    private static final int CHECKED = 100; // pages that the clock daemon looks at each time
    private static final int GROUP = 10; // pages that virtual memory gives at one penalty
    private static final int DIRTY_PART = 4;
    private static final int VM_PART = 16;

    private final int frames;
    private final long penaltyNanos;
    private final SequencedSet<VirtualPage> allocate = new LinkedHashSet<>(); // the oldest first
    private final SequencedSet<VirtualPage> dirty = new LinkedHashSet<>();
    private final SequencedMap<Integer, Long> files = new LinkedHashMap<>(); // last use by block, the oldest first
    private int free;
    private int pagesComing;
    private int blocksComing;
    private long pageOuts;
    private long given;

    /// @param frames [#LEAST] or more
    /// @param penaltyNanos how much younger virtual memory's pages count for each group that it has given
    FramePool(int frames, long penaltyNanos) {
        this.frames = frames;
        this.penaltyNanos = penaltyNanos;
        this.free = frames;
    }

    /// The most pages that may be dirty.
    int mostDirty() {
        return frames / DIRTY_PART;
    }

    /// The most frames that blocks of files may have: virtual memory keeps the rest.
    int mostFiles() {
        return frames - frames / VM_PART;
    }

    /// Takes a frame for a page.
    /// @return `false` if there is none before the cleaner has written a page
    final boolean takeForPage(long now) {
        if (free > 0) {
            free--;
        } else if (files.isEmpty() || !isFileOlder() || !giveBlock()) {
            if (!givePage(now) && !giveBlock()) {
                return false;
            }
        }
        pagesComing++;
        return true;
    }

    /// Takes a frame for a block of a file.
    /// @return `false` if there is none before the cleaner has written a page
    final boolean takeForBlock(long now) {
        boolean mayGrow = files.size() + blocksComing < mostFiles();
        if (mayGrow && free > 0) {
            free--;
        } else if (mayGrow && (files.isEmpty() || !isFileOlder()) && givePage(now)) {
            given++;
        } else if (!giveBlock()) {
            return false;
        }
        blocksComing++;
        return true;
    }

    /// Whether the file cache has the oldest page, if those of virtual memory count as younger by the penalty.
    private boolean isFileOlder() {
        if (allocate.isEmpty()) {
            return true;
        }
        long groups = files.size() / GROUP;
        return files.firstEntry().getValue() <= allocate.getFirst().sinceNanos + groups * penaltyNanos;
    }

    private boolean giveBlock() {
        return files.pollFirstEntry() != null;
    }

    /// Takes the frame of the first page that was not referenced since it was looked at, and puts modified ones on the
    /// dirty list on the way there.
    private boolean givePage(long now) {
        boolean found = givenOf(now);
        return found || givenOf(now); // the first look may only have cleared what it found
    }

    private boolean givenOf(long now) {
        List<VirtualPage> later = new ArrayList<>();
        boolean found = false;
        for (Iterator<VirtualPage> pages = allocate.iterator(); !found && pages.hasNext(); ) {
            VirtualPage page = pages.next();
            if (page.referenced || page.pinned) {
                page.referenced = false;
                page.sinceNanos = now;
                pages.remove();
                later.add(page);
            } else if (mustBeWritten(page)) {
                if (dirty.size() < mostDirty()) {
                    pages.remove();
                    dirty.add(page);
                }
            } else {
                pages.remove();
                page.entry.page = null;
                found = true;
            }
        }
        allocate.addAll(later);
        return found;
    }

    /// Whether a page would be lost with its frame.
    boolean mustBeWritten(VirtualPage page) {
        return page.modified;
    }

    /// The page that a frame was taken for is there.
    final void settle(VirtualPage page, long now) {
        pagesComing--;
        page.entry.page = page;
        page.sinceNanos = now;
        allocate.add(page);
    }

    /// The block that a frame was taken for is there.
    final void settle(int block, long now) {
        blocksComing--;
        files.put(block, now);
    }

    /// Uses a block, if it is there.
    final boolean uses(int block, long now) {
        if (files.remove(block) == null) {
            return false;
        }
        files.put(block, now);
        return true;
    }

    /// Nobody will ask for the page again.
    final void release(VirtualPage page) {
        page.entry.page = null;
        allocate.remove(page);
        dirty.remove(page);
        free++;
    }

    /// The clock daemon's round: moves those that were referenced to the end.
    final void look(long now) {
        List<VirtualPage> later = new ArrayList<>();
        int checked = 0;
        for (Iterator<VirtualPage> pages = allocate.iterator(); checked < CHECKED && pages.hasNext(); checked++) {
            VirtualPage page = pages.next();
            if (page.referenced) {
                page.referenced = false;
                page.sinceNanos = now;
                pages.remove();
                later.add(page);
            }
        }
        allocate.addAll(later);
    }

    /// The next page to write, which is as good as written from now on unless it is stored into again; null if there
    /// is none.
    final VirtualPage nextToWrite() {
        for (VirtualPage page : dirty) {
            if (!page.writing) {
                page.writing = true;
                page.modified = false;
                page.entry.version++;
                pageOuts++;
                return page;
            }
        }
        return null;
    }

    /// A page is in its swap file. It is the first to go, unless it was used meanwhile.
    final void written(VirtualPage page, long now) {
        page.writing = false;
        if (!dirty.remove(page)) {
            return; // it was released
        }
        if (page.referenced || page.modified) {
            page.sinceNanos = now;
            allocate.addLast(page);
        } else {
            allocate.addFirst(page);
        }
    }

    final int frames() {
        return frames;
    }

    /// All frames, by whoever has them.
    final int counted() {
        return free + pagesComing + blocksComing + allocate.size() + dirty.size() + files.size();
    }

    final int dirty() {
        return dirty.size();
    }

    /// The number of frames that virtual memory has, those included that are free.
    final int ofPages() {
        return frames - files.size() - blocksComing;
    }

    final long pageOuts() {
        return pageOuts;
    }

    /// The number of frames that virtual memory has given to the file cache, not counting free ones.
    final long given() {
        return given;
    }
}
