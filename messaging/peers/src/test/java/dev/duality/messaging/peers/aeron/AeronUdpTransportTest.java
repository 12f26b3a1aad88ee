// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import dev.duality.messaging.Transport;
import dev.duality.messaging.contract.TransportContract;

class AeronUdpTransportTest implements TransportContract {
    @Override
    public Transport transport() {
        return new AeronUdpTransport();
    }

    @Override
    public int longestPayload() {
        return AeronFrame.LONGEST;
    }
}
