// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.shm.SplitMix64;

/// The messages between hosts and the server. Replies carry the number of their request.
final class PagingWire {
    static final int PAGE_BYTES = 4096;

    /// Wants page `b` of segment `a`; the reply has it.
    static final int FETCH = 1;

    /// Page `b` of segment `a` is as the payload says, in the version that stands above the page's number.
    static final int WRITE = 2;

    /// Wants block `a` of the file that everybody reads; the reply has it.
    static final int READ = 3;

    private static final int VERSION_SHIFT = 24;
    private static final long PAGE = (1L << VERSION_SHIFT) - 1;
    private static final int HOST_SHIFT = 48;
    private static final int BOOT_SHIFT = 24;

    private PagingWire() {}

    static long versioned(int page, long version) {
        return version << VERSION_SHIFT | page;
    }

    static int page(long versioned) {
        return (int) (versioned & PAGE);
    }

    static long version(long versioned) {
        return versioned >>> VERSION_SHIFT;
    }

    /// The name of a segment, which no other one ever has.
    /// @param boot which life of the host it is
    /// @param number of the segment in that life
    static long segment(int host, int boot, long number) {
        return (long) host << HOST_SHIFT | (long) boot << BOOT_SHIFT | number;
    }

    /// The content of a block of the file.
    static long ofBlock(long block) {
        return SplitMix64.of(block) >>> 1;
    }
}
