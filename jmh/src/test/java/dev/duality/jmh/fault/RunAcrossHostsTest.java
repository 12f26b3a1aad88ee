// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.messaging.mpi.Mpi;
import dev.duality.messaging.mpi.TwoHosts;
import dev.duality.results.CellRecord;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Status;
import dev.duality.results.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole command over two hosts, which are network namespaces, see [TwoHosts].
class RunAcrossHostsTest {
    @TempDir
    private Path folder;

    private Path temporary;

    @BeforeEach
    void needsOpenMpiAndTwoHosts() throws IOException {
        assumeTrue(Mpi.unavailable().isEmpty(), () -> Mpi.unavailable().orElseThrow());
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(one -> Files.isExecutable(Path.of(one, "mpirun"))),
                "no mpirun; install openmpi-bin");
        Optional<String> reason = TwoHosts.unavailable();
        assumeTrue(reason.isEmpty(), () -> reason.orElseThrow());
        temporary = Files.createDirectory(folder.resolve("temporary"));
    }

    private Started start(TwoHosts hosts, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "run",
                "--forks",
                "1",
                "--workers",
                "2",
                "--out",
                "run",
                "--placement",
                "hosts",
                "--hosts",
                TwoHosts.NEAR + ":1," + TwoHosts.FAR + ":1",
                "--launcher",
                hosts.launcher()));
        all.addAll(List.of(arguments));
        return Started.duality(folder, "hosts", temporary, hosts::near, all.toArray(String[]::new));
    }

    private Map<String, CellRecord> records() throws IOException {
        return run().records().stream().collect(Collectors.toMap(CellRecord::cell, record -> record));
    }

    private Run run() throws IOException {
        return RunFolder.open(folder.resolve("run")).run();
    }

    /// Words that workers of both hosts write, and messages. A server's mailbox in a window is in AcrossHostsTest,
    /// which has more patience with a machine that is busy.
    @Test
    void aRunEndsWithATableOfBothSides() throws Exception {
        try (TwoHosts hosts = new TwoHosts()) {
            Started.Ended ended = start(
                            hosts,
                            "--workload",
                            "counter",
                            "--on",
                            "shm:lockfree,messaging:mpi",
                            "--rate",
                            "0",
                            "--budget",
                            "12s")
                    .ended();

            assertEquals(Status.COMPLETE, run().status(), ended.err());
            for (String cell : List.of("counter/shm:lockfree/w2/hosts", "counter/messaging:mpi/w2/yield/hosts")) {
                assertInstanceOf(Outcome.Measured.class, records().get(cell).outcome(), ended.err());
            }
            assertTrue(
                    !ended.out().contains("Open MPI v4")
                            || ended.out().contains("messages by ob1 over self, tcp, interface link0; windows by "),
                    ended.out());
            assertTrue(ended.out().contains("row 0: the carrier"), ended.out());
        }
    }

    /// The second cell's server is killed while it is measured.
    @Test
    void aServerThatIsKilledOnTheOtherHostCostsItsCellAndTheReasonIsTold() throws Exception {
        try (TwoHosts hosts = new TwoHosts()) {
            Started started = start(
                    hosts, "--workload", "counter,rpc", "--on", "messaging:mpi", "--rate", "0", "--budget", "90s");
            ProcessHandle run = started.process().toHandle();
            while (measuredCells() < 1) {
                assertTrue(endsNotWithin(run, 20), started.err());
            }
            List<ProcessHandle> far = List.of();
            while (far.isEmpty() || !isMeasuring()) {
                assertTrue(endsNotWithin(run, 20), started.err());
                far = far(run);
            }
            far.getFirst().destroyForcibly();
            Started.Ended ended = started.ended();

            List<Outcome> outcomes =
                    run().records().stream().map(CellRecord::outcome).toList();
            assertEquals(Status.COMPLETE, run().status(), ended.err());
            assertEquals(
                    1, // cell; it has two records where the machine moved
                    run().records().stream()
                            .filter(one -> one.outcome() instanceof Outcome.Measured measured
                                    && measured.closed().isPresent())
                            .map(CellRecord::cell)
                            .distinct()
                            .count(),
                    ended.err());
            Outcome.Failed failed = outcomes.stream()
                    .filter(Outcome.Failed.class::isInstance)
                    .map(Outcome.Failed.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(ended.err()));
            assertTrue(
                    failed.reason().contains("rank 1") && failed.reason().contains("signal 9"),
                    failed.reason() + "\n" + ended.err());
            assertEquals(1, ended.status(), ended.err());
            for (ProcessHandle one : far) {
                assertFalse(one.isAlive(), ended.err());
            }
        }
    }

    private int measuredCells() throws IOException {
        return Files.exists(folder.resolve("run").resolve("run.json"))
                ? (int) run().records().stream()
                        .filter(record -> record.cell().contains("messaging:mpi"))
                        .count()
                : 0;
    }

    /// Whether the log of the last fork says that JMH has begun; forks have folders that are numbered.
    private boolean isMeasuring() throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            Optional<Path> log = files.filter(file -> file.endsWith("log.txt"))
                    .max(Comparator.comparingInt(file ->
                            Integer.parseInt(file.getParent().getFileName().toString())));
            return log.isPresent() && Files.readString(log.get()).contains("# Warmup Iteration   1: ");
        }
    }

    /// The JVMs on the other host: those below the run that have another network.
    private static List<ProcessHandle> far(ProcessHandle run) throws IOException {
        List<ProcessHandle> far = new ArrayList<>();
        Path near = network(run);
        for (ProcessHandle one : run.descendants().toList()) {
            try {
                if (one.info().command().orElse("").endsWith("/java")
                        && !network(one).equals(near)) {
                    far.add(one);
                }
            } catch (NoSuchFileException _) {
                // it has ended meanwhile
            }
        }
        return far;
    }

    private static Path network(ProcessHandle process) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "ns", "net"));
    }

    private static boolean endsNotWithin(ProcessHandle process, int millis)
            throws InterruptedException, ExecutionException {
        try {
            process.onExit().get(millis, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException _) {
            return true;
        }
    }
}
