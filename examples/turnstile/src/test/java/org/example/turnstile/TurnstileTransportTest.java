// SPDX-License-Identifier: Apache-2.0
package org.example.turnstile;

import dev.duality.messaging.Transport;
import dev.duality.messaging.contract.TransportContract;

class TurnstileTransportTest implements TransportContract {
    @Override
    public Transport transport() {
        return new TurnstileTransport();
    }
}
