// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mpi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Message;
import dev.duality.messaging.MessageFrame;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Padding;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Messages as buffers of four words and the payload, sent under a tag of the channel's own.
///
/// The rank that makes the receiver's end says so to all others; until the sender's rank has heard it, offers are
/// refused. Within one process there is nothing to wait for.
///
/// Credits for what was received come back at once within one process, and by a message for each half of the capacity
/// between ranks: a sender there may be refused while half of the channel is empty, and never for longer than until the
/// receiver has taken what it was sent.
///
/// - **Threads:** one sends, one receives; what they have in common is under the lock of the library.
/// - **Ordering:** first in, first out, as the library keeps messages of one sender and one tag. Everything before an
///   offer happens-before the handler of its message: within one process by the lock around the library.
/// - **Progress:** an offer copies, and begins a send that the library ends as the receiver comes to it.
final class MpiChannel implements Channel {
    private static final int TAGS = 3;
    private static final int UNKNOWN = -1;

    private final Mpi mpi;
    private final int capacity;
    private final int payloadBytes;
    private final int data; // the tag of messages
    private final int back; // that of credits
    private final int here; // that of who receives
    private final List<Out> senders = new ArrayList<>();
    private boolean received; // whether this process has the receiver's end
    private long sent; // how many messages this process has sent
    private long taken; // how many of those the receiver has said that it took
    private boolean closed;

    MpiChannel(Mpi mpi, ChannelSpec spec) {
        this.mpi = mpi;
        this.capacity = spec.capacity();
        this.payloadBytes = spec.payloadBytes();
        this.data = mpi.tags(TAGS);
        this.back = data + 1;
        this.here = data + 2;
    }

    @Override
    public Sender sender() {
        synchronized (mpi) {
            Out sender = new Out();
            senders.add(sender);
            return sender;
        }
    }

    @Override
    public Receiver receiver() {
        synchronized (mpi) {
            received = true;
            for (int rank = 0; rank < mpi.size(); rank++) {
                if (rank != mpi.rank()) {
                    MemorySegment nothing = Arena.ofAuto().allocate(1);
                    MemorySegment request = Arena.ofAuto().allocate(ADDRESS);
                    mpi.send(nothing, 0, rank, here, request);
                    mpi.abandon(request, nothing);
                }
            }
            return new In();
        }
    }

    /// Takes what has arrived and nobody will take any more, so that the library forgets it.
    @Override
    public void close() {
        synchronized (mpi) {
            if (closed) {
                return;
            }
            closed = true;
            MemorySegment into = Arena.ofAuto().allocate(MessageFrame.WORDS_BYTES + payloadBytes, Long.BYTES);
            MemorySegment status = Arena.ofAuto().allocate(MpiLibrary.STATUS);
            for (int tag = data; tag < data + TAGS; tag++) {
                while (mpi.take(tag, into, status) >= 0) {}
            }
            senders.forEach(Out::abandon);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new Diagnosis("the channel is closed");
        }
    }

    /// The fields that a sender's end writes.
    private abstract static class OutFields extends Padding {
        int to = UNKNOWN; // the rank of the receiver
    }

    private final class Out extends OutFields implements Sender {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final Message message = new Message(payloadBytes);
        private final MemorySegment[] frames = new MemorySegment[capacity]; // each made when it is needed first
        private final MemorySegment[] requests = new MemorySegment[capacity];
        private final MemorySegment credit = Arena.ofAuto().allocate(JAVA_LONG);
        private final MemorySegment status = Arena.ofAuto().allocate(MpiLibrary.STATUS);

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
            synchronized (mpi) {
                requireOpen();
                if (to == UNKNOWN && !found() || !hasRoom()) {
                    return false;
                }
                int slot = (int) (sent & (capacity - 1));
                if (frames[slot] == null) {
                    frames[slot] = Arena.ofAuto().allocate(MessageFrame.WORDS_BYTES + payloadBytes, Long.BYTES);
                    requests[slot] = Arena.ofAuto().allocate(ADDRESS);
                }
                if (!mpi.sent(requests[slot])) {
                    return false;
                }
                MemorySegment frame = frames[slot];
                Message m = message;
                int bytes = MessageFrame.write(frame, m.header(), m.sequence(), m.a(), m.b(), m.payload());
                mpi.send(frame, bytes, to, data, requests[slot]);
                sent++;
                return true;
            }
        }

        private boolean found() {
            if (received || mpi.size() == 1) {
                to = mpi.rank();
            } else if (mpi.take(here, credit, status) >= 0) {
                to = MpiLibrary.sourceOf(status);
            }
            return to != UNKNOWN;
        }

        private boolean hasRoom() {
            while (sent - taken >= capacity && mpi.take(back, credit, status) >= 0) {
                taken += credit.get(JAVA_LONG, 0);
            }
            return sent - taken < capacity;
        }

        private void abandon() {
            for (int slot = 0; slot < capacity; slot++) {
                if (frames[slot] != null) {
                    mpi.abandon(requests[slot], frames[slot]);
                }
            }
        }
    }

    /// The fields that a receiver's end writes.
    private abstract static class InFields extends Padding {
        int owed; // credits for another rank, not sent yet
        int from = UNKNOWN; // the rank of the sender
    }

    private final class In extends InFields implements Receiver {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final Message message = new Message(payloadBytes);
        private final MemorySegment frame =
                Arena.ofAuto().allocate(MessageFrame.WORDS_BYTES + payloadBytes, Long.BYTES);
        private final MemorySegment status = Arena.ofAuto().allocate(MpiLibrary.STATUS);
        private final MemorySegment credit = Arena.ofAuto().allocate(JAVA_LONG);
        private final MemorySegment request = Arena.ofAuto().allocate(ADDRESS);

        @Override
        public int poll(Handler handler, int limit) {
            int count = 0;
            try {
                while (count < limit && arrives()) {
                    MessageFrame.read(frame, message);
                    count++;
                    handler.onMessage(message);
                }
            } finally {
                if (count > 0 || owed > 0) {
                    giveBack(count);
                }
            }
            return count;
        }

        private boolean arrives() {
            synchronized (mpi) {
                requireOpen();
                if (mpi.take(data, frame, status) < 0) {
                    return false;
                }
                from = MpiLibrary.sourceOf(status);
                return true;
            }
        }

        private void giveBack(int count) {
            synchronized (mpi) {
                if (from == mpi.rank()) {
                    taken += count;
                    return;
                }
                owed += count;
                if (!closed && owed >= Math.max(1, capacity / 2) && mpi.sent(request)) {
                    credit.set(JAVA_LONG, 0, owed);
                    mpi.send(credit, Long.BYTES, from, back, request);
                    owed = 0;
                }
            }
        }
    }
}
