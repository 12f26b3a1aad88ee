// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A memory file system that a test mounts for itself: small, so that it can be full, or read-only. Needs root; a test
/// that asks for one elsewhere is skipped. It is unmounted when it is closed, or else when the JVM ends.
public final class SmallDisk implements AutoCloseable {
    private final Path path;
    private final Thread atEnd = new Thread(this::unmount, "unmount");

    private SmallDisk(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    /// @param path an empty folder
    /// @param options of `mount`, such as `size=1m` or `ro`
    public static SmallDisk mount(Path path, String options) throws IOException {
        String said = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString());
        assumeTrue(said.isEmpty(), "needs root, to mount a disk of its own: " + said);
        return new SmallDisk(path);
    }

    public Path path() {
        return path;
    }

    /// Takes all the room that is left.
    public void fill() throws IOException {
        try (OutputStream filler = Files.newOutputStream(path.resolve("filler"))) {
            byte[] page = new byte[4096];
            while (true) {
                filler.write(page);
            }
        } catch (IOException e) {
            if (Files.getFileStore(path).getUsableSpace() > 0) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        unmount();
        Runtime.getRuntime().removeShutdownHook(atEnd);
    }

    private void unmount() {
        try {
            run("umount", "--lazy", path.toString());
        } catch (IOException e) {
            throw new IllegalStateException("cannot unmount " + path, e);
        }
    }

    /// @return what it complained of; empty if it went well
    private static String run(String... command) throws IOException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? ""
                    : said.isEmpty() ? String.join(" ", command) + " failed" : said;
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
