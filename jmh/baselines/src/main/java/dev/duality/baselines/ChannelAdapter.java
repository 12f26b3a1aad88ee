// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.Payload;

/// A channel of ours, by hand: without nodes, ports and hosts.
final class ChannelAdapter implements QueueAdapter {
    private final Transport.Carrier carrier;
    private final Channel channel;
    private final int payloadBytes;

    ChannelAdapter(Transport transport, int senders, int payloadBytes) {
        this.payloadBytes = payloadBytes;
        this.carrier = transport.start(TransportOptions.defaults());
        this.channel = carrier.open(new ChannelSpec("baseline", senders, 1, CAPACITY, payloadBytes));
    }

    @Override
    public Sender sender() {
        Channel.Sender end = channel.sender();
        int bytes = payloadBytes > Long.BYTES ? payloadBytes : 0; // a message carries a number anyway
        Payload payload = new Payload(bytes);
        long header = Message.header(1, 0, 0, bytes);
        return new Sender() {
            @Override
            void send(long number) {
                if (bytes > 0) {
                    payload.length(bytes);
                    TouchedLines.write(payload.bytes(), bytes, number);
                }
                for (int attempt = 0; !end.offer(header, number, number, 0, payload); attempt++) {
                    awaitRoom(attempt);
                }
            }
        };
    }

    @Override
    public Receiver receiver() {
        Channel.Receiver end = channel.receiver();
        return new Receiver() {
            private final Channel.Handler handler =
                    message -> took(payloadBytes > Long.BYTES ? TouchedLines.read(message.payload()) : message.a());

            @Override
            int poll(int most) {
                return end.poll(handler, most);
            }
        };
    }

    @Override
    public void close() {
        channel.close();
        carrier.close();
    }
}
