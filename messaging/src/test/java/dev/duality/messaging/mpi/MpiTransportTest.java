// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mpi;

import dev.duality.messaging.Transport;
import dev.duality.messaging.contract.TransportContract;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/// Both ends in one process, which is a job of one rank.
class MpiTransportTest implements TransportContract {
    @BeforeEach
    void needsOpenMpi() {
        Assumptions.assumeTrue(
                Mpi.unavailable().isEmpty(), () -> Mpi.unavailable().orElseThrow());
    }

    @Override
    public Transport transport() {
        return new MpiTransport();
    }
}
