// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mpi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Two hosts on one machine, for tests: network namespaces joined by a pair of virtual Ethernet devices, the farther of
/// which has a host name of its own, so that whoever starts a rank there takes it for another machine.
public final class TwoHosts implements AutoCloseable {
    /// The addresses of the two.
    public static final String NEAR = "10.213.77.1";

    public static final String FAR = "10.213.77.2";

    private static final long PATIENCE_SECONDS = 30;

    private final String near = "dualitya" + ProcessHandle.current().pid();
    private final String far = "dualityb" + ProcessHandle.current().pid();
    private final Path agent;

    /// The reason why this machine does not make any; empty if it does.
    public static Optional<String> unavailable() {
        try (TwoHosts _ = new TwoHosts()) {
            return Optional.empty();
        } catch (IOException | IllegalStateException e) {
            return Optional.of("no network namespaces, which need root and iproute2: " + e.getMessage());
        }
    }

    /// @throws IOException if a command cannot be started
    /// @throws IllegalStateException if one is refused; nothing is left then
    public TwoHosts() throws IOException {
        this(":");
    }

    /// The far host sees files of its own where these commands mount some.
    /// @param mounts for its shell, without `'` and `"`
    /// @throws IOException as above
    public TwoHosts(String mounts) throws IOException {
        agent = Files.createTempFile(
                "remote-shell",
                ".sh",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(agent, """
                #!/bin/sh
                shift # the host's name: there is one other
                exec ip netns exec %s unshare -um sh -c 'hostname far; %s; exec sh -c "$0"' "$*"
                """.formatted(far, mounts));
        try {
            for (String command : List.of(
                    "ip netns add NEAR",
                    "ip netns add FAR",
                    "ip -n NEAR link add link0 type veth peer name link0 netns FAR",
                    "ip -n NEAR addr add " + NEAR + "/24 dev link0",
                    "ip -n FAR addr add " + FAR + "/24 dev link0",
                    "ip -n NEAR link set lo up",
                    "ip -n FAR link set lo up",
                    "ip -n NEAR link set link0 up",
                    "ip -n FAR link set link0 up")) {
                run(command);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void run(String command) throws IOException {
        List<String> words =
                List.of(command.replace("NEAR", near).replace("FAR", far).split(" "));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at " + command, e);
        }
    }

    /// Takes the link between them down: what is sent from now on is lost, and nobody is told.
    /// @throws IOException if a command cannot be started
    public void linkDown() throws IOException {
        run("ip -n FAR link set link0 down");
    }

    /// A command that runs on the nearer one.
    public List<String> near(List<String> command) {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", near));
        words.addAll(command);
        return words;
    }

    /// The words of a launcher that begins on the near host and reaches the far one, over TCP.
    public String launcher() {
        return "mpirun --mca plm_rsh_agent " + remoteShell() + " --mca pml ob1 --mca btl tcp,self";
    }

    /// A program that starts a command on a host, as `ssh` does: the host's name, then the command.
    public Path remoteShell() {
        return agent;
    }

    @Override
    public void close() throws IOException {
        for (String host : List.of("NEAR", "FAR")) {
            try {
                run("ip netns del " + host);
            } catch (IllegalStateException _) {
                // it was not made
            }
        }
        Files.deleteIfExists(agent);
    }
}
