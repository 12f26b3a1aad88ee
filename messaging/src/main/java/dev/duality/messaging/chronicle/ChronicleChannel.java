// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.chronicle;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.CreditLimiter;
import dev.duality.messaging.Message;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.FileUnusable;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/// One Chronicle queue in a folder of its own. A message is an excerpt: four words and the payload.
///
/// - **Threads:** any number send, taking Chronicle's lock in turn; one receives.
/// - **Ordering:** first in, first out; everything before an offer happens-before the handler of its message.
/// - **Progress:** blocking among producers, by that lock; the consumer waits for nobody.
/// - **Errors:** an interrupt while Chronicle waits or makes a file ends that step, and nothing was sent or received. A
///   disk that others have filled since the channel was opened is an [IllegalStateException] of the step that needs it.
final class ChronicleChannel implements Channel {
    /* Chronicle orders the messages. The credits bound them, and publish nothing: acquired before a message is appended,
     * released after it was read, once a batch; see CreditLimiter. Tried by ChronicleChannelTest. */
    private static final long WORDS_BYTES = 4L * Long.BYTES;
    private static final long EXCERPT_BYTES = 8; // Chronicle's header, and the gap to the next multiple of 4

    private final ScratchFolder folder;
    private final Path path;
    private final int payloadBytes;
    private final long fileBytes;
    private final CreditLimiter credits;
    private final Region region;
    private final FileNumbers files;
    private final ChronicleQueue queue;
    private final List<Bytes<?>> buffers = new ArrayList<>();

    /// The bytes of a file that a message takes.
    static long messageBytes(int payloadBytes) {
        return EXCERPT_BYTES + WORDS_BYTES + payloadBytes;
    }

    /// Makes the queue.
    /// @param folder what it lies in
    /// @param name of its own folder, in there
    ChronicleChannel(ScratchFolder folder, String name, ChannelSpec spec, FileSizes sizes) {
        this.folder = folder;
        this.path = folder.path().resolve(name);
        this.payloadBytes = spec.payloadBytes();
        this.fileBytes = sizes.fileBytes();
        RegionLayout layout = new RegionLayout();
        long words = layout.span("credits", CreditLimiter.BYTES);
        long left = layout.word("left");
        try {
            Files.createDirectories(path); // another process may have opened the channel before us
        } catch (IOException e) {
            throw new FileUnusable("cannot make the folder " + path, e, "give another directory");
        }
        this.region = Region.map(path.resolve("words"), layout.bytes());
        region.setVolatile(words, 0); // takes the room for the words now
        this.credits = new CreditLimiter(region, words, spec);
        this.files = new FileNumbers(region, left);
        this.queue = SingleChronicleQueueBuilder.binary(path)
                .rollCycle(files)
                .timeProvider(files)
                .blockSize(fileBytes)
                .build();
    }

    @Override
    public Sender sender() {
        Bytes<?> buffer = Bytes.allocateDirect(WORDS_BYTES + payloadBytes);
        synchronized (buffers) {
            buffers.add(buffer);
        }
        return new Appender(queue.createAppender(), buffer, new Message(payloadBytes));
    }

    @Override
    public Receiver receiver() {
        return new Tailer(queue.createTailer(), new Message(payloadBytes));
    }

    @Override
    public void close() {
        queue.close();
        synchronized (buffers) {
            buffers.forEach(Bytes::releaseLast);
            buffers.clear();
        }
        region.close();
        ScratchFolder.remove(path);
        BackgroundResourceReleaser.releasePendingResources(); // the files' memory, which is held while they are mapped
    }

    /// A page of a mapped file gets its room when it is first touched. Where there is none left the kernel sends
    /// SIGBUS, and the JVM makes an InternalError of it, because the access is one of Unsafe's.
    private Diagnosis noRoom(InternalError fault) {
        return new Diagnosis(
                "cannot go on in %s: its files are mapped, and there is no room for more of them, %,d bytes are free; make room, or give another directory"
                        .formatted(folder.path().getParent(), folder.usableBytes()),
                fault);
    }

    /// The state that a producer's end changes.
    private abstract static class AppenderFields extends Padding {
        long end; // of the last message, in its file
        long number; // of that file
    }

    /// A producer's end, with room around what only its thread reads and writes.
    private final class Appender extends AppenderFields implements CopyingSender {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final ExcerptAppender appender;
        private final Bytes<?> buffer;
        private final Message message;
        private final CreditLimiter.Producer producer = credits.producer();

        Appender(ExcerptAppender appender, Bytes<?> buffer, Message message) {
            this.appender = appender;
            this.buffer = buffer;
            this.message = message;
            appender.singleThreadedCheckDisabled(true); // an end may be made by one thread and used by another
            buffer.singleThreadedCheckDisabled(true);
            makeFile();
        }

        /// A queue has no file before its first message: making one takes longer than thousands of messages, and is no
        /// part of what the first costs. A message that is taken back leaves the file and nothing in it.
        private void makeFile() {
            try (DocumentContext none = appender.writingDocument()) {
                none.rollbackOnClose();
            } catch (InternalError e) {
                throw noRoom(e);
            }
        }

        @Override
        public Message message() {
            return message;
        }

        @Override
        public boolean offer(long header, long sequence, long a, long b, Payload payload) {
            int length = payload.length();
            if (length > payloadBytes) {
                throw ChannelSpec.tooLong(length, payloadBytes);
            }
            if (end >= fileBytes && !leaveFile() || !producer.acquire()) {
                return false;
            }
            buffer.clear();
            buffer.writeLong(header);
            buffer.writeLong(sequence);
            buffer.writeLong(a);
            buffer.writeLong(b);
            buffer.write(payload.bytes(), 0, length);
            try {
                appender.writeBytes(buffer);
            } catch (RuntimeException e) {
                producer.cancel();
                if (Thread.currentThread().isInterrupted()) {
                    return false; // the wait that follows finds out
                }
                throw e;
            } catch (InternalError e) {
                throw noRoom(e);
            }
            end = appender.wire().bytes().writePosition();
            number = appender.cycle();
            return true;
        }

        /// @return `false` if the JVM is ending and files are removed, so that no new one may be made
        private boolean leaveFile() {
            if (folder.isEnding()) {
                return false;
            }
            files.leave((int) number);
            end = 0;
            return true;
        }
    }

    /// The state that the consumer's end changes.
    private abstract static class TailerFields extends Padding {
        long count; // messages received so far
        long number; // of the file they came from
        File file; // the one with that number
    }

    /// The consumer's end, with room around what only its thread reads and writes.
    private final class Tailer extends TailerFields implements Receiver {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final ExcerptTailer tailer;
        private final Message message;

        Tailer(ExcerptTailer tailer, Message message) {
            this.tailer = tailer;
            this.message = message;
            tailer.singleThreadedCheckDisabled(true);
        }

        @Override
        public int poll(Handler handler, int limit) {
            long first = count;
            try {
                while (count - first < limit && present()) {
                    count++;
                    handler.onMessage(message);
                }
            } finally {
                if (count != first) {
                    credits.release((int) (count - first));
                }
            }
            return (int) (count - first);
        }

        private boolean present() {
            try {
                return read();
            } catch (InternalError e) {
                throw noRoom(e);
            }
        }

        /// @return whether there was a message
        private boolean read() {
            try (DocumentContext excerpt = tailer.readingDocument()) {
                if (!excerpt.isPresent()) {
                    return false;
                }
                Bytes<?> bytes = excerpt.wire().bytes();
                Message m = message;
                int length = m.take(bytes.readLong(), bytes.readLong(), bytes.readLong(), bytes.readLong());
                Payload payload = m.payload();
                payload.length(length);
                if (length > 0) {
                    bytes.read(payload.bytes(), 0, length);
                }
            }
            if (tailer.cycle() != number) {
                removeFile();
            }
            return true;
        }

        /// Removes the file that has been read to its end.
        private void removeFile() {
            if (file != null) {
                ScratchFolder.remove(file.toPath());
            }
            file = tailer.currentFile();
            number = tailer.cycle();
        }
    }
}
