// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.messaging.Transport;
import dev.duality.messaging.contract.TransportContract;
import org.junit.jupiter.api.Nested;

class SocketTransportTest {
    @Nested
    class OfPipe implements TransportContract {
        @Override
        public Transport transport() {
            return new SocketTransport.OfPipe();
        }
    }

    @Nested
    class OfUnixSocket implements TransportContract {
        @Override
        public Transport transport() {
            return new SocketTransport.OfUnixSocket();
        }
    }

    @Nested
    class OfTcp implements TransportContract {
        @Override
        public Transport transport() {
            return new SocketTransport.OfTcp();
        }
    }
}
