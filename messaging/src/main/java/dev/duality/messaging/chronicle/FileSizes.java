// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.chronicle;

import dev.duality.messaging.ChannelSpec;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Slip;

/// Sets the room that the files of one queue take, so that no run fills the disk, however long it lasts.
///
/// A file is left for the next when it holds `fileBytes`, and removed when the consumer has left it. So there are never
/// more than the file that is written, the one that is read, those between them, which hold messages that nobody has
/// taken yet, and one for each producer that has been silent since it wrote there, because it keeps its file mapped.
///
/// @param fileBytes what a file holds before the next one is begun
/// @param mostBytes what all files together hold at most
record FileSizes(long fileBytes, long mostBytes) {
    private static final long MIB = 1L << 20;

    /// For one queue, however much room there is.
    private static final long QUEUE_BYTES = 256 * MIB;

    /// Beginning a file takes Chronicle about a millisecond, so files are as long as they may be.
    private static final long LONGEST_FILE_BYTES = 48 * MIB;
    private static final long SHORTEST_FILE_BYTES = MIB;

    /// A run has several queues; one takes at most this part of the room there is.
    private static final int SHARE = 8;

    /// @param usableBytes how much room there is
    /// @throws IllegalArgumentException if the messages that the queue is to hold take too much room
    /// @throws IllegalStateException if there is not enough room
    static FileSizes of(ChannelSpec spec, long usableBytes) {
        long messageBytes = ChronicleChannel.messageBytes(spec.payloadBytes());
        long heldBytes = spec.capacity() * messageBytes;
        if (heldBytes > QUEUE_BYTES / 2) {
            throw new Slip(
                    ("channel %s of chronicle would hold %,d messages of %,d bytes: %,d, where it has room for %,d;"
                                    + " try a capacity of %,d")
                            .formatted(
                                    spec.name(),
                                    spec.capacity(),
                                    messageBytes,
                                    heldBytes,
                                    QUEUE_BYTES / 2,
                                    Long.highestOneBit(QUEUE_BYTES / 2 / messageBytes)));
        }
        int files = spec.producers() + 2;
        long share = Math.min(QUEUE_BYTES, usableBytes / SHARE) - heldBytes;
        long fileBytes = Math.max(
                Math.clamp(share / files, SHORTEST_FILE_BYTES, LONGEST_FILE_BYTES),
                4 * messageBytes); // because Chronicle takes no message longer than a quarter of a file
        long mostBytes = files * (fileBytes + messageBytes) + heldBytes;
        if (mostBytes > usableBytes) {
            throw new Diagnosis(("channel %s of chronicle needs %,d bytes for its files, and %,d are free;"
                            + " make room, or give another directory")
                    .formatted(spec.name(), mostBytes, usableBytes));
        }
        return new FileSizes(fileBytes, mostBytes);
    }
}
