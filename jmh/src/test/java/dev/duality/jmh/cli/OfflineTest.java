// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.OwnJvm;
import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing listens, and nothing calls home. `.ci/offline` says what it can see and what not; `.ci/run` tries a whole
/// run.
class OfflineTest {
    private static final Path OFFLINE = Path.of("..", ".ci", "offline");
    private static final int NOT_HERE = 77;

    @TempDir
    Path folder;

    /// A command's end, and all it wrote.
    private record Done(int exit, String said) {}

    @Test
    void aRunUsesNoNetwork() throws IOException, InterruptedException {
        Path out = folder.resolve("run");
        Done done = offline(List.of(
                "run",
                "-w",
                "counter",
                "-o",
                "messaging:chronicle",
                "--workers",
                "1",
                "--forks",
                "1",
                "--budget",
                "4s",
                "--out",
                out.toString()));

        assertTrue(done.said.contains("no attempt: 0 packets"), done.said);
        assertTrue(done.said.contains("messaging:chronicle"), done.said);
        assertEquals(ExitCodes.DONE, done.exit, done.said);
    }

    /// The control: whoever calls home is seen.
    @Test
    void aWorkloadThatCallsHomeIsSeen() throws IOException, InterruptedException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Workload.class.getName()), CallsHome.class.getName());

        Done done = offline(List.of(
                "verify",
                "-w",
                "calls-home",
                "-o",
                "shm:lock",
                "--operations",
                "1",
                "--workers",
                "1",
                "--classpath",
                folder.toString()));

        assertTrue(done.said.contains("agrees"), done.said);
        assertTrue(done.said.contains("the command tried to use a network"), done.said);
        assertEquals(ExitCodes.FAILED, done.exit, done.said);
    }

    private static Done offline(List<String> args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(OFFLINE.toString()));
        command.addAll(OwnJvm.command(List.of(), Duality.class, args.toArray(String[]::new)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), said);
        assumeTrue(process.exitValue() != NOT_HERE, said);
        return new Done(process.exitValue(), said);
    }

    /// A workload with a secret.
    public static final class CallsHome implements Workload {
        @Override
        public String name() {
            return "calls-home";
        }

        @Override
        public String description() {
            return "tells somebody that it runs";
        }

        @Override
        public List<Parameter<?>> parameters() {
            return List.of();
        }

        @Override
        public Specification specification(Setting setting) {
            return new Specification() {
                @Override
                public long apply(int kind, long a, long b, Payload payload) {
                    return a;
                }

                @Override
                public long digest() {
                    return SplitMix64.of(0);
                }
            };
        }

        @Override
        public Script script(Setting setting, int worker) {
            try (Socket home = new Socket()) {
                home.connect(new InetSocketAddress("192.0.2.1", 9), 100); // an address for examples
            } catch (IOException _) {
                // nobody is at home
            }
            return Script.builder().add(0, 1, 0).build();
        }
    }
}
