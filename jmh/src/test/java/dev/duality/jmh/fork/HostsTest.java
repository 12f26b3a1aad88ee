// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Placement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {
    private static List<Hosts.Host> all(String text) {
        return Hosts.parse(text, "mpirun").all();
    }

    @Test
    void aHostHasOneProcessUnlessANumberSaysMore() {
        assertEquals(
                List.of(new Hosts.Host("localhost", 1), new Hosts.Host("127.0.0.1", 3)), all("localhost,127.0.0.1:3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:0,localhost:1 | write A:1,B:1",
                "localhost:1,, | write A:1,B:1",
                "localhost:one | write A:1,B:1",
                "-x,localhost | write A:1,B:1",
                "localhost | room for one process",
                "localhost:1,no-such-host.invalid:1 | does not know the host 'no-such-host.invalid'",
            })
    void whatNamesNoTwoPlacesIsRefusedInOneLine(String text, String reason) {
        String message = assertThrows(BadInput.class, () -> all(text)).getMessage();
        assertTrue(message.contains(reason) && !message.contains("\n"), message);
    }

    @Test
    void placementAndHostsAreGivenTogetherOrNotAtAll() {
        assertThrows(BadInput.class, () -> Hosts.of(List.of(Placement.HOSTS), Optional.empty(), Optional.empty()));
        assertThrows(
                BadInput.class,
                () -> Hosts.of(List.of(Placement.THREADS), Optional.of("localhost:2"), Optional.empty()));
        assertThrows(BadInput.class, () -> Hosts.of(List.of(Placement.THREADS), Optional.empty(), Optional.of("srun")));
        assertEquals(Optional.empty(), Hosts.of(List.of(Placement.PROCESSES), Optional.empty(), Optional.empty()));
    }

    @Test
    void aLauncherIsNoRankOfTheJobThatItsParentIsOneOf() {
        Map<String, String> environment = new TreeMap<>(Map.of("PMIX_RANK", "0", "OMPI_MCA_ess", "singleton"));
        environment.put("PATH", "/bin");
        environment.put("OMPI_MCA_btl", "tcp,self");

        Hosts.leaveJob(environment);

        assertEquals(Map.of("PATH", "/bin", "OMPI_MCA_btl", "tcp,self"), environment);
    }

    @Test
    void aLauncherThatIsNotThereIsNamed() {
        String reason = Hosts.parse("localhost:2", "no-such-launcher --with options")
                .unavailable()
                .orElseThrow();
        assertTrue(reason.contains("'no-such-launcher'") && reason.contains("--launcher"), reason);
        assertEquals(Optional.empty(), Hosts.parse("localhost:2", "sh").unavailable());
    }

    @Test
    void theFirstPlaceMeasuresAndAllOthersGetAPeer(@TempDir Path folder) throws Exception {
        String command = String.join(
                " ",
                Hosts.parse("localhost:2,127.0.0.1", "mpirun --tag")
                        .command(List.of("first"), List.of("peer", "argument"), folder));
        String places = "-H localhost:2,127.0.0.1:1";
        assertTrue(command.startsWith("mpirun --tag "), command);
        assertTrue(command.endsWith(places + " -np 1 first : " + places + " -np 2 peer argument"), command);
    }

    /// The one server of a row is rank 1, and the floor of two hosts is that between ranks 0 and 1.
    @Test
    void theFirstHostHasItsSecondProcessWhenTheOthersAreFull(@TempDir Path folder) throws Exception {
        Hosts hosts = Hosts.parse("localhost:3,240.0.0.1:2", "mpirun");
        String command = String.join(" ", hosts.command(List.of("first"), List.of("peer"), folder));
        Hosts.parse("localhost:3,240.0.0.1:2", "srun").command(List.of("first"), List.of("peer"), folder);

        assertTrue(
                command.endsWith("-H localhost:3,240.0.0.1:2 -np 1 first : -H 240.0.0.1:2 -np 2 peer"
                        + " : -H localhost:3,240.0.0.1:2 -np 2 peer"),
                command);
        assertEquals(
                List.of("localhost", "240.0.0.1", "240.0.0.1", "localhost", "localhost"),
                Files.readAllLines(folder.resolve("places.txt")));
    }

    /// A stand-in, which starts the tasks one after the other: says the options, and of each task its host and output.
    private static final String SRUN = """
            #!/bin/sh
            while [ "$1" != sh ]; do echo "option $1"; shift; done
            task=0
            for host in $(cat "$SLURM_HOSTFILE"); do
                SLURM_PROCID=$task "$@" | sed "s/^/$host: /"
                task=$((task + 1))
            done
            """;

    @Test
    void slurmStartsTheSameCommandsInTheSamePlaces(@TempDir Path folder) throws Exception {
        Path srun = Files.writeString(folder.resolve("srun"), SRUN);
        Files.setPosixFilePermissions(srun, PosixFilePermissions.fromString("rwx------"));
        Hosts hosts = Hosts.parse("localhost:2,127.0.0.1", srun + " --partition=short");

        Process process = new ProcessBuilder(
                        hosts.command(List.of("echo", "it's  first", "$HOME"), List.of("echo", "peer"), folder))
                .redirectErrorStream(true)
                .start();
        List<String> said = process.inputReader().lines().toList();

        assertEquals(Optional.empty(), hosts.unavailable());
        assertEquals(
                List.of(
                        "option --partition=short",
                        "option --mpi=pmix",
                        "option --ntasks=3",
                        "option --distribution=arbitrary",
                        "option --kill-on-bad-exit=1",
                        "option --cpu-bind=none",
                        "localhost: it's  first $HOME",
                        "localhost: peer",
                        "127.0.0.1: peer"),
                said);
        assertFalse(Hosts.parse("localhost:2", "srun --mpi=pmi2")
                .command(List.of("first"), List.of("peer"), folder)
                .contains("--mpi=pmix"));
    }

    /// The second address is reserved (RFC 1112), and nobody has it.
    @Test
    void aHostThatDoesNotAnswerIsNamed() {
        assertEquals("", Hosts.parse("localhost:2", "mpirun").silent());
        assertEquals(
                ", and 240.0.0.1 does not answer a ping: it is down, or the link to it, or it answers none",
                Hosts.parse("localhost:1,240.0.0.1:1", "mpirun").silent());
    }
}
