// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.Build;
import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.load.LoadShape;
import dev.duality.messaging.mpi.Mpi;
import dev.duality.messaging.mpi.TwoHosts;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hosts on which something is wrong: each costs its cell, with one line that says what.
class HostsThatFailTest {
    private static final Forker.Patience PATIENCE = new Forker.Patience(1, 60_000);

    @TempDir
    Path folder;

    @BeforeEach
    void needsOpenMpiAndTwoHosts() {
        assumeTrue(Mpi.unavailable().isEmpty(), () -> Mpi.unavailable().orElseThrow());
        Optional<String> reason =
                Hosts.parse("localhost:2", "mpirun").unavailable().or(TwoHosts::unavailable);
        assumeTrue(reason.isEmpty(), () -> reason.orElseThrow());
    }

    private static String reason(TwoHosts hosts, int iterationMillis) throws InterruptedException {
        String launcher = String.join(" ", hosts.near(List.of(hosts.launcher())));
        ForkOrder.Kernel order = new ForkOrder.Kernel(
                CellSpec.parse("workload=counter;on=messaging:mpi;wait=yield;placement=hosts"),
                100,
                new ClosedLoad.Times(0, 100, 1, iterationMillis, false),
                new ForkOrder.Open(LoadShape.STEADY, List.of(), List.of(), 20, 0),
                0);
        try (Forker forker = new Forker(
                System.getProperty("java.class.path"),
                List.of(),
                PATIENCE,
                Optional.of(Hosts.parse(TwoHosts.NEAR + ":1," + TwoHosts.FAR + ":1", launcher)))) {
            ForkReport report = forker.run(order).report();
            String reason = assertInstanceOf(ForkReport.Failed.class, report).reason();
            assertFalse(reason.contains("\n"), reason);
            return reason;
        }
    }

    private static String reasonWhere(String mounts) throws IOException, InterruptedException {
        try (TwoHosts hosts = new TwoHosts(mounts)) {
            return reason(hosts, 100);
        }
    }

    private static Path classes() {
        try {
            return Path.of(Build.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aHostWithoutTheJarIsToldOf() throws Exception {
        String reason = reasonWhere("mount --bind " + folder + " " + classes());

        assertTrue(reason.contains("Duality, or its Java, is not on a host as it is on the first"), reason);
    }

    @Test
    void aHostWithAnotherVersionIsToldOfByBothVersions() throws Exception {
        Path other = Files.writeString(folder.resolve("build.properties"), "version=0.0.9\ncommit=0123456789ab\n");
        Path own = classes().resolve("dev/duality/jmh/build.properties");

        String reason = reasonWhere("mount --bind " + other + " " + own);

        assertTrue(
                reason.contains("a rank on far cannot take part: it has duality 0.0.9, commit 0123456789ab, jars of"),
                reason);
        assertTrue(
                reason.contains("and the first host has duality "
                        + Build.ofThisProgram().version()),
                reason);
    }

    @Test
    void aHostWithoutOpenMpisLibraryIsToldOf() throws Exception {
        String reason = reasonWhere(
                "for f in $(ldconfig -p | grep libmpi.so.40 | cut -d\\> -f2); do mount --bind /dev/null $f; done");

        assertTrue(reason.contains("a rank on far cannot take part: it has "), reason);
        assertTrue(reason.contains("no Open MPI, and the first host has"), reason);
    }

    @Test
    void aLinkThatGoesDownEndsItsCellWithTheHostThatDoesNotAnswer() throws Exception {
        try (TwoHosts hosts = new TwoHosts()) {
            FutureTask<String> run = new FutureTask<>(() -> reason(hosts, 10_000));
            Thread thread = new Thread(run, "run");
            thread.start();
            while (!isMeasuring()) {
                assertTrue(goesOn(run), "it ended before it measured");
            }
            hosts.linkDown();

            String reason = run.get();

            assertTrue(reason.startsWith("no end after 7"), reason);
            assertTrue(reason.contains(TwoHosts.FAR + " do"), reason); // not answer
            thread.join();
        }
    }

    private static boolean goesOn(FutureTask<String> run) throws InterruptedException, ExecutionException {
        try {
            assertEquals("", run.get(20, TimeUnit.MILLISECONDS));
            return false;
        } catch (TimeoutException _) {
            return true;
        }
    }

    /// Whether the log of the fork of this process says that JMH has begun.
    private static boolean isMeasuring() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        String own = "duality-fork-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> forks = Files.list(temporary)) {
            for (Path fork : forks.filter(path -> path.getFileName().toString().startsWith(own))
                    .toList()) {
                Path log = fork.resolve("1").resolve("log.txt");
                if (Files.exists(log) && Files.readString(log).contains("Iteration   1: ")) {
                    return true;
                }
            }
        }
        return false;
    }
}
