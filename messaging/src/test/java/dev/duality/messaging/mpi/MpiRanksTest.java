// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two ranks, started by `mpirun`, on one host and on two.
class MpiRanksTest {
    private static final long PATIENCE_SECONDS = 120;

    /// The output of a job, and its end.
    private record Ended(int status, String said) {}

    @BeforeEach
    void needsOpenMpi() {
        assumeTrue(Mpi.unavailable().isEmpty(), () -> Mpi.unavailable().orElseThrow());
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mpirun"))),
                "no mpirun; install openmpi-bin");
    }

    private static Ended here(String what) throws Exception {
        return run(command(List.of("--oversubscribe"), what));
    }

    private static Ended across(String what) throws Exception {
        Optional<String> reason = TwoHosts.unavailable();
        assumeTrue(reason.isEmpty(), () -> reason.orElseThrow());
        try (TwoHosts hosts = new TwoHosts()) {
            List<String> options = List.of(
                    "--mca",
                    "plm_rsh_agent",
                    hosts.remoteShell().toString(),
                    "--mca",
                    "pml",
                    "ob1",
                    "--mca",
                    "btl",
                    "tcp,self",
                    "-H",
                    TwoHosts.NEAR + ":1," + TwoHosts.FAR + ":1");
            return run(hosts.near(command(options, what)));
        }
    }

    private static List<String> command(List<String> options, String what) {
        List<String> command = new ArrayList<>(List.of("mpirun", "--bind-to", "none"));
        command.addAll(options);
        command.addAll(List.of(
                "-np",
                "2",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RankMain.class.getName(),
                what));
        return command;
    }

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("ranks", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("OMPI_ALLOW_RUN_AS_ROOT", "1");
        builder.environment().put("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(log);
            assertTrue(ended, () -> "no end; it said: " + said);
            return new Ended(process.exitValue(), said);
        } finally {
            process.destroy(); // so mpirun ends its ranks
            Files.delete(log);
        }
    }

    private static void assertSays(String what, Ended ended) {
        assertEquals(0, ended.status(), ended::said);
        assertEquals(what, ended.said().strip());
    }

    @Test
    void messagesOfAllSizesComeWholeAndInOrderOnOneHost() throws Exception {
        assertSays("all came back", here("stream"));
    }

    @Test
    void messagesOfAllSizesComeWholeAndInOrderBetweenHosts() throws Exception {
        assertSays("all came back", across("stream"));
    }

    @Test
    void aWindowOnOneHostIsLoadsAndStores() throws Exception {
        assertSays("loads and stores", here("window"));
    }

    @Test
    void aWindowBetweenHostsIsOneSidedOperationsThatKeepTheirOrder() throws Exception {
        assertSays("one-sided operations", across("window"));
    }

    @Test
    void whatCarriesMessagesAndWindowsBetweenHostsIsSeen() throws Exception {
        Ended ended = across("carrier");
        assertEquals(0, ended.status(), ended::said);
        if (ended.said().startsWith("Open MPI v4")) { // later ones have other components
            assertTrue(
                    ended.said().matches(".*: messages by ob1 over self tcp, windows by [a-z0-9]+\\s*"), ended::said);
        }
    }

    @Test
    void aRankThatDiesEndsTheJobWithAReasonAndWhatHadComeIsKept() throws Exception {
        dies(here("die"));
    }

    @Test
    void aRankThatDiesOnAnotherHostEndsTheJobWithAReasonAndWhatHadComeIsKept() throws Exception {
        dies(across("die"));
    }

    private static void dies(Ended ended) {
        assertNotEquals(0, ended.status());
        assertTrue(ended.said().contains("got 100"), ended::said);
        assertTrue(ended.said().contains("Exit code:    137"), ended::said);
    }
}
