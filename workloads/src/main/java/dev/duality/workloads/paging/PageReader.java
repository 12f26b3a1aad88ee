// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.shm.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Words of backing files, of which whole pages are read. For one thread, while nobody writes.
final class PageReader {
    private static final long NONE = -1;

    private final LinuxMemoryCalls calls;
    private final Errno errno;
    private final MemorySegment page;
    private long read = NONE; // the address of the first word of the page that was read last

    PageReader(LinuxMemoryCalls calls, Arena arena) {
        this.calls = calls;
        this.errno = Errno.in(arena);
        this.page = arena.allocate(Segments.PAGE_BYTES, Long.BYTES);
    }

    /// @param files opened, by segment
    long word(int[] files, long address) {
        int word = Segments.word(address);
        long first = address - word;
        if (first != read) {
            calls.read(files[Segments.segment(first)], page, Segments.PAGE_BYTES, Segments.offset(first), errno);
            read = first;
        }
        return page.getAtIndex(JAVA_LONG, word);
    }
}
