// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import dev.duality.shm.Padding;
import io.aeron.ControlledFragmentAssembler;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import java.util.Optional;
import org.agrona.DirectBuffer;

/// The fields that a receiver's end changes.
abstract class UdpReceiverFields extends Padding {
    Channel.Handler handler; // of the poll that is under way
    int messages;
    boolean partly; // whether the begin of a message has come, and not its end
    Throwable thrown; // by the handler; Aeron would give it to its client's error handler
    volatile long taken; // messages; once a poll that found some, which a system call brought
    volatile long told; // of them, to the sender; under the lock
    Subscription subscription; // null until it is used
    Optional<Publication> numbers = Optional.empty(); // under the lock, as the claim
}

/// The end of the one receiver. Where the sender is in another process it says how many messages it has taken, by a
/// number on a stream the other way: itself as soon as half of the capacity is owed, and the driver's thread within a
/// millisecond or two in any case. A number is a total: one that comes late or twice does no harm.
final class UdpReceiver extends UdpReceiverFields implements Channel.Receiver, ControlledFragmentHandler {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    /// The total of one who takes no more.
    static final long GONE = Long.MAX_VALUE;

    /// The turns of the driver in which what was sent before comes: one sends, one receives, and in between a full
    /// window is opened again.
    private static final int TURNS = 4;

    private final UdpChannel channel;
    private final Optional<UdpSender> near;
    private final Message message;
    private final int half;
    private final ControlledFragmentAssembler assembler = new ControlledFragmentAssembler(this);
    private final ControlledFragmentHandler fragments = this::fragment;
    private final BufferClaim claim = new BufferClaim();

    /// @param near the sender, where it is in this process
    UdpReceiver(UdpChannel channel, Optional<UdpSender> near) {
        this.channel = channel;
        this.near = near;
        this.message = new Message(channel.spec.payloadBytes());
        this.half = Math.max(1, channel.spec.capacity() / 2);
    }

    /// Listens, if it does not yet.
    boolean isConnected() {
        return isThere() && subscription.isConnected();
    }

    private boolean isThere() {
        if (subscription == null && !Thread.currentThread().isInterrupted() && !channel.isClosed()) {
            subscription = channel.subscribe();
            if (channel.apart) {
                channel.driver.doRegularly(this::tellWhatIsOwed);
            }
        }
        return subscription != null;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a reference that is stored is work for the collector
    public int poll(Channel.Handler told, int limit) {
        if (!isThere()) {
            return 0;
        }
        if (handler != told) {
            handler = told;
        }
        messages = 0;
        long sent = near.isPresent() ? near.get().sent : 0; // what is sent from here on is a later poll's
        int turns = 0;
        do {
            // A limit of fragments: what has several is whole before the limit of messages is reached.
            while (messages < limit
                    && thrown == null
                    && subscription.controlledPoll(fragments, limit - messages) > 0) {}
        } while (messages < limit && thrown == null && (messages == 0 || isUnderWay(sent)) && turnsOn(turns++, sent));
        if (messages > 0) {
            release(messages);
        }
        if (thrown != null) {
            Throwable one = thrown;
            thrown = null;
            if (one instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) one;
        }
        return messages;
    }

    /// Turns the driver, and says whether something may have come. Of a message of which the begin has come, the end
    /// will, and so will one that was sent in this process: a window may have to be opened for it, and the kernel of a
    /// busy machine hands it over later.
    private boolean turnsOn(int turns, long sent) {
        boolean worked = channel.driver.turn() > 0;
        return !channel.isClosed()
                && (worked && turns < TURNS
                        || (partly || isUnderWay(sent))
                                && !Thread.currentThread().isInterrupted());
    }

    private boolean isUnderWay(long sent) {
        return sent > taken + messages && subscription.isConnected();
    }

    private Action fragment(DirectBuffer from, int at, int bytes, Header header) {
        partly = (header.flags() & FrameDescriptor.END_FRAG_FLAG) == 0;
        return assembler.onFragment(from, at, bytes, header);
    }

    @Override
    public Action onFragment(DirectBuffer from, int at, int bytes, Header header) {
        AeronFrame.read(from, at, message);
        messages++;
        try {
            handler.onMessage(message);
            return Action.CONTINUE;
        } catch (RuntimeException | Error e) {
            thrown = e;
            return Action.BREAK;
        }
    }

    private void release(int count) {
        long total = taken + count;
        taken = total;
        if (channel.apart) {
            if (total - told >= half && tell(total)) {
                channel.driver.turn();
            }
        } else {
            channel.credits.release(count);
        }
    }

    /// Says a total to the sender, which has told where it is before it sent anything.
    /// @return whether that was possible now
    private synchronized boolean tell(long total) {
        if (numbers.isEmpty() && !Thread.currentThread().isInterrupted()) {
            numbers = channel.publishNumbers();
        }
        boolean said = numbers.isPresent() && numbers.get().tryClaim(Long.BYTES, claim) > 0;
        if (said) {
            claim.buffer().putLong(claim.offset(), total);
            claim.commit();
            told = total;
        }
        return said;
    }

    private boolean tellWhatIsOwed() {
        if (!channel.isClosed() && taken != told) {
            tell(taken);
        }
        return channel.isClosed();
    }

    /// Called once, when the channel is closed.
    void close() {
        if (channel.apart && taken > 0) {
            channel.driver.leave(this::leave);
        } else {
            end();
        }
    }

    /// Stays until the sender knows.
    private boolean leave() {
        if (!tell(GONE)) {
            return false;
        }
        channel.driver.turn();
        end();
        return true;
    }

    private synchronized void end() {
        if (subscription != null) {
            subscription.close();
        }
        numbers.ifPresent(Publication::close);
    }
}
