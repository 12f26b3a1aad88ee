// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.load.LoadShape;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.mpi.Mpi;
import dev.duality.messaging.mpi.TwoHosts;
import dev.duality.messaging.peers.aeron.AeronUdpTransport;
import dev.duality.shm.WaitStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Forks whose server is on another host, a network namespace, and gets its messages by Aeron over UDP: what
/// `AcrossHostsTest` asks of the transports whose jars everybody has.
class AeronAcrossHostsTest {
    private static final Forker.Patience PATIENCE = new Forker.Patience(1, 100_000);

    @BeforeEach
    void needsOpenMpiAndTwoHosts() {
        assumeTrue(Mpi.unavailable().isEmpty(), () -> Mpi.unavailable().orElseThrow());
        Optional<String> reason =
                Hosts.parse("localhost:2", "mpirun").unavailable().or(TwoHosts::unavailable);
        assumeTrue(reason.isEmpty(), () -> reason.orElseThrow());
        Mpi.ofThisProcess(); // other tests of this JVM may have made it a rank, and its launchers are none
    }

    private static Forker forker(TwoHosts hosts) {
        String launcher = String.join(" ", hosts.near(List.of(hosts.launcher())));
        return new Forker(
                System.getProperty("java.class.path"),
                List.of(),
                PATIENCE,
                Optional.of(Hosts.parse(TwoHosts.NEAR + ":1," + TwoHosts.FAR + ":1", launcher)));
    }

    private static ForkOrder.Kernel order(String cell, int iterationMillis) {
        return new ForkOrder.Kernel(
                CellSpec.parse(cell + ";wait=yield;placement=hosts"),
                100,
                new ClosedLoad.Times(0, 100, 1, iterationMillis, false),
                new ForkOrder.Open(LoadShape.STEADY, List.of(), List.of(), 20, 0),
                0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workload=rpc;on=messaging:aeron-udp;window=4",
                "workload=cache;on=messaging:aeron-udp",
                "workload=counter;on=messaging:aeron-udp;workers=2"
            })
    void messagesAreVerifiedAndMeasuredWithTheirServerOnAnotherHost(String cell) throws Exception {
        try (TwoHosts hosts = new TwoHosts();
                Forker forker = forker(hosts)) {
            Forker.Ended ended = forker.run(order(cell, 100));

            assertInstanceOf(ForkReport.Measured.class, ended.report(), () -> ended.report() + "\n" + log(ended));
        }
    }

    /// The next one that is started on its host removes what it has left in memory.
    @Test
    void aServerThatIsKilledCostsItsCellAndTheReasonIsToldAndNothingIsLeft() throws Exception {
        Path memory = TransportOptions.defaults().filesIn();
        try (TwoHosts hosts = new TwoHosts();
                Forker forker = forker(hosts)) {
            CompletableFuture<String> left = CompletableFuture.supplyAsync(() -> killed(memory));
            Forker.Ended ended = forker.run(order("workload=rpc;on=messaging:aeron-udp", 60_000));

            ForkReport.Failed failed = assertInstanceOf(ForkReport.Failed.class, ended.report());
            assertTrue(failed.toString().contains("on another host has closed its connection"), failed::toString);
            new AeronUdpTransport().start(TransportOptions.defaults()).close();
            try (Stream<Path> folders = Files.list(memory)) {
                String name = left.get();
                assertFalse(
                        folders.anyMatch(path -> path.getFileName().toString().startsWith(name)), name);
            }
        }
    }

    /// Kills the server, once it listens.
    /// @return how the names of its folders begin
    private static String killed(Path memory) {
        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);
        long began = System.nanoTime();
        for (int attempt = 0; System.nanoTime() - began < TimeUnit.SECONDS.toNanos(50); attempt++) {
            wait.idle(attempt);
            for (ProcessHandle process : ProcessHandle.current()
                    .descendants()
                    .filter(AeronAcrossHostsTest::serves)
                    .toList()) {
                String folders = "duality-aeron-udp-" + process.pid() + "-";
                try (Stream<Path> files = Files.list(memory)) {
                    if (files.anyMatch(path -> path.getFileName().toString().startsWith(folders))) {
                        assertTrue(process.destroyForcibly());
                        return folders;
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new AssertionError("no server listens");
    }

    private static boolean serves(ProcessHandle process) {
        try {
            String command = Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid())));
            return List.of(command.split("\0")).contains(HostPeerMain.class.getName())
                    && process.info().command().orElse("").endsWith("java");
        } catch (IOException _) {
            return false; // it has gone
        }
    }

    private static String log(Forker.Ended ended) {
        try {
            return Files.readString(ended.log());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
