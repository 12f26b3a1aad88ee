// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Message;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Padding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Messages as frames in a stream of bytes: four words, the first of which has the payload's length, and the payload.
///
/// - **Threads:** one sends, one receives.
/// - **Ordering:** first in, first out; the kernel's copying orders the bytes, and so all before an offer
///   happens-before the handler of its message.
/// - **Progress:** an offer is one system call. What the kernel does not take of a frame at once, the [Flusher] gives
///   it later; until then offers are refused. A receiver that has the begin of a frame reads on until it has its end.
/// - **Closing:** where the receiver is in another process, what offers have taken before still goes to it, by the
///   [Flusher].
final class SocketChannelOfFrames implements Channel {
    private static final int WORDS_BYTES = 4 * Long.BYTES;

    /// The most bytes that a receiver takes from the kernel at once.
    private static final int CHUNK = 64 << 10;

    private final Ends ends;
    private final Flusher flusher;
    private final Credits credits;
    private final int payloadBytes;
    private final List<Writer> writers = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    SocketChannelOfFrames(Ends ends, Flusher flusher, Credits credits, ChannelSpec spec) {
        this.ends = ends;
        this.flusher = flusher;
        this.credits = credits;
        this.payloadBytes = spec.payloadBytes();
    }

    @Override
    public Sender sender() {
        Writer writer = new Writer();
        writers.add(writer);
        return writer;
    }

    @Override
    public Receiver receiver() {
        return new Reader();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (ends.out() instanceof SendingEnd sending) {
            ends.closeIn();
            Leaving leaving = new Leaving(sending);
            if (!leaving.goOn()) {
                flusher.end(leaving);
            }
        } else {
            ends.close();
        }
    }

    /// A sender that has closed its end: its frame goes first, if the kernel has a part of one, and then the end.
    private final class Leaving implements Flusher.Begun {
        private final SendingEnd end;

        Leaving(SendingEnd end) {
            this.end = end;
        }

        @Override
        public boolean goOn() {
            if (writers.stream().anyMatch(Writer::isUnderWay)) {
                return false;
            }
            try {
                return end.leave();
            } catch (IOException _) {
                giveUp(); // the receiver has gone
                return true;
            }
        }

        @Override
        public void giveUp() {
            ends.close();
        }
    }

    private static Diagnosis broken(IOException e) {
        return new Diagnosis(
                e instanceof ClosedChannelException
                        ? "the channel is closed"
                        : "the connection of a channel is broken: " + Diagnosis.reason(e),
                e);
    }

    /// Throws, unless the other end is of another process and has gone: then nothing moves any more.
    private void lost(IOException e) {
        if (!ends.apart() || !(e instanceof OtherEndGone)) {
            throw broken(e);
        }
    }

    /// The state that a sender's end changes.
    private abstract static class WriterFields extends Padding {
        /* The frame is the sender's while `rest` is false, and the flusher's while it is true. Tried by
         * SocketTransportTest.
         *
         *   sender   S1 is rest false?     S2 fills the frame           S3 rest = true   S4 hands over, by a queue
         *   flusher  F1 takes from there   F2 gives the kernel more     F3 rest = false, when the kernel has all
         *
         * Where the kernel takes no more of it `failure` says why, and `rest` stays true for ever.
         *
         * One at a time has the frame: S1 sees the F3 of the last S3, so its F2 happens-before S2; S4 and F1 are the
         * queue's. Weaker breaks it: with S1 or F3 opaque S2 may overwrite a frame of which the kernel has a part.
         * Volatile is more than S1 and F3 need; a system call stands beside it. */
        volatile boolean rest;
        volatile IOException failure; // null unless the rest cannot be given to the kernel
    }

    private final class Writer extends WriterFields implements Sender, Flusher.Begun {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final Message message = new Message(payloadBytes);
        private final Credits.Purse purse = credits.purse();
        private final ByteBuffer frame =
                ByteBuffer.allocateDirect(WORDS_BYTES + payloadBytes).order(ByteOrder.nativeOrder());

        @Override
        public Message message() {
            return message;
        }

        @Override
        public boolean offer() {
            int length = message.length();
            if (length > payloadBytes) {
                throw ChannelSpec.tooLong(length, payloadBytes);
            }
            if (closed) {
                throw broken(new ClosedChannelException());
            }
            if (rest) {
                if (failure != null) {
                    lost(failure);
                }
                return false;
            }
            if (!acquired()) {
                return false;
            }
            frame.clear()
                    .putLong(message.header())
                    .putLong(message.sequence())
                    .putLong(message.a())
                    .putLong(message.b())
                    .put(message.bytes(), 0, length)
                    .flip();
            try {
                ends.out().write(frame);
            } catch (IOException e) {
                purse.cancel();
                lost(e);
                return false;
            }
            if (frame.position() == 0) {
                purse.cancel();
                return false;
            }
            if (frame.hasRemaining()) {
                rest = true;
                flusher.end(this);
            }
            return true;
        }

        private boolean acquired() {
            try {
                return purse.acquire();
            } catch (IOException e) {
                lost(e);
                return false;
            }
        }

        @Override
        public boolean goOn() {
            try {
                ends.out().write(frame);
            } catch (IOException e) {
                failure = e; // whoever offers next is told
                return true;
            }
            if (frame.hasRemaining()) {
                return false;
            }
            rest = false;
            return true;
        }

        @Override
        public void giveUp() {
            failure = new ClosedChannelException();
        }

        /// Whether the kernel has a part of a frame, and may get the rest.
        boolean isUnderWay() {
            return rest && failure == null;
        }
    }

    private final class Reader implements Receiver {
        private final Message message = new Message(payloadBytes);
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(Math.max(CHUNK, WORDS_BYTES + payloadBytes))
                .order(ByteOrder.nativeOrder())
                .flip(); // what is between its position and its limit has arrived

        @Override
        public int poll(Handler handler, int limit) {
            int count = 0;
            try {
                while (count < limit && (whole() || count == 0 && arrives())) { // one look at the kernel for a poll
                    take();
                    count++;
                    handler.onMessage(message);
                }
            } catch (IOException e) {
                lost(e);
            } finally {
                if (count > 0) {
                    credits.release(count);
                }
            }
            return count;
        }

        private boolean whole() {
            return bytes.remaining() >= WORDS_BYTES && bytes.remaining() >= WORDS_BYTES + length();
        }

        private int length() {
            return (int) bytes.getLong(bytes.position()) & Message.MAX_PAYLOAD;
        }

        /// @return whether a frame is there now; if there was its begin, waits for its end
        private boolean arrives() throws IOException {
            do {
                int read;
                bytes.compact();
                try {
                    read = ends.in().read(bytes);
                } finally {
                    bytes.flip(); // also when it is closed: a poll that follows is to find what had arrived
                }
                if (read < 0) {
                    if (ends.apart()) {
                        return false; // why it has gone is told by who started it
                    }
                    throw new IOException("the sender has gone");
                }
                if (read == 0 && bytes.hasRemaining()) {
                    if (ends.apart() && Thread.currentThread().isInterrupted()) {
                        return false; // a sender that hangs will not end it; the next poll goes on
                    }
                    Thread.onSpinWait();
                }
            } while (bytes.hasRemaining() && !whole());
            return bytes.hasRemaining();
        }

        private void take() {
            Message to = message;
            int length = to.take(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
            to.length(length);
            bytes.get(to.bytes(), 0, length);
        }
    }
}
