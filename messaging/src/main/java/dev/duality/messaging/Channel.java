// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import dev.duality.shm.Payload;

/// Carries messages from its senders to its receivers.
///
/// - **Threads:** as many as its [Contract] says; each makes its own end, and uses it alone.
/// - **Ordering:** what a sender did before [Sender#offer] happens-before the handler that gets the message.
/// - **Progress:** neither end waits; a full channel refuses and an empty one gives nothing.
///
/// ```java
/// Channel.Sender sender = channel.sender(); // one thread's
/// sender.message().set(ADD, sequence, 5, 0);
/// while (!sender.offer()) {
///     Thread.onSpinWait(); // full: waiting is the caller's
/// }
///
/// Channel.Receiver receiver = channel.receiver(); // another thread's
/// int came = receiver.poll(message -> total += message.a(), 64);
/// ```
public interface Channel extends AutoCloseable {
    /// An end for one more producer.
    Sender sender();

    /// An end for one more consumer.
    Receiver receiver();

    /// Frees what the channel holds, files included; messages that are still in it may be gone. Where a receiver is in
    /// another process, closing the sender's end takes back nothing that its offers had accepted before: it comes to a
    /// receiver that goes on polling, as long as the carrier is open, see [Transport.Carrier#close]. A call of an end
    /// that comes later refuses, gives nothing or throws an [IllegalStateException], or goes on as before; it never
    /// waits. The same holds for a call that is under way, unless the channel is durable: files that are given back
    /// must not be in use, so there the caller sees to it that none is. Closing twice is closing once.
    @Override
    void close();

    /// A producer's end: fill [#message()], then [#offer()] it.
    interface Sender {
        /// The message that the next offer sends. The same one until an offer is accepted, whatever it holds now.
        Message message();

        /// Sends [#message()].
        /// @return `false` if the channel is full, and then nothing was sent and the message is still the caller's
        boolean offer();

        /// Sends a message that lies nowhere yet, and leaves [#message()] alone or not, as the transport likes: one
        /// that copies writes it straight into the room it has claimed, and commits that.
        /// @param header kind, addresses and the payload's length, in a word as [Message#header()] makes it
        /// @param payload what is sent; once it is accepted, what the buffer holds is nobody's
        /// @return `false` if the channel is full, and then nothing was sent and the payload is as it was
        default boolean offer(long header, long sequence, long a, long b, Payload payload) {
            Message message = message();
            message.take(header, sequence, a, b);
            message.payload().swap(payload);
            if (offer()) {
                return true;
            }
            message.payload().swap(payload);
            return false;
        }
    }

    /// A producer's end that copies what it sends to where its receiver reads it. It says how it sends a message that
    /// lies nowhere yet, and sends its own one in the same way.
    interface CopyingSender extends Sender {
        @Override
        default boolean offer() {
            Message message = message();
            return offer(message.header(), message.sequence(), message.a(), message.b(), message.payload());
        }

        @Override
        boolean offer(long header, long sequence, long a, long b, Payload payload);
    }

    /// A consumer's end.
    interface Receiver {
        /// Gives the handler up to `limit` messages that have arrived. Not for the handler itself, whose message it
        /// would exchange for the next.
        /// @return how many; 0 if the channel is empty
        int poll(Handler handler, int limit);
    }

    /// The code to which a receiver gives its messages.
    interface Handler {
        /// @param message the handler's until it returns; it may exchange the payload's content for its own
        void onMessage(Message message);
    }
}
