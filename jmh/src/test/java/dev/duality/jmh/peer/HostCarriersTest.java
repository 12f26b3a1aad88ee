// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.messaging.mpi.MpiParts;
import dev.duality.results.HostCarrier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCarriersTest {
    /// Nobody calls an operation one-sided that some rank's processor carries out.
    @ParameterizedTest
    @CsvSource({
        "true, , self+tcp, true, LOADS_AND_STORES",
        "false, , self+tcp, true, NOT_VISIBLE",
        "false, ucx, self+tcp, true, BY_THE_NETWORK",
        "false, ucx, self+tcp, false, MESSAGES",
        "false, pt2pt, self+tcp, true, MESSAGES",
        "false, rdma, self+tcp, true, MESSAGES",
        "false, rdma, self+openib, true, BY_THE_NETWORK"
    })
    void whatAnOperationOnAWindowIsGoesByTheComponentItsNetworksAndTheAdapter(
            boolean shared, String windows, String networks, boolean adapter, HostCarrier.OneSided is) {
        MpiParts parts = new MpiParts(Optional.of("ob1"), List.of(networks.split("\\+")), Optional.ofNullable(windows));
        assertEquals(is, HostCarriers.oneSided(shared, parts, adapter));
    }
}
