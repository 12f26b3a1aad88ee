// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class MachineLockTest {
    private static final String TEMPORARY = "java.io.tmpdir";

    @TempDir
    Path folder;

    private final String before = System.getProperty(TEMPORARY);

    @BeforeEach
    void ownTemporaryFolder() {
        System.setProperty(TEMPORARY, folder.toString());
    }

    @AfterEach
    void restore() {
        System.setProperty(TEMPORARY, before);
    }

    private static MachineLock take() throws InterruptedException {
        return MachineLock.take(() -> {}, () -> false);
    }

    /// @return whether somebody would have to wait
    private static boolean isTaken() {
        try (MachineLock _ = MachineLock.take(() -> {}, () -> true)) {
            return false;
        } catch (InterruptedException _) {
            return true;
        }
    }

    @Test
    void oneAtATime() throws InterruptedException {
        MachineLock lock = take();
        assertTrue(isTaken());

        lock.close();
        assertTrue(!isTaken());
    }

    /// As those do who clean temporary folders.
    @Test
    void whoeverDeletesTheFileDoesNotTakeTheLock() throws IOException, InterruptedException {
        Path file = folder.resolve("jmh.lock");
        try (MachineLock lock = take()) {
            for (int time = 0; time < 2; time++) {
                Files.delete(file);
                lock.renew();

                assertTrue(Files.exists(file));
                assertTrue(isTaken());
            }
        }
        assertTrue(!isTaken());
    }

    @Test
    void aLockThatWasGivenBackIsNotMadeAgain() throws IOException, InterruptedException {
        MachineLock lock = take();
        lock.close();
        Files.delete(folder.resolve("jmh.lock"));

        lock.renew();

        assertTrue(!Files.exists(folder.resolve("jmh.lock")));
    }

    /// Anybody may make it, and opening it would wait.
    @Test
    void aFileThatIsNoneIsOneLine() throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", folder.resolve("jmh.lock").toString())
                        .start()
                        .waitFor());

        UncheckedIOException refusal = assertThrows(UncheckedIOException.class, MachineLockTest::take);

        assertTrue(refusal.getMessage().contains("it is a pipe, a device or a socket"), refusal.getMessage());
    }
}
