// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.verify.KernelThreads;
import dev.duality.workloads.verify.VerificationResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `messaging:aeron-ipc` between processes: the client has the driver, and its peers find it.
class PeersAsProcessesTest {
    private final Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());

    @TempDir
    private Path folder;

    private KernelFixture fixture(String told) {
        KernelFixture fixture =
                KernelFixture.of(CellSpec.parse(told + ";wait=yield;placement=processes;directory=" + folder));
        fixture.require();
        return fixture;
    }

    /// The processes begun by the test that runs. This JVM may have another that it must not lose: Open MPI's, which
    /// ends its client when it is gone.
    private List<ProcessHandle> peers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.isAlive() && !others.contains(child))
                .toList();
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
            KernelThreads threads = fixture.threads();
            try (Kernel kernel = fixture.side().open(fixture.setting())) {
                kernel.start(threads);
                IllegalStateException stopped = assertThrows(
                        IllegalStateException.class,
                        () -> threads.run(1, worker -> {
                            Caller caller = kernel.caller(worker);
                            caller.call(0, 1, 0, fixture.setting().payload());
                            peers().forEach(ProcessHandle::destroyForcibly);
                            while (true) {
                                caller.call(0, 1, 0, fixture.setting().payload());
                            }
                        }));
                assertTrue(
                        stopped.getMessage().endsWith("the process of peer 0 was killed by signal 9"),
                        stopped.getMessage());
            }
            assertInstanceOf(VerificationResult.Agrees.class, fixture.verify(50));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
