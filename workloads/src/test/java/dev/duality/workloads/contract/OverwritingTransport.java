// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.contract;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.ring.RingTransport;
import java.util.Arrays;

/// The ring, with every message written over as soon as its handler has returned, and its whole buffer with it. What a
/// transport may do to a message that is its own again, it does at once: who has kept one has nothing of it.
final class OverwritingTransport implements Transport {
    /// As in a fresh payload: [dev.duality.shm.Payload#stamp] fills one word of each line and leaves the others as they
    /// are.
    private static final byte GONE = 0;

    private final Transport ring = new RingTransport();

    @Override
    public String name() {
        return "overwriting";
    }

    @Override
    public String description() {
        return "the ring, with messages written over when their handler has returned";
    }

    @Override
    public Contract contract() {
        return ring.contract();
    }

    @Override
    public Carrier start(TransportOptions options) {
        Carrier carrier = ring.start(options);
        return new Carrier() {
            @Override
            public Channel open(ChannelSpec spec) {
                return new Overwriting(carrier.open(spec));
            }

            @Override
            public void close() {
                carrier.close();
            }
        };
    }

    private record Overwriting(Channel channel) implements Channel {
        @Override
        public Sender sender() {
            return channel.sender();
        }

        @Override
        public Receiver receiver() {
            Receiver receiver = channel.receiver();
            return (handler, limit) -> receiver.poll(
                    message -> {
                        handler.onMessage(message);
                        overwrite(message);
                    },
                    limit);
        }

        private static void overwrite(Message message) {
            message.set(Message.MAX_KIND, -1, -1, -1);
            message.address(Message.MAX_NODES - 1, Message.MAX_NODES - 1);
            Arrays.fill(message.payload().bytes(), GONE);
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
