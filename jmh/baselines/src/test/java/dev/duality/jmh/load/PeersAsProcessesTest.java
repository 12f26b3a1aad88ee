// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.workloads.contract.KilledServer;
import dev.duality.workloads.verify.VerificationResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Aeron between processes: of `messaging:aeron-ipc` the client has the driver, and its peers find it; of
/// `messaging:aeron-udp` each process has its own.
class PeersAsProcessesTest {
    private final KilledServer killed = new KilledServer();

    @TempDir
    private Path folder;

    private KernelFixture fixture(String told) {
        KernelFixture fixture = KernelFixture.of(CellSpec.parse(told + ";placement=processes;directory=" + folder));
        fixture.require();
        return fixture;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workload=rpc;on=messaging:aeron-ipc;owners=2;workers=2;window=4;wait=yield",
                "workload=rpc;on=messaging:aeron-udp;owners=2;workers=2;window=4;wait=yield",
                "workload=cache;on=messaging:aeron-udp;wait=park"
            })
    void ownersThatAreProcessesDoTheSame(String cell) throws Exception {
        try (KernelFixture fixture = fixture(cell)) {
            VerificationResult result = fixture.verify(300);

            assertInstanceOf(VerificationResult.Agrees.class, result, result::toString);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aeron-ipc", "aeron-udp"})
    void aServerThatIsKilledIsToldAndAnotherTakesItsPlace(String transport) throws Exception {
        try (KernelFixture fixture = fixture("workload=counter;wait=yield;on=messaging:" + transport)) {
            killed.stopsItsWorker(fixture.side(), fixture.setting(), fixture.threads());
            assertInstanceOf(VerificationResult.Agrees.class, fixture.verify(50));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
