// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.contract.KilledServer;
import dev.duality.workloads.verify.VerificationResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever of a kernel's processes is killed, the others end, and nothing is left.
class KilledTest {
    private static final int PATIENCE_SECONDS = 60;

    private final KilledServer killed = new KilledServer();

    @TempDir
    private Path folder;

    private CellSpec cell(String told) {
        return CellSpec.parse(told + ";placement=processes;directory=" + folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workload=counter;on=messaging:ring;wait=park",
                "workload=counter;on=messaging:ring;wait=eventfd",
                "workload=counter;on=messaging:posix-mq;wait=yield",
                "workload=counter;on=messaging:unix-socket;wait=yield",
                "workload=counter;on=messaging:tcp;wait=park",
                "workload=counter;on=messaging:pipe;wait=yield",
                "workload=counter;on=shm:mailbox;wait=yield",
            })
    void aServerThatIsKilledStopsTheWorkersAndTheReasonIsTold(String told) {
        try (KernelFixture fixture = KernelFixture.of(cell(told))) {
            killed.stopsItsWorker(fixture.side(), fixture.setting(), fixture.threads());
            assertInstanceOf(VerificationResult.Agrees.class, fixture.verify(50)); // by a new process
        }
        assertEquals(Set.of(), killed.begun());
    }

    /// The main of a client that is about to be killed.
    static final class Client {
        private Client() {}

        public static void main(String[] args) {
            KernelFixture fixture = KernelFixture.of(CellSpec.parse(args[0]));
            Kernel kernel = fixture.side().open(fixture.setting());
            kernel.start(Thread::new);
            System.out.println("ready");
        }
    }

    @Test
    void ofAClientThatIsKilledNoProcessAndNoFileIsLeft() throws Exception {
        String told = cell("workload=counter;on=messaging:ring;owners=1;workers=2;wait=yield")
                .text();
        Process client = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Client.class.getName(),
                        told)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<ProcessHandle> peers;
        try (BufferedReader said = client.inputReader()) {
            assertEquals("ready", said.readLine());
            peers = KilledServer.children(client.toHandle());
            assertEquals(1, peers.size());
        } finally {
            client.destroyForcibly();
        }
        for (ProcessHandle peer : peers) {
            peer.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertEquals(List.of(), left());
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
