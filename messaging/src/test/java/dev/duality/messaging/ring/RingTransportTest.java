// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import dev.duality.messaging.Transport;
import dev.duality.messaging.contract.ChannelContract;

class RingTransportTest implements ChannelContract.Bounded {
    @Override
    public Transport transport() {
        return new RingTransport();
    }
}
