// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import java.time.Duration;
import java.util.List;

/// The demands of a transport's checks on the test class: the transport, and what is special about it.
public interface TransportKit {
    /// A transport that is available here. A new one each time, or the same.
    Transport transport();

    /// A channel that has carried messages before.
    /// @param name says how many
    record Worn(String name, Channel channel) {}

    /// Channels that have carried so many messages that an index of theirs is about to run over, empty. None where no
    /// index grows, or none can be reached.
    default List<Worn> worn(ChannelSpec spec) {
        return List.of();
    }

    /// The longest payload that a channel can be made for, if it is shorter than a message's longest.
    default int longestPayload() {
        return Message.MAX_PAYLOAD;
    }

    /// A payload of several pages, or the longest if that is less.
    default int longPayload() {
        return Math.min(16_384, longestPayload());
    }

    /// The number of messages that each check with threads sends, and a quarter of what the long stream of one thread
    /// has. A mistake in one of a million needs some millions: `-Dduality.kit.messages=5000000` says it for all tests
    /// of a build.
    default int messages() {
        return Integer.getInteger("duality.kit.messages", 30_000);
    }

    /// The time for which nothing may move in a channel before what is missing is lost.
    default Duration patience() {
        return Duration.ofSeconds(20);
    }

    /// The check that is done with one channel.
    interface Check {
        void run(ChannelSpec spec, Channel channel) throws Exception;
    }
}
