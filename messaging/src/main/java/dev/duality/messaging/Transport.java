// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import java.util.Optional;
import java.util.function.Function;

/// A way to carry messages. Found by [java.util.ServiceLoader]: a jar that names its implementation in
/// `META-INF/services/dev.duality.messaging.Transport` adds the substrate `messaging:<name>`.
///
/// An implementation has a public constructor without parameters, which loads nothing that might be missing.
///
/// ```java
/// public final class Turnstile implements Transport {
///     public String name() {
///         return "turnstile";
///     }
///
///     public String description() {
///         return "a linked queue behind a semaphore";
///     }
///
///     public Contract contract() {
///         return new Contract(
///                 Contract.Many.MANY,
///                 Contract.Many.MANY,
///                 true, // bounded
///                 Contract.Order.FIFO,
///                 false, // not durable
///                 Contract.Passing.HANDS_OVER,
///                 Contract.Reach.THREADS);
///     }
///
///     public Carrier start(TransportOptions options) {
///         return new Carrier() {
///             public Channel open(ChannelSpec spec) {
///                 contract().require(name(), spec); // refuses what it does not promise
///                 return new TurnstileChannel(spec);
///             }
///
///             public void close() {}
///         };
///     }
/// }
/// ```
///
/// `docs/transport.md` goes through it step by step.
public interface Transport {
    /// The name that follows `messaging:` in the substrate's; lower case.
    String name();

    /// One line on what it is.
    String description();

    Contract contract();

    /// The reason for which it cannot be used here, and what to do about it; empty if it can.
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /// The reason why it has no such channels here, where the system bounds how long a message is or how many channels
    /// hold, and what to do about it; empty if it has. What the contract does not allow need not be told again.
    /// @param channels how many like this one are open at the same time
    default Optional<String> rejects(ChannelSpec spec, int channels) {
        return Optional.empty();
    }

    /// Whether all that the ends of its channels share lies in regions, which come from
    /// [dev.duality.shm.Region#allocate] when a channel is opened. What is simulated sees such a transport: `duality
    /// multicore` and `duality verify --memory weak` take it.
    default boolean liesInRegions() {
        return false;
    }

    /// Starts what its channels have in common. Throws if it is [#unavailable()].
    Carrier start(TransportOptions options);

    /// A started transport: makes channels, and owns what they share.
    interface Carrier extends AutoCloseable {
        /// One whose channels have nothing in common.
        /// @param transport whose contract holds
        /// @param channels makes a channel of what the contract allows
        static Carrier ofSeparate(Transport transport, Function<ChannelSpec, Channel> channels) {
            return new Carrier() {
                @Override
                public Channel open(ChannelSpec spec) {
                    transport.contract().require(transport.name(), spec);
                    return channels.apply(spec);
                }

                @Override
                public void close() {}
            };
        }

        /// Makes a channel. Its caller closes it.
        /// @throws IllegalArgumentException if the contract does not allow the producers or consumers asked for, or the
        ///     transport refuses the channel
        Channel open(ChannelSpec spec);

        /// Frees what the channels shared, files included. Where the kernel carries messages to another process, it
        /// first waits until that has taken what senders that are closed had sent, for 2 seconds at most. Lost is what
        /// has not been taken by then, and what was under way when a process dies or exits without this call.
        @Override
        void close();
    }
}
