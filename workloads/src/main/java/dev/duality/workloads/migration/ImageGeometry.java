// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.workloads.Values;

/// The lengths of the parts of a process, and their places in its image. Offsets and lengths are in bytes.
///
/// @param files open streams
/// @param pages of 4 KiB
record ImageGeometry(int files, int pages) {
    static final int PAGE_BYTES = 4096;
    static final int STREAM_BYTES = 2 * Long.BYTES; // which file it is, and its position

    /// The part that is there in every process: a line.
    static final int PROCESS_BYTES = Region.LINE;

    /// The bytes of the sizes that stand before the parts of an image that is sent.
    static final int SIZES_BYTES = 2 * Long.BYTES;

    static ImageGeometry of(Values values) {
        return new ImageGeometry(values.getInt(MigrationWorkload.FILES), values.getInt(MigrationWorkload.PAGES));
    }

    long stream(int file) {
        return PROCESS_BYTES + (long) file * STREAM_BYTES;
    }

    long page(int page) {
        long streams = PROCESS_BYTES + (long) files * STREAM_BYTES;
        return (streams + Region.LINE - 1 & -Region.LINE) + (long) page * PAGE_BYTES;
    }

    /// An image in memory, which shares no line with what lies behind it.
    long memoryBytes() {
        return RegionLayout.apart(page(pages));
    }

    /// An image in a message.
    int messageBytes() {
        return SIZES_BYTES + PROCESS_BYTES + files * STREAM_BYTES + pages * PAGE_BYTES;
    }
}
