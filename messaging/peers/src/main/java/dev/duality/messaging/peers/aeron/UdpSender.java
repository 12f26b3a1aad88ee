// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.CreditLimiter;
import dev.duality.messaging.Message;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/// The fields that a sender's end changes.
abstract class UdpSenderFields extends Padding {
    volatile long sent; // messages; a system call stands beside each store
    volatile long taken; // of them, as far as the receiver has said
    Publication publication; // null until the receiver has told where it is
    int longestClaim; // bytes
    UnsafeBuffer whole = new UnsafeBuffer(new byte[0]); // for messages of several fragments
    Optional<Subscription> numbers =
            Optional.empty(); // under the lock: the driver's thread reads them when this leaves
}

/// The end of the one sender. Where the receiver is in another process it is told by numbers how many messages that has
/// taken, and refuses when as many are under way as the channel holds.
final class UdpSender extends UdpSenderFields implements Channel.Sender {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final UdpChannel channel;
    private final Message message;
    private final int payloadBytes;
    private final int capacity;
    private final Optional<CreditLimiter.Producer> near;
    private final BufferClaim claim = new BufferClaim();

    UdpSender(UdpChannel channel) {
        this.channel = channel;
        this.payloadBytes = channel.spec.payloadBytes();
        this.capacity = channel.spec.capacity();
        this.message = new Message(payloadBytes);
        this.near = channel.apart ? Optional.empty() : Optional.of(channel.credits.producer());
    }

    /// Looks for the receiver, if it has not been found.
    boolean isConnected() {
        return isThere() && publication.isConnected();
    }

    private boolean isThere() {
        if (publication != null) {
            return true;
        }
        if (Thread.currentThread().isInterrupted()) {
            return false; // Aeron does not begin anything then
        }
        if (channel.apart) {
            listen();
        }
        channel.publish().ifPresent(one -> {
            longestClaim = one.maxPayloadLength();
            whole = new UnsafeBuffer(
                    new byte
                            [AeronFrame.WORDS_BYTES + payloadBytes > longestClaim
                                    ? AeronFrame.WORDS_BYTES + payloadBytes
                                    : 0]);
            publication = one;
        });
        return publication != null;
    }

    private synchronized void listen() {
        if (numbers.isEmpty()) {
            numbers = Optional.of(channel.subscribeNumbers());
        }
    }

    @Override
    public Message message() {
        return message;
    }

    @Override
    public boolean offer() {
        Message m = message;
        return offer(m.header(), m.sequence(), m.a(), m.b(), m.payload());
    }

    @Override
    public boolean offer(long header, long sequence, long a, long b, Payload payload) {
        int length = payload.length();
        if (length > payloadBytes) {
            throw ChannelSpec.tooLong(length, payloadBytes);
        }
        if (channel.isClosed()) {
            throw new Diagnosis("the channel is closed");
        }
        if (!isThere() || !acquire()) {
            return false;
        }
        long position = send(header, sequence, a, b, payload);
        while (position == Publication.ADMIN_ACTION) { // a term ended; the next is there at once
            position = send(header, sequence, a, b, payload);
        }
        if (position < 0) {
            cancel();
        }
        channel.driver.turn();
        return position >= 0 || refused(position);
    }

    private boolean acquire() {
        if (near.isPresent()) {
            return near.get().acquire();
        }
        long before = sent;
        if (before - taken >= capacity && before - takenNow() >= capacity || taken == UdpReceiver.GONE) {
            return false;
        }
        sent = before + 1;
        return true;
    }

    private void cancel() {
        if (near.isPresent()) {
            near.get().cancel();
        } else {
            long before = sent;
            sent = before - 1;
        }
    }

    /// Hears what the receiver has said.
    private synchronized long takenNow() {
        long before = taken;
        for (int look = 0; taken == before && look < 2; look++) {
            if (look > 0) {
                channel.driver.turn();
            }
            numbers.ifPresent(from -> from.poll((bytes, at, _, _) -> taken = Math.max(taken, bytes.getLong(at)), 8));
        }
        return taken;
    }

    private long send(long header, long sequence, long a, long b, Payload payload) {
        int bytes = AeronFrame.WORDS_BYTES + payload.length();
        if (bytes > longestClaim) {
            AeronFrame.write(header, sequence, a, b, payload, whole, 0);
            return publication.offer(whole, 0, bytes);
        }
        long position = publication.tryClaim(bytes, claim);
        if (position > 0) {
            AeronFrame.write(header, sequence, a, b, payload, claim.buffer(), claim.offset());
            claim.commit();
        }
        return position;
    }

    private boolean refused(long position) {
        if (position == Publication.BACK_PRESSURED || channel.apart && position == Publication.NOT_CONNECTED) {
            return false; // why a receiver has gone is told by who started it
        }
        throw new Diagnosis("the channel is closed: " + Publication.errorString(position));
    }

    /// Called once, when the channel is closed.
    void close() {
        if (channel.apart && publication != null) {
            channel.driver.leave(this::leave);
        } else {
            end();
        }
    }

    /// Stays until the receiver has taken all.
    private boolean leave() {
        if (takenNow() < sent) {
            return false;
        }
        end();
        return true;
    }

    private synchronized void end() {
        if (publication != null) {
            publication.close();
        }
        numbers.ifPresent(Subscription::close);
    }
}
