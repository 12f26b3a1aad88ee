// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.messaging.mpi.Mpi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs of `mpirun` that are ended while they are measured leave neither processes nor files.
class EndedHostsTest {
    private static final Path SESSIONS = Path.of("/tmp"); // where mpirun has its own, unless it is told another

    @TempDir
    private Path folder;

    private Path temporary;

    @BeforeEach
    void needsOpenMpi() throws IOException {
        assumeTrue(Mpi.unavailable().isEmpty(), () -> Mpi.unavailable().orElseThrow());
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(one -> Files.isExecutable(Path.of(one, "mpirun"))),
                "no mpirun; install openmpi-bin");
        temporary = Files.createDirectory(folder.resolve("temporary"));
    }

    /// A run whose ranks have memory in common, and all that it has.
    private record Underway(Started run, ProcessHandle launcher, List<ProcessHandle> ranks, List<Path> segments) {}

    private Underway underway() throws Exception {
        Started started = Started.duality(
                folder,
                "hosts",
                temporary,
                "run --workload rpc --on messaging:mpi --rate 0 --forks 1 --budget 60s --out run --placement hosts"
                        .concat(" --hosts localhost:2")
                        .split(" "));
        while (true) {
            assertTrue(endsNotWithin(started.process().toHandle(), 20), started::toString);
            List<ProcessHandle> below = started.process().descendants().toList();
            List<ProcessHandle> launchers =
                    below.stream().filter(one -> runs(one, "mpirun")).toList();
            List<ProcessHandle> ranks = launchers.stream()
                    .flatMap(ProcessHandle::descendants)
                    .filter(one -> runs(one, "java"))
                    .toList();
            List<Path> segments = new ArrayList<>();
            for (ProcessHandle rank : ranks) {
                segments.addAll(segments(rank));
            }
            if (ranks.size() == 2 && segments.size() >= 4) { // each has its own and the other's
                return new Underway(started, launchers.getFirst(), ranks, segments);
            }
        }
    }

    private static boolean runs(ProcessHandle process, String program) {
        return process.info()
                .command()
                .filter(command -> command.contains("/" + program) || command.contains("orterun"))
                .isPresent();
    }

    private static List<Path> segments(ProcessHandle rank) throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc", Long.toString(rank.pid()), "maps"))) {
            return maps.filter(line -> line.contains("vader_segment"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .distinct()
                    .toList();
        }
    }

    private void assertNothingIsLeft(Underway underway) throws Exception {
        for (ProcessHandle rank : underway.ranks()) {
            assertFalse(endsNotWithin(rank, 60_000), "a rank outlives its job");
        }
        for (Path segment : underway.segments()) {
            assertFalse(Files.exists(segment), segment::toString);
        }
        List<Path> sessions = new ArrayList<>();
        try (Stream<Path> all = Files.list(SESSIONS)) {
            all.filter(one -> one.getFileName().toString().startsWith("ompi."))
                    .map(one -> one.resolve("pid." + underway.launcher().pid()))
                    .filter(Files::exists)
                    .forEach(sessions::add);
        }
        assertEquals(List.of(), sessions);
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(
                    List.of("jmh.lock"),
                    left.map(one -> one.getFileName().toString()).toList());
        }
    }

    /// A terminal tells all of its processes.
    @Test
    void controlCLeavesNothing() throws Exception {
        Underway underway = underway();

        signal("INT", underway.launcher());
        signal("INT", underway.run().process().toHandle());
        Started.Ended ended = underway.run().ended();

        assertEquals(130, ended.status(), ended.err());
        assertNothingIsLeft(underway);
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }

    @Test
    void aLauncherThatIsKilledCostsItsCellAndLeavesNothing() throws Exception {
        Underway underway = underway();

        underway.launcher().destroyForcibly();
        Started.Ended ended = underway.run().ended();

        assertEquals(1, ended.status(), ended.err());
        assertTrue(ended.err().contains("the fork was killed by signal 9"), ended.err());
        assertNothingIsLeft(underway);
    }

    /// A process whose launcher was killed is nobody's child any more, and may take its time.
    @Test
    void aRankThatDoesNotNoticeThatItsLauncherWasKilledIsEndedWithIt() throws Exception {
        Underway underway = underway();
        signal("STOP", underway.ranks().getLast());

        underway.launcher().destroyForcibly();
        Started.Ended ended = underway.run().ended();

        assertEquals(1, ended.status(), ended.err());
        assertEquals(
                List.of(),
                underway.ranks().stream().filter(ProcessHandle::isAlive).toList());
        assertNothingIsLeft(underway);
    }

    @Test
    void aLauncherThatStartsNothingIsToldOnceAndEndsTheRun() throws Exception {
        Started.Ended ended = Started.duality(
                        folder,
                        "nothing",
                        temporary,
                        ("run --workload rpc --on messaging:mpi --rate 0 --forks 1 --budget 9s --out run"
                                        + " --placement hosts --hosts localhost:2 --launcher true")
                                .split(" "))
                .ended();

        assertEquals(3, ended.status(), ended.err());
        assertEquals(
                1,
                (ended.out() + ended.err())
                                .replaceAll("\\s+", " ")
                                .split("the launcher 'true' ended with status 0 and started nothing;", -1)
                                .length
                        - 1,
                ended.err());
    }

    private static boolean endsNotWithin(ProcessHandle process, int millis)
            throws InterruptedException, ExecutionException {
        CompletableFuture<ProcessHandle> end = process.onExit();
        try {
            end.get(millis, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException _) {
            return true;
        }
    }
}
