// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fault;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.CellRecord;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Status;
import dev.duality.results.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoRunsTest {
    @TempDir
    Path folder;

    @Test
    void ofTwoRunsInOneFolderOneWaitsForTheOtherAndBothAreKept() throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Started one = start("one", temporary);
        Started other = start("other", temporary);
        Started.Ended first = one.ended();
        Started.Ended second = other.ended();
        List<Run> runs;
        try (Stream<Path> kept = Files.list(folder.resolve("runs"))) {
            runs = kept.map(path -> RunFolder.open(path).run())
                    .sorted(Comparator.comparing(run -> run.finished().orElseThrow()))
                    .toList();
        }
        List<CellRecord> records =
                runs.stream().flatMap(run -> run.records().stream()).toList();

        assertAll(
                () -> assertEquals(0, first.status(), first.err()),
                () -> assertEquals(0, second.status(), second.err()),
                () -> assertEquals(
                        List.of(Status.COMPLETE, Status.COMPLETE),
                        runs.stream().map(Run::status).toList()),
                () -> assertEquals(
                        List.of(2L, 2L), // the kernel and T1; a fork may have been done again
                        runs.stream()
                                .map(run -> run.records().stream()
                                        .map(CellRecord::cell)
                                        .distinct()
                                        .count())
                                .toList()),
                () -> assertTrue(records.stream().allMatch(record -> record.outcome() instanceof Outcome.Measured)),
                () -> assertFalse(records.getLast()
                        .started()
                        .isBefore(runs.getFirst().finished().orElseThrow())),
                () -> assertEquals(
                        1,
                        (first.err() + second.err())
                                .lines()
                                .filter(line -> line.startsWith("another run or JMH is measuring on this machine"))
                                .count(),
                        first.err() + second.err()));
    }

    private Started start(String name, Path temporary) throws IOException {
        return Started.duality(
                folder,
                name,
                temporary,
                "run",
                "--workload",
                "counter",
                "--on",
                "shm:lockfree",
                "--set",
                "operations=1000",
                "--workers",
                "1",
                "--rate",
                "0",
                "--forks",
                "1",
                "--budget",
                "1s");
    }
}
