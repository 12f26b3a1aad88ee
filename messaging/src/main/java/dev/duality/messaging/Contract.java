// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import dev.duality.shm.Slip;

/// The promises of a channel: the terms on which two transports, or a transport and shared memory, can be compared.
///
/// @param producers how many threads may send on one channel
/// @param consumers how many threads may receive from one channel
/// @param bounded whether a full channel refuses
/// @param order which messages arrive in the order they were sent
/// @param durable whether messages outlive the process
/// @param passing whether bytes are copied or a reference is handed over
/// @param reach how far apart the two ends may be
public record Contract(
        Many producers, Many consumers, boolean bounded, Order order, boolean durable, Passing passing, Reach reach) {
    /// The promises of shared memory in one process, in the same terms.
    public static final Contract SHARED =
            new Contract(Many.MANY, Many.MANY, true, Order.FIFO, false, Passing.COPIES, Reach.THREADS);

    /// The number of threads that may use one end.
    public enum Many {
        ONE,
        MANY
    }

    /// The messages that are kept in order.
    public enum Order {
        /// All messages of a channel.
        FIFO,
        /// The messages of each producer.
        PER_PRODUCER,
        /// Nothing.
        NONE
    }

    /// The way in which a message gets to the other end.
    public enum Passing {
        /// Its bytes are copied into the channel and out of it.
        COPIES,
        /// The receiver gets the sender's object, and the sender gets it back.
        HANDS_OVER
    }

    /// The distance that may be between the two ends.
    public enum Reach {
        THREADS,
        PROCESSES,
        HOSTS,
        /// The ranks of one job, on one host or on several: not two processes that are started one by one.
        RANKS;

        /// Whether two ends that are so far apart are within it.
        public boolean covers(Reach asked) {
            return asked.compareTo(this) <= 0 && !(this == RANKS && asked == PROCESSES);
        }
    }

    /// Checks that a channel may be made.
    /// @param transport the name to complain by
    /// @throws IllegalArgumentException if it would have more producers or consumers than the contract allows
    public void require(String transport, ChannelSpec spec) {
        if (producers == Many.ONE && spec.producers() > 1 || consumers == Many.ONE && spec.consumers() > 1) {
            throw new Slip(
                    "channel %s of %s would have %d producers and %d consumers; it allows %s; take another transport"
                            .formatted(spec.name(), transport, spec.producers(), spec.consumers(), this));
        }
    }

    /// In words, such as `1 producer, 1 consumer, bounded, FIFO, copies, across processes`.
    @Override
    public String toString() {
        return "%s producer%s, %s consumer%s, %s, %s, %s%s, across %s"
                .formatted(
                        producers == Many.ONE ? "1" : "many",
                        producers == Many.ONE ? "" : "s",
                        consumers == Many.ONE ? "1" : "many",
                        consumers == Many.ONE ? "" : "s",
                        bounded ? "bounded" : "unbounded",
                        switch (order) {
                            case FIFO -> "FIFO";
                            case PER_PRODUCER -> "FIFO per producer";
                            case NONE -> "unordered";
                        },
                        passing == Passing.COPIES ? "copies" : "hands over",
                        durable ? ", durable" : "",
                        switch (reach) {
                            case THREADS -> "threads";
                            case PROCESSES -> "processes";
                            case HOSTS -> "hosts";
                            case RANKS -> "the ranks of a job";
                        });
    }
}
