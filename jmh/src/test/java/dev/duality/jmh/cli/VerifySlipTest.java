// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Values that only the workload itself can refuse, once it is made: no side is at fault.
class VerifySlipTest extends TypedCommands {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    private Path text;

    @BeforeEach
    void write() throws IOException {
        text = Files.writeString(
                Files.createDirectory(folder.resolve("texts")).resolve("a.txt"),
                "\ufeffone two",
                StandardCharsets.UTF_16LE);
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private String slip() {
        return "duality: " + text + " is UTF-16 text, but must be UTF-8; save it as UTF-8 or take it out of the folder";
    }

    /// As in `run`.
    @Test
    void aValueThatTheWorkloadRefusesIsASlipToldOnceAndNoSideDiffers() {
        Done done =
                duality("verify", "--workload", "mapreduce", "--set", "folder=" + text.getParent(), "--owners", "1,2");

        assertAll(
                () -> assertEquals(ExitCodes.USAGE, done.exit()),
                () -> assertEquals("", done.out()),
                () -> assertEquals(slip(), done.onlyLine()));
    }

    @Test
    void theOtherWorkloadsAreComparedBehindASlip() {
        Done done = duality(
                "verify",
                "--workload",
                "mapreduce,counter",
                "--on",
                "shm:lock",
                "--operations",
                "100",
                "--set",
                "folder=" + text.getParent());

        assertAll(
                () -> assertEquals(ExitCodes.USAGE, done.exit()),
                () -> assertTrue(done.out().startsWith("counter    shm:lock"), done.out()),
                () -> assertEquals(slip(), done.onlyLine()));
    }

    /// Whatever there is to mend besides, what was checked does not hold.
    @Test
    void aSlipDoesNotHideWhatWasFoundWrongBeforeIt() throws IOException {
        Path classes = UserSources.compiled(
                folder, "Good", UserSources.good().replace("private long sum;", "private static long sum;"));
        Files.writeString(
                Files.createDirectories(classes.resolve("META-INF/services")).resolve("dev.duality.workloads.Workload"),
                "mine.Good");
        Done done = duality(
                "verify",
                "--classpath",
                classes.toString(),
                "--workload",
                "mine,mapreduce",
                "--set",
                "folder=" + text.getParent());

        assertAll(
                () -> assertEquals(ExitCodes.FAILED, done.exit()),
                () -> assertTrue(done.out().startsWith("mine       specification"), done.out()),
                () -> assertTrue(done.out().contains(" DIFFERS "), done.out()),
                () -> assertEquals(slip(), done.onlyLine()));
    }
}
