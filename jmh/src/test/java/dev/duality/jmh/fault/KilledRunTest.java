// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.CellRecord;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Status;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.report.Report;
import dev.duality.results.table.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills with signal 9, at random moments. A few each time; `-Dduality.kills=50` kills 50 parents, about as many
/// forks, and 50 of the processes of rows between processes; and `-Dduality.kills.seed=7` chooses other moments:
///
///     mvn test -pl jmh -am -Dtest=KilledRunTest -Dsurefire.failIfNoSpecifiedTests=false -Dduality.kills=50
class KilledRunTest {
    private static final int KILLS = Integer.getInteger("duality.kills", 2);
    private static final long SEED = Long.getLong("duality.kills.seed", 1);
    private static final int LONGEST_LIFE_MILLIS = 4_000;
    private static final int LONGEST_LIFE_OF_A_ROW_MILLIS = 600; // it takes some two seconds
    private static final List<String> WHO = List.of("the run", "the fork of a row", "the server of a row");
    private static final Pattern FINISHED = Pattern.compile("(\\S+), fork (\\d+) of \\d+: [0-9,]+ ns");

    @TempDir
    Path folder;

    private Path temporary;
    private Path directory;
    private final SplittableRandom random = new SplittableRandom(SEED);

    @BeforeEach
    void folders() throws IOException {
        temporary = Files.createDirectory(folder.resolve("temporary"));
        directory = Files.createDirectory(folder.resolve("directory"));
    }

    private Started start(String name, int forks) throws IOException {
        return Started.duality(
                Files.createDirectory(folder.resolve(name)),
                name,
                temporary,
                "run",
                "--workload",
                "counter",
                "--on",
                "messaging:chronicle,shm:lockfree",
                "--set",
                "operations=1000",
                "--workers",
                "1",
                "--rate",
                "0",
                "--forks",
                Integer.toString(forks),
                "--budget",
                forks * 7 + "s",
                "--directory",
                directory.toString(),
                "--out",
                "run");
    }

    @Test
    void whateverIsKilledWhatWasFinishedIsKeptTheNextGoesOnAndNothingIsLeft() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            killParent(start("parent-" + kill, 1));
        }
        killForks(start("forks", KILLS));

        assertEquals(List.of(), names(directory));
        assertEquals(List.of("jmh.lock"), names(temporary));
    }

    /// Its fork is still there, and sees to it.
    @Test
    void whatAKilledRunHasLeftIsRemovedByItsFork() throws Exception {
        Started started = start("killed", 1);
        while (started.process().children().findAny().isEmpty()
                || !Files.exists(started.folder().resolve("run").resolve("run.json"))) {
            assertTrue(endsNotWithin(started.process().toHandle(), 20), started::toString);
        }
        List<ProcessHandle> forks = started.process().children().toList();

        started.process().destroyForcibly().waitFor();
        for (ProcessHandle fork : forks) {
            assertFalse(endsNotWithin(fork, 60_000), () -> "a fork outlives its parent: " + fork.info());
        }

        assertEquals(List.of("jmh.lock"), names(temporary));
    }

    /// A server between processes is in a JVM of its own, which its fork has started; they share files.
    @Test
    void whicheverProcessOfARowIsKilledNothingIsLeft() throws Exception {
        for (int kill = 0; kill < Math.max(KILLS, WHO.size()); kill++) {
            Started started = Started.duality(
                    Files.createDirectory(folder.resolve("processes-" + kill)),
                    "processes",
                    temporary,
                    ("run --workload counter --on shm:mailbox,messaging:ring --placement processes --workers 1 --rate 0"
                                    + " --set operations=1000 --forks 1 --budget 7s --out run --directory " + directory)
                            .split(" "));
            List<ProcessHandle> row = row(started.process().toHandle());
            ProcessHandle victim = row.get(kill % WHO.size());
            boolean killed = endsNotWithin(victim, random.nextInt(1, LONGEST_LIFE_OF_A_ROW_MILLIS));
            assertTrue(killed && victim.destroyForcibly(), started::toString);
            if (victim.equals(row.getFirst())) {
                assertFalse(endsNotWithin(victim, 60_000));
                assertReadable(RunFolder.open(started.folder().resolve("run")));
            } else {
                assertLosesOneRow(started);
            }
            awaitEndOfForks();
            System.out.printf("%s was killed, seed %d%n", WHO.get(kill % WHO.size()), SEED);
        }

        assertEquals(List.of(), names(directory));
        assertEquals(List.of("jmh.lock"), names(temporary));
    }

    /// A run, the fork that measures a row of it, and the row's server, once there are all three.
    private static List<ProcessHandle> row(ProcessHandle run) throws Exception {
        while (endsNotWithin(run, 20)) {
            for (ProcessHandle fork : run.children().toList()) {
                Optional<ProcessHandle> server = fork.children().findFirst();
                if (server.isPresent()) {
                    return List.of(run, fork, server.get());
                }
            }
        }
        throw new AssertionError("the run ended, and no row had a process of its own");
    }

    private static void assertLosesOneRow(Started started) throws Exception {
        Started.Ended ended = started.ended();
        Run run = RunFolder.open(started.folder().resolve("run")).run();
        List<String> reasons = run.records().stream()
                .map(CellRecord::outcome)
                .filter(Outcome.Failed.class::isInstance)
                .map(outcome -> ((Outcome.Failed) outcome).reason())
                .toList();

        assertEquals(Status.COMPLETE, run.status(), ended.err());
        assertEquals(1, ended.status(), ended.err());
        assertEquals(1, reasons.size(), ended.err());
        assertTrue(reasons.getFirst().contains("killed by signal 9"), reasons.getFirst());
        assertFalse(ended.err().contains("\tat "), ended.err());
    }

    private void killParent(Started started) throws Exception {
        Path kept = started.folder().resolve("run");
        int records = random.nextInt(-1, 3); // as a machine may be slow, moments are random from here on
        if (records >= 0) {
            awaitRecords(started, kept, records);
        }
        endsNotWithin(started.process().toHandle(), random.nextInt(1, LONGEST_LIFE_MILLIS));
        started.process().destroyForcibly().waitFor();
        awaitEndOfForks();
        if (Files.exists(kept.resolve("run.json"))) {
            RunFolder run = RunFolder.open(kept);
            assertReadable(run);
            Set<String> finished = finished(started.err());
            run.run().records().forEach(record -> finished.remove(record.cell() + " " + record.fork()));
            assertEquals(Set.of(), finished, "said to be finished, and not kept");
            System.out.printf(
                    "a run was killed that had %d records, seed %d%n",
                    run.run().records().size(), SEED);
        } else {
            System.out.printf("a run was killed that had not begun, seed %d%n", SEED);
        }
    }

    private static void awaitRecords(Started started, Path kept, int count) throws Exception {
        while ((!Files.exists(kept.resolve("run.json"))
                        || RunFolder.open(kept).run().records().size() < count)
                && endsNotWithin(started.process().toHandle(), 20)) {
            // looks again
        }
    }

    private void killForks(Started started) throws Exception {
        Set<Long> seen = new HashSet<>();
        Set<Long> killed = new HashSet<>();
        while (endsNotWithin(started.process().toHandle(), 20)) {
            Optional<ProcessHandle> fork = started.process()
                    .children()
                    .filter(child -> seen.add(child.pid()))
                    .findFirst();
            if (fork.isPresent()
                    && (killed.isEmpty() || random.nextBoolean())
                    && endsNotWithin(fork.get(), random.nextInt(1, killed.isEmpty() ? 300 : LONGEST_LIFE_MILLIS))) {
                killed.add(fork.get().pid());
                fork.get().destroyForcibly();
            }
        }
        Started.Ended ended = started.ended();
        RunFolder kept = RunFolder.open(started.folder().resolve("run"));
        Run run = kept.run();
        List<Outcome.Failed> failed = run.records().stream()
                .map(CellRecord::outcome)
                .filter(Outcome.Failed.class::isInstance)
                .map(Outcome.Failed.class::cast)
                .toList();
        long failedLooks = ended.err()
                .lines()
                .filter(line -> line.startsWith("floor failed: "))
                .count();

        assertFalse(killed.isEmpty(), ended.err());
        assertEquals(Status.COMPLETE, run.status(), ended.err());
        // a fork that did a load again has a record for each try, all of one start
        long cellForks =
                run.records().stream().map(CellRecord::started).distinct().count();
        assertEquals(seen.size(), run.floors().size() + failedLooks + cellForks, ended.err());
        assertEquals(
                3, // two kernels, and T1
                run.records().stream()
                        .filter(record -> record.fork() == 1 && record.attempt() == 1)
                        .count(),
                ended.err());
        // a fork that is killed when its report is written has done what it was for
        assertTrue(failed.size() + failedLooks <= killed.size(), ended.err());
        assertTrue(failed.size() + failedLooks > 0, ended.err());
        failed.forEach(outcome -> assertEquals("the fork was killed by signal 9", outcome.reason()));
        for (long look = 1; look <= failedLooks; look++) {
            assertTrue(Files.exists(kept.path().resolve("forks/floor." + look + ".log.txt")), ended.err());
        }
        failed.forEach(
                outcome -> assertTrue(Files.exists(kept.file(outcome.log().orElseThrow()))));
        assertEquals(1, ended.status(), ended.err());
        assertFalse(ended.err().contains("\tat "), ended.err());
        assertReadable(kept);
        System.out.printf(
                "of %d forks %d were killed, %d of them cells, seed %d%n",
                seen.size(), killed.size(), failed.size(), SEED);
    }

    private static Set<String> finished(String err) {
        Set<String> finished = new HashSet<>();
        Matcher matcher = FINISHED.matcher(err);
        while (matcher.find()) {
            finished.add(matcher.group(1) + " " + matcher.group(2));
        }
        return finished;
    }

    private static void assertReadable(RunFolder kept) {
        for (Format format : Format.values()) {
            assertFalse(Report.of(kept).render(format, 120).isEmpty());
        }
    }

    /// Forks name their temporary folder on their command line.
    private void awaitEndOfForks() throws Exception {
        List<ProcessHandle> left = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(temporary.toString()))
                .toList();
        for (ProcessHandle fork : left) {
            assertFalse(endsNotWithin(fork, 60_000), () -> "a fork outlives its parent: " + fork.info());
        }
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

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
