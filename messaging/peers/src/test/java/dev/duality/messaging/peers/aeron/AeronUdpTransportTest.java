// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.contract.TransportContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AeronUdpTransportTest implements TransportContract {
    @Override
    public Transport transport() {
        return new AeronUdpTransport();
    }

    @Override
    public int longestPayload() {
        return AeronFrame.LONGEST;
    }

    /// They are more than the window that the receiver's driver opens at first.
    @Test
    @Timeout(60)
    void onePollFindsAllThatWasSent() {
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults());
                Channel channel = carrier.open(new ChannelSpec("tested", 1, 1, 8, 16_384))) {
            for (int round = 0; round < 100; round++) {
                for (int sent = 0; sent < 3; sent++) {
                    channel.sender().message().payload().length(16_384);
                    assertTrue(Moving.send(channel.sender()));
                }
                assertEquals(3, channel.receiver().poll(_ -> {}, 8), "in round " + round);
            }
        }
    }
}
