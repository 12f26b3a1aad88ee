// SPDX-License-Identifier: Apache-2.0
package org.example.indices;

import dev.duality.messaging.Transport;
import dev.duality.messaging.contract.TransportContract;

class TwoLinesTransportTest implements TransportContract {
    @Override
    public Transport transport() {
        return new TwoLinesTransport();
    }
}
