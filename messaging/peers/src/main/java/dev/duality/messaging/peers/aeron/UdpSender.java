// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.CreditLimiter;
import dev.duality.messaging.Message;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import io.aeron.Subscription;
import java.util.Optional;

/// The fields that a sender's end changes.
abstract class UdpSenderFields extends Padding {
    volatile long sent; // messages; a system call stands beside each store; a near receiver reads it once a poll
    volatile long taken; // of them, as far as the receiver has said
    LogSender log; // null until the receiver has told where it is
    Optional<Subscription> numbers =
            Optional.empty(); // under the lock: the driver's thread reads them when this leaves
}

/// The end of the one sender. Where the receiver is in another process it is told by numbers how many messages that has
/// taken, and refuses when as many are under way as the channel holds.
final class UdpSender extends UdpSenderFields implements Channel.CopyingSender {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final UdpChannel channel;
    private final Message message;
    private final int payloadBytes;
    private final int capacity;
    private final Optional<CreditLimiter.Producer> near;

    UdpSender(UdpChannel channel) {
        this.channel = channel;
        this.payloadBytes = channel.spec.payloadBytes();
        this.capacity = channel.spec.capacity();
        this.message = new Message(payloadBytes);
        this.near = channel.apart ? Optional.empty() : Optional.of(channel.credits.producer());
    }

    /// Looks for the receiver, if it has not been found.
    boolean isConnected() {
        return isThere() && log.publication().isConnected();
    }

    private boolean isThere() {
        if (log != null) {
            return true;
        }
        if (Thread.currentThread().isInterrupted()) {
            return false; // Aeron does not begin anything then
        }
        if (channel.apart) {
            listen();
        }
        channel.publish().ifPresent(one -> log = new LogSender(one, payloadBytes));
        return log != null;
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
        long position = log.send(header, sequence, a, b, payload);
        if (position < 0) {
            cancel();
        } else if (near.isPresent()) {
            long before = sent;
            sent = before + 1;
        }
        channel.driver.turn();
        return LogSender.isSent(position, channel.apart);
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

    /// Called once, when the channel is closed.
    void close() {
        if (channel.apart && log != null) {
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
        if (log != null) {
            log.publication().close();
        }
        numbers.ifPresent(Subscription::close);
    }
}
