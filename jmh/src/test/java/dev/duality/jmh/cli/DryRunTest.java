// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.contract.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A dry run refuses, in the same words, what `duality run` looks at before it makes its folder: the way to it, its
/// names, the profiler, the temporary folder and the lock. Neither leaves a trace. A disk with a page left, or without
/// inodes, passes both looks, and the run is refused when it writes.
class DryRunTest extends TypedCommands {
    private final String temporary = System.getProperty("java.io.tmpdir");

    @AfterEach
    void restore() {
        System.setProperty("java.io.tmpdir", temporary);
    }

    @Test
    void aFileForAFolder() {
        assertRefusedAlike("it is a file; give a folder with --out", ExitCodes.USAGE, file("kept", "") + "");
    }

    @Test
    void aFolderBelowAFile() {
        Path file = file("kept", "");

        assertRefusedAlike(file + " is a file; give another folder", ExitCodes.USAGE, file.resolve("run") + "");
    }

    @Test
    void aFolderThatHoldsSomething() {
        file("kept", "");

        assertRefusedAlike("the folder is not empty", ExitCodes.USAGE, folder + "");
    }

    @Test
    void aLinkThatLeadsNowhere() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("gone"));

        assertRefusedAlike("it is a link that leads nowhere", ExitCodes.USAGE, link + "");
        assertRefusedAlike(link + " is a link that leads nowhere", ExitCodes.USAGE, link.resolve("run") + "");
    }

    @Test
    void aNameThatIsTooLong() {
        String name = "n".repeat(300);

        assertRefusedAlike("file name too long", ExitCodes.USAGE, folder.resolve(name) + "");
        assertRefusedAlike(
                "file name too long",
                ExitCodes.USAGE,
                folder.resolve("new").resolve(name).resolve("run") + "");
        assertAll(() -> assertEquals(List.of(), names(folder)));
    }

    @Test
    void aDiskThatCannotBeWritten() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "ro")) {
            assertRefusedAlike("read-only file system; give a folder", ExitCodes.USAGE, disk.path() + "");
            assertRefusedAlike(
                    "read-only file system; give a folder",
                    ExitCodes.USAGE,
                    disk.path().resolve("a/run") + "");
        }
    }

    @Test
    void aDiskThatIsFull() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "size=16k")) {
            disk.fill();

            assertRefusedAlike(
                    "no space left on device", ExitCodes.USAGE, disk.path().resolve("run") + "");
        }
    }

    @Test
    void aTemporaryFolderThatIsNotThere() {
        System.setProperty("java.io.tmpdir", folder.resolve("gone") + "");

        assertRefusedAlike("cannot make a folder in ", ExitCodes.ENVIRONMENT, folder.resolve("run") + "");
        assertFalse(Files.exists(folder.resolve("run")));
    }

    @Test
    void aLockThatIsNoFile() throws IOException {
        Path own = Files.createDirectory(folder.resolve("temporary"));
        Files.createDirectory(own.resolve("jmh.lock"));
        System.setProperty("java.io.tmpdir", own + "");

        assertRefusedAlike(
                "which says who measures: it is a folder", ExitCodes.ENVIRONMENT, folder.resolve("run") + "");
        assertFalse(Files.exists(folder.resolve("run")));
        assertAll(() -> assertEquals(List.of("jmh.lock"), names(own)));
    }

    @Test
    void aProfilerThatIsNotThere() {
        assertRefusedAlike("which is not here", ExitCodes.ENVIRONMENT, folder.resolve("run") + "", "--prof", "async");
    }

    private static void assertRefusedAlike(String says, int exit, String out, String... more) {
        List<String> words = new ArrayList<>(List.of("run", "--workload", "counter", "--budget", "1s", "--out", out));
        words.addAll(List.of(more));
        Done real = duality(words.toArray(String[]::new));
        words.add("--dry-run");
        Done dry = duality(words.toArray(String[]::new));

        assertAll(
                () -> assertEquals(exit, real.exit(), real.err()),
                () -> assertTrue(real.onlyLine().contains(says), real.err()),
                () -> assertEquals(real.err(), dry.err()),
                () -> assertEquals(real.exit(), dry.exit()),
                () -> assertEquals("", dry.out()));
    }
}
