// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fault;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Status;
import dev.duality.results.folder.RunFolder;
import dev.duality.shm.contract.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    @TempDir
    Path folder;

    @Test
    void aDiskThatIsFullMeanwhileEndsTheRunInOneLineAndKeepsWhatWasFinished() throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "size=1m")) {
            Started started = Started.duality(
                    folder,
                    "full",
                    temporary,
                    "run",
                    "--workload",
                    "counter",
                    "--on",
                    "messaging:chronicle,messaging:ring",
                    "--set",
                    "operations=1000",
                    "--workers",
                    "1",
                    "--window",
                    "1",
                    "--rate",
                    "0",
                    "--forks",
                    "1",
                    "--budget",
                    "1s",
                    "--directory",
                    disk.path().toString(),
                    "--out",
                    disk.path().resolve("run").toString());
            awaitRecords(started, disk.path().resolve("run"), 3); // two kernels, and T1
            disk.fill();
            Started.Ended ended = started.ended();
            Run run = RunFolder.open(disk.path().resolve("run")).run();
            List<Outcome> outcomes =
                    run.records().stream().map(record -> record.outcome()).toList();
            List<String> complaints = ended.err()
                    .lines()
                    .filter(line -> line.startsWith("duality: "))
                    .toList();

            assertAll(
                    () -> assertEquals(3, ended.status(), ended.err()),
                    () -> assertEquals(1, complaints.size(), ended.err()),
                    () -> assertTrue(
                            complaints
                                    .getFirst()
                                    .matches("duality: the run ends here: cannot write .*: no space left on device; .*"
                                            + " what was finished is kept in .*"),
                            ended.err()),
                    () -> assertFalse(ended.err().contains("\tat "), ended.err()),
                    () -> assertNotEquals(Status.COMPLETE, run.status()),
                    () -> assertTrue(outcomes.size() >= 2),
                    () -> assertTrue(
                            outcomes.stream()
                                    .anyMatch(outcome -> outcome instanceof Outcome.Failed(String reason, _)
                                            && reason.matches(".*: channel .* of chronicle needs .* make room, .*")),
                            outcomes.toString()),
                    () -> assertTrue(outcomes.stream().anyMatch(Outcome.Measured.class::isInstance)),
                    () -> assertTrue(ended.out().contains("messaging:ring"), ended.out()),
                    () -> assertEquals(List.of(), strays(disk.path())),
                    () -> assertEquals(List.of("jmh.lock"), names(temporary)));
        }
    }

    @Test
    void aTemporaryFolderThatIsFullIsOneLine() throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "size=64k")) {
            disk.fill();

            Started.Ended ended = Started.duality(
                            folder, "full", disk.path(), "run", "--workload", "counter", "--out", "run")
                    .ended();

            assertEquals(3, ended.status(), ended.err());
            assertEquals(
                    1,
                    ended.err()
                            .lines()
                            .filter(line -> line.matches("duality: the run ends here: cannot write .*No space left.*"))
                            .count(),
                    ended.err());
            assertFalse(ended.err().contains("\tat "), ended.err());
        }
    }

    private static void awaitRecords(Started started, Path run, int count) throws IOException, InterruptedException {
        while (!Files.exists(run.resolve("run.json"))
                || RunFolder.open(run).run().records().size() < count) {
            assertFalse(started.process().waitFor(20, TimeUnit.MILLISECONDS), started::toString);
        }
    }

    private static List<String> strays(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".part") || name.contains("duality-"))
                    .toList();
        }
    }

    private static List<String> names(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
