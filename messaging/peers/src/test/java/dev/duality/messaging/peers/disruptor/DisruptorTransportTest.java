// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.disruptor;

import dev.duality.messaging.Transport;
import dev.duality.messaging.contract.TransportContract;

class DisruptorTransportTest implements TransportContract {
    @Override
    public Transport transport() {
        return new DisruptorTransport();
    }
}
