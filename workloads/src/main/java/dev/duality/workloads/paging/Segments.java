// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.shm.SplitMix64;
import dev.duality.workloads.Setting;
import java.util.Arrays;

/// The segments of an address space, and the place of an address in them. Immutable.
///
/// An address is a segment's number, and below it the word's number in the segment.
final class Segments {
    static final int PAGE_BYTES = 4096;
    static final int PAGE_WORDS = PAGE_BYTES / Long.BYTES;

    /// Everybody loads it, nobody stores into it.
    static final int CODE = 0;

    /// The heap that everybody loads from and stores into.
    static final int SHARED = 1;

    /// The heap of worker 0; those of the others follow.
    static final int OWN = 2;

    private static final int SEGMENT_SHIFT = 40;
    private static final long WORD = (1L << SEGMENT_SHIFT) - 1;

    private final int[] firsts; // the number of each segment's first page among all, and last how many there are

    private Segments(int... pages) {
        firsts = new int[pages.length + 1];
        for (int segment = 0; segment < pages.length; segment++) {
            firsts[segment + 1] = Math.addExact(firsts[segment], pages[segment]);
        }
    }

    /// A quarter of the pages is code, a quarter the shared heap, and workers have equal parts of the rest; each
    /// segment has one page at least.
    static Segments of(Setting setting) {
        int pages = setting.getInt(PagingWorkload.PAGES);
        int quarter = Math.max(1, pages / 4);
        int[] all = new int[OWN + setting.workers()];
        all[CODE] = quarter;
        all[SHARED] = quarter;
        for (int worker = 0; worker < setting.workers(); worker++) {
            all[OWN + worker] = Math.max(1, (pages - 2 * quarter) / setting.workers());
        }
        return new Segments(all);
    }

    /// A page of code, and all others in the shared heap: what a trace says nothing else of.
    static Segments sharing(int pages, int workers) {
        int[] all = new int[OWN + workers];
        Arrays.fill(all, 1);
        all[SHARED] = pages;
        return new Segments(all);
    }

    int count() {
        return firsts.length - 1;
    }

    /// The number of pages that all segments have together.
    int pages() {
        return firsts[count()];
    }

    int pages(int segment) {
        return firsts[segment + 1] - firsts[segment];
    }

    /// The address of a word.
    /// @param page its number in the segment
    static long address(int segment, int page, int word) {
        return (long) segment << SEGMENT_SHIFT | (long) page * PAGE_WORDS + word;
    }

    static int segment(long address) {
        return (int) (address >>> SEGMENT_SHIFT);
    }

    /// The offset of an address's word in its segment's file, in bytes.
    static long offset(long address) {
        return (address & WORD) * Long.BYTES;
    }

    /// The number of its word in the page.
    static int word(long address) {
        return (int) address & PAGE_WORDS - 1;
    }

    /// The number of an address's page among the pages of all segments.
    int page(long address) {
        return firsts[segment(address)] + (int) ((address & WORD) / PAGE_WORDS);
    }

    /// The segment of a page.
    /// @param page its number among the pages of all segments
    int segmentOf(int page) {
        int segment = 0;
        while (page >= firsts[segment + 1]) {
            segment++;
        }
        return segment;
    }

    /// The address of the first word of a page.
    /// @param page its number among the pages of all segments
    long address(int page) {
        int segment = segmentOf(page);
        return address(segment, page - firsts[segment], 0);
    }

    /// The content of a word before anybody stores into it: code differs from word to word, so that a page in the wrong
    /// place is seen; heaps are zero.
    static long initial(long address) {
        return segment(address) == CODE ? SplitMix64.of(address) | Long.MIN_VALUE : 0;
    }

    /// A word's part of the digest: 0 for one that holds what it held at first.
    static long digest(long address, long value) {
        return value == initial(address) ? 0 : SplitMix64.of(address, value);
    }
}
