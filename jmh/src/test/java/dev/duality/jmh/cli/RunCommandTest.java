// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.CellRecord;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Status;
import dev.duality.results.folder.RunFolder;
import dev.duality.shm.contract.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

/// `duality run`: its traces, where it writes, its profilers, and what it leaves.
class RunCommandTest extends TypedCommands {
    @Test
    void aTraceWithABadLineIsNamedWithItsNumberBeforeAnythingIsMeasured() {
        Path trace = file("bad.trace", "1\n2\nthree\n");

        Done done = duality("run", "--workload", "cache", "--set", "trace=" + trace, "--out", folder.resolve("r") + "");

        assertAll(
                () -> assertEquals(ExitCodes.USAGE, done.exit()),
                () -> assertTrue(done.onlyLine().contains("bad.trace"), done.err()),
                () -> assertTrue(done.err().contains("line 3"), done.err()),
                () -> assertFalse(Files.exists(folder.resolve("r"))));
    }

    @Test
    void aTraceMayHaveAnyName() {
        Path trace = file("a b;c=d,\\e.txt", "1\n2\n1\n");
        String text = trace.toString().replace("\\", "\\\\").replace(";", "\\;");

        Done done = duality(
                "run",
                "--dry-run",
                "--workload",
                "cache",
                "--on",
                "shm:lockfree",
                "--workers",
                "1",
                "--set",
                "trace=" + text);

        assertEquals(ExitCodes.DONE, done.exit(), done.err());
    }

    @Test
    void aTraceOfMillionsOfReferencesIsPlanned() {
        Path trace = file("long.trace", "1\n".repeat(20_000_000));

        Done done = duality(
                "run",
                "--dry-run",
                "--workload",
                "cache",
                "--on",
                "shm:lockfree",
                "--workers",
                "1",
                "--set",
                "capacity=1000000",
                "--set",
                "payload=64",
                "--set",
                "trace=" + trace);

        assertEquals(ExitCodes.DONE, done.exit(), done.err());
    }

    @Test
    void anOutThatCannotBeWrittenIsRefusedBeforeAnythingIsMeasured() {
        Path file = file("file", "");

        Done done = duality("run", "--workload", "counter", "--out", file.resolve("run") + "");

        assertEquals(ExitCodes.USAGE, done.exit());
        assertTrue(done.onlyLine().contains(file.toString()), done.err());
    }

    @Test
    void aDirectoryWhereNoFileCanBePutIsRefusedBeforeAnythingIsMeasuredOrPlanned() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "ro")) {
            assertAll(Stream.of(
                            folder.resolve("gone") + " | there is no such folder; make it",
                            file("file", "") + " | it is no folder",
                            disk.path() + " | it cannot be written")
                    .flatMap(line -> Stream.of("--out=" + folder.resolve("run"), "--dry-run")
                            .map(how -> () -> {
                                String[] halves = line.split(" \\| ");
                                Done done = duality("run", "-w", "counter", "--directory", halves[0], how);

                                assertEquals(ExitCodes.USAGE, done.exit(), how);
                                assertTrue(
                                        done.onlyLine()
                                                .startsWith("duality: --directory is %s, but %s"
                                                        .formatted((Object[]) halves)),
                                        done.err());
                                assertEquals("", done.out());
                                assertFalse(Files.exists(folder.resolve("run")));
                            })));
        }
    }

    @Test
    void anOutOnAReadOnlyDiskIsRefusedBeforeAnythingIsMeasured() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "ro")) {
            Done done =
                    duality("run", "--workload", "counter", "--out", disk.path().resolve("run") + "");

            assertEquals(ExitCodes.USAGE, done.exit());
            assertTrue(done.onlyLine().contains("read-only file system; give a folder that you may write"), done.err());
            assertEquals("", done.out());
        }
    }

    @Test
    void anOutOnAFullDiskIsRefusedAndLeavesNothingThere() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "size=16k")) {
            disk.fill();
            Path out = disk.path().resolve("run");

            Done done = duality("run", "--workload", "counter", "--out", out + "");

            assertEquals(ExitCodes.USAGE, done.exit());
            assertTrue(done.onlyLine().contains("no space left on device; make room"), done.err());
            assertFalse(Files.exists(out));
        }
    }

    @Test
    void anOutThatHoldsSomethingIsLeftAsItIs() throws IOException {
        Path precious = file("precious", "kept");

        Done done = duality("run", "--workload", "counter", "--out", folder + "");

        assertEquals(ExitCodes.USAGE, done.exit());
        assertTrue(done.onlyLine().contains(folder.toString()), done.err());
        assertEquals("kept", Files.readString(precious));
    }

    @Test
    void aClassPathEntryThatIsNoJarIsRefused() {
        Done done = duality("run", "--classpath", file("x.jar", "no zip") + "");

        assertEquals(ExitCodes.USAGE, done.exit());
        assertTrue(done.onlyLine().contains("x.jar, which is not a jar file"), done.err());
    }

    @Test
    void aProfilerThatIsNotThereIsOneLineThatSaysHowToAddItAndNothingIsMeasured() {
        Done done = duality("run", "--prof", "async", "-w", "counter", "--out", folder.resolve("r") + "");

        assertAll(
                () -> assertEquals(ExitCodes.ENVIRONMENT, done.exit()),
                () -> assertTrue(
                        done.onlyLine().contains("ap-loader, which is not here; `./duality rivals --list` gets it"),
                        done.err()),
                () -> assertFalse(Files.exists(folder.resolve("r"))));
    }

    @Test
    void aProfiledRunKeepsWhatItsForksRecordedAndSaysSoBesideItsRows() throws IOException {
        Path out = folder.resolve("run");

        Done done = duality(
                ("run --prof jfr -w counter -o messaging:ring --workers 1 --window 1 --forks 1 --rate 0 --budget 3s --out "
                                + out)
                        .split(" "));

        assertEquals(ExitCodes.DONE, done.exit(), done.err());
        StillMachine.probe(out);
        Done shown = duality("report", out + "");
        assertTrue(shown.out().contains("profiled: jfr"), shown.out());
        List<String> profiles = names(out.resolve("profiles")); // more where the machine moved, and it was done again
        assertEquals("counter-messaging_ring-w1-1.jfr", profiles.getFirst());
        assertTrue(profiles.stream().allMatch(name -> name.startsWith("counter-messaging_ring-w1-1")), profiles + "");
        assertTrue(
                RecordingFile.readAllEvents(out.resolve("profiles/counter-messaging_ring-w1-1.jfr")).stream()
                        .filter(event -> event.getEventType().getName().equals("jdk.ExecutionSample"))
                        .anyMatch(event -> event.getStackTrace().getFrames().stream()
                                .anyMatch(frame ->
                                        frame.getMethod().getType().getName().startsWith("dev.duality."))),
                "no stack of ours");
    }

    @Test
    void aRunEndsWithItsTableAndLeavesARunThatCanBeShownAgain() {
        Path out = folder.resolve("run");

        Done done = duality(
                "run",
                "-w",
                "counter",
                "-o",
                "shm:lockfree,messaging:ring",
                "--workers",
                "1",
                "--forks",
                "1",
                "--budget",
                "4s",
                "--out",
                out + "");
        Run run = RunFolder.open(out).run();
        Done again = duality("report", out + "", "--format", "csv");
        Done compared = duality("compare", out + "", out + "");
        Done checked = duality("compare", out + "", out + "", "--fail-on-regression", "5%");

        assertAll(
                () -> assertEquals(ExitCodes.DONE, done.exit(), done.out()),
                () -> assertTrue(done.out().contains("messaging:ring"), done.out()),
                () -> assertEquals(Status.COMPLETE, run.status()),
                () -> assertEquals(
                        Set.of(
                                "counter/shm:lockfree/w1",
                                "counter/messaging:ring/w1",
                                "counter/messaging:ring/w1/x16",
                                "counter/plain:specification/w1"),
                        run.records().stream().map(CellRecord::cell).collect(Collectors.toSet())),
                () -> assertTrue(run.records().stream()
                        .map(CellRecord::outcome)
                        .allMatch(outcome -> outcome instanceof Outcome.Measured)),
                () -> assertTrue(run.floors().size() >= 2),
                () -> assertEquals(ExitCodes.DONE, again.exit()),
                () -> assertTrue(again.out().lines().count() >= 3, again.out()),
                () -> assertEquals(ExitCodes.DONE, compared.exit(), compared.err()),
                () -> assertTrue(compared.out().contains("1 fork: too few for an interval of 95 %"), compared.out()),
                () -> assertEquals(ExitCodes.FAILED, checked.exit()),
                () -> assertTrue(checked.onlyLine().contains("no row could be judged"), checked.err()));
    }
}
