// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.time.SetTimeProvider;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.StoreFileListener;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;
import net.openhft.chronicle.wire.DocumentContext;

/// A Chronicle queue: the sender appends an excerpt, the receiver reads it in place. A new file after so many bytes, by
/// a clock that we set, and the old one is deleted when both have left it, or memory would run out in seconds.
final class ChronicleAdapter implements QueueAdapter {
    private static final long FILE_BYTES = 64L << 20;
    private static final long MOST_AHEAD = 256L << 20;

    private final ScratchFolder folder =
            ScratchFolder.create(TransportOptions.defaults().filesIn(), "baseline");
    private final SetTimeProvider clock = new SetTimeProvider(0);
    private final ChronicleQueue queue;
    private final int payloadBytes;
    private final Taken taken = new Taken();

    ChronicleAdapter(int payloadBytes) {
        this.payloadBytes = payloadBytes;
        this.queue = SingleChronicleQueueBuilder.binary(folder.path().resolve("queue"))
                .rollCycle(TestRollCycles.TEST_SECONDLY)
                .timeProvider(clock)
                .blockSize(FILE_BYTES)
                .storeFileListener(new StoreFileListener() {
                    @Override
                    public void onReleased(int cycle, File file) {
                        delete(file);
                    }
                })
                .build();
    }

    private static void delete(File file) {
        try {
            Files.deleteIfExists(file.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    @Override
    public Sender sender() {
        ExcerptAppender appender = queue.createAppender();
        return new Sender() {
            private final byte[] mine = TouchedLines.apart(payloadBytes);
            private final long room = Math.max(1, MOST_AHEAD / (payloadBytes + 64));

            {
                free = room;
            }

            @Override
            void send(long number) {
                TouchedLines.write(mine, payloadBytes, number);
                for (int attempt = 0; sent >= free; attempt++) {
                    free = taken.count() + room;
                    awaitRoom(attempt);
                }
                try (DocumentContext excerpt = appender.writingDocument()) {
                    excerpt.wire().bytes().write(mine, 0, payloadBytes);
                }
                sent++;
                written += payloadBytes + Long.BYTES;
                if (written > FILE_BYTES) {
                    written = 0;
                    clock.advanceMillis(1000);
                }
            }
        };
    }

    @Override
    public Receiver receiver() {
        ExcerptTailer tailer = queue.createTailer();
        return new Receiver() {
            @Override
            int poll(int most) {
                int count = 0;
                while (count < most && take()) {
                    count++;
                }
                if (count > 0) {
                    taken.add(count);
                }
                return count;
            }

            private boolean take() {
                try (DocumentContext excerpt = tailer.readingDocument()) {
                    if (!excerpt.isPresent()) {
                        return false;
                    }
                    Bytes<?> bytes = excerpt.wire().bytes();
                    long at = bytes.readPosition();
                    long number = bytes.readLong(at);
                    long others = 0;
                    for (int line = TouchedLines.LINE; line < payloadBytes; line += TouchedLines.LINE) {
                        others |= bytes.readLong(at + line) ^ number;
                    }
                    took(others == 0 ? number : -1);
                    return true;
                }
            }
        };
    }

    @Override
    public void close() {
        queue.close();
        folder.close();
    }
}
