// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file for each segment, as long as it is. They go when this is closed, or when the JVM ends; what a killed one has
/// left goes with the next.
final class BackingFiles implements AutoCloseable {
    private final Segments segments;
    private final ScratchFolder folder;

    /// @throws UncheckedIOException if there is no room for them
    BackingFiles(Segments segments, TransportOptions options) {
        this.segments = segments;
        this.folder = ScratchFolder.create(options.filesIn(), "paging");
        try {
            for (int segment = 0; segment < segments.count(); segment++) {
                write(segment);
            }
        } catch (IOException e) {
            folder.close();
            throw new UncheckedIOException(
                    "cannot write %,d pages of backing files below %s; free some room, or give another directory"
                            .formatted(segments.pages(), options.filesIn()),
                    e);
        }
    }

    private void write(int segment) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(Segments.PAGE_BYTES).order(ByteOrder.nativeOrder());
        try (FileChannel file =
                FileChannel.open(path(segment), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int number = 0; number < segments.pages(segment); number++) {
                page.clear();
                long address = Segments.address(segment, number, 0);
                for (int word = 0; word < Segments.PAGE_WORDS; word++) {
                    page.putLong(Segments.initial(address + word));
                }
                page.flip();
                while (page.hasRemaining()) {
                    file.write(page);
                }
            }
        }
    }

    Path path(int segment) {
        return folder.path().resolve("segment-" + segment);
    }

    @Override
    public void close() {
        folder.close();
    }
}
