// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.shm.Padding;
import dev.duality.shm.WaitStrategy;

/// One way for numbered payloads, from one thread to another.
///
/// - **Threads:** each end is made by the thread that uses it; some kinds allow several senders.
/// - **Ordering:** first in, first out for each sender.
/// - **Payload:** the sender has it in memory of its own and writes the number into every line of it; the receiver
///   reads every line. What lies between, copies or a reference, is the adapter's affair.
interface QueueAdapter extends AutoCloseable {
    /// The number of payloads that a bounded queue holds.
    int CAPACITY = 1024;

    /// Asked for by the thread that sends.
    Sender sender();

    /// Asked for by the thread that receives.
    Receiver receiver();

    @Override
    default void close() {}

    /// The fields that a sending end's thread writes; each kind says what it takes them for.
    abstract class SenderFields extends Padding {
        long sent; // how many payloads
        long free; // the last one that has room, as far as the sender knows
        long written; // how many bytes
    }

    /// The sending end.
    abstract class Sender extends SenderFields {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final WaitStrategy room = WaitStrategy.of(WaitStrategy.Kind.PAUSE);

        /// Passes a little time while there is no room.
        /// @param attempt how often there was none, from 0
        /// @throws WaitStrategy.Interrupted if the calling thread is interrupted
        final void awaitRoom(int attempt) {
            room.idle(attempt);
        }

        /// Sends the payload with a number, 1 or more, in every line of it; waits while there is no room.
        abstract void send(long number);
    }

    /// The fields that a receiving end's thread writes.
    abstract class ReceiverFields extends Padding {
        long next; // the next payload, or the one before it, as its kind counts
        long last;
        long sum; // of all numbers
    }

    /// The receiving end.
    abstract class Receiver extends ReceiverFields {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        /// Receives what has come, in one batch where the library has batches, and reads every line of it.
        /// @param most how many at most
        /// @return how many; 0 if there is none. Kinds that can only wait do so until there is one, or an interrupt.
        abstract int poll(int most);

        /// Counts what was read, `-1` for one that was torn.
        final void took(long number) {
            last = number;
            sum += number;
        }

        /// The sum of the numbers of all payloads so far; another one if a payload was lost, repeated or torn.
        final long sum() {
            return sum;
        }

        /// The number of the payload that was received last, or `-1` if its lines did not have the same one.
        final long last() {
            return last;
        }
    }
}
