// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherLogTest {
    @TempDir
    Path folder;

    private String reason(String log) throws IOException {
        return LauncherLog.reason(Files.writeString(folder.resolve("log.txt"), log))
                .orElseThrow();
    }

    @Test
    void theReasonOfAnEndIsTheLaunchersLine() throws IOException {
        String reason = reason("""
                a peer said something
                -----
                mpirun noticed that process rank 1 with PID 7 on node far exited on signal 9 (Killed).
                -----
                """);

        assertTrue(reason.startsWith("mpirun noticed") && reason.contains("far"), reason);
        assertEquals("srun: error: node7: task 1: Killed", reason("srun: error: node7: task 1: Killed\n"));
        Path nothing = Files.writeString(folder.resolve("nothing.txt"), "nothing of that kind\n");
        assertFalse(LauncherLog.reason(nothing).isPresent());
    }

    @Test
    void aRankThatSaysWhyItLeavesIsNearerToTheCauseThanItsExitCode() throws IOException {
        assertEquals("a rank on far cannot take part: it has another version", reason("""
                [1,1]<stderr>:a rank on far cannot take part: it has another version
                mpirun detected that one or more processes exited with non-zero status
                  Exit code:    1
                """));
    }

    @Test
    void aHostWithoutTheProgramIsSaidToHaveNone() throws IOException {
        assertEquals(
                "Duality, or its Java, is not on a host as it is on the first:"
                        + " Error: Could not find or load main class dev.duality.Some",
                reason("""
                        Error: Could not find or load main class dev.duality.Some
                        Caused by: java.lang.ClassNotFoundException: dev.duality.Some
                          Exit code:    1
                        """));
    }

    @Test
    void aHostWithoutJavaIsNamed() throws IOException {
        assertEquals("10.0.0.2 has no /jdk/bin/java that it can run", reason("""
                mpirun was unable to launch the specified application as it could not access
                or execute an executable:

                Executable: /jdk/bin/java
                Node: 10.0.0.2
                """));
    }

    @Test
    void whyAHostWasNotReachedIsTheLineBeforeTheAdvice() throws IOException {
        assertEquals(
                "a host was not reached, or has no Open MPI: ssh: connect to host far port 22: Connection refused",
                reason("""
                        ssh: connect to host far port 22: Connection refused
                        ------
                        ORTE was unable to reliably start one or more daemons.
                        This usually is caused by:

                        * not finding the required libraries and/or binaries on
                        ------
                        """));
        assertEquals(
                "a host was not reached, or has no Open MPI:"
                        + " ORTE was unable to reliably start one or more daemons; the log has its advice",
                reason("------\nORTE was unable to reliably start one or more daemons.\n"));
    }
}
