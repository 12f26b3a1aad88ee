// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.agrona;

import dev.duality.messaging.Transport;
import dev.duality.messaging.contract.TransportContract;

class AgronaTransportTest implements TransportContract {
    @Override
    public Transport transport() {
        return new AgronaTransport();
    }
}
