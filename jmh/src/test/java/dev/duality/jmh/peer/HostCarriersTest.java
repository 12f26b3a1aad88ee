// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.HostCarrier;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCarriersTest {
    /// Nobody calls an operation one-sided that some rank's processor carries out.
    @ParameterizedTest
    @CsvSource({
        "true, , true, LOADS_AND_STORES",
        "false, , true, NOT_VISIBLE",
        "false, ucx, true, BY_THE_NETWORK",
        "false, ucx, false, MESSAGES",
        "false, pt2pt, true, MESSAGES"
    })
    void whatAnOperationOnAWindowIsGoesByTheComponentAndTheAdapter(
            boolean shared, String windows, boolean adapter, HostCarrier.OneSided is) {
        assertEquals(is, HostCarriers.oneSided(shared, Optional.ofNullable(windows), adapter));
    }
}
