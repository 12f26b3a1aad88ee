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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `messaging:aeron-ipc` between processes: the client has the driver, and its peers find it.
class PeersAsProcessesTest {
    private final KilledServer killed = new KilledServer();

    @TempDir
    private Path folder;

    private KernelFixture fixture(String told) {
        KernelFixture fixture =
                KernelFixture.of(CellSpec.parse(told + ";wait=yield;placement=processes;directory=" + folder));
        fixture.require();
        return fixture;
    }

    @Test
    void ownersThatAreProcessesDoTheSame() throws Exception {
        try (KernelFixture fixture = fixture("workload=rpc;on=messaging:aeron-ipc;owners=2;workers=2;window=4")) {
            VerificationResult result = fixture.verify(300);

            assertInstanceOf(VerificationResult.Agrees.class, result, result::toString);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aServerThatIsKilledIsToldAndAnotherTakesItsPlace() throws Exception {
        try (KernelFixture fixture = fixture("workload=counter;on=messaging:aeron-ipc")) {
            killed.stopsItsWorker(fixture.side(), fixture.setting(), fixture.threads());
            assertInstanceOf(VerificationResult.Agrees.class, fixture.verify(50));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
