// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
    @TempDir
    Path directory;

    private List<String> names() throws IOException {
        return names(directory);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /// A number that no process has any more.
    private static long deadProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private Path folder(String name) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name).resolve("0-queue"))
                .getParent();
        Files.writeString(folder.resolve("0-queue").resolve("a.cq4"), "a");
        return folder;
    }

    @Test
    void aFolderGoesWithAllThatIsInItWhenItIsClosed() throws IOException {
        ScratchFolder folder = ScratchFolder.create(directory, "chronicle");
        Files.writeString(
                Files.createDirectory(folder.path().resolve("0-queue")).resolve("a.cq4"), "a");
        assertTrue(folder.path()
                .getFileName()
                .toString()
                .matches("duality-chronicle-" + ProcessHandle.current().pid() + "-[0-9]+"));

        folder.close();
        assertEquals(List.of(), names());
        folder.close();
    }

    @Test
    void noTwoFoldersAreTheSame() {
        try (ScratchFolder one = ScratchFolder.create(directory, "chronicle");
                ScratchFolder other = ScratchFolder.create(directory, "chronicle")) {
            assertNotEquals(one.path(), other.path());
            assertTrue(Files.isDirectory(one.path()));
        }
    }

    @Test
    void whatADeadProcessLeftIsRemoved() throws IOException, InterruptedException {
        long dead = deadProcess();
        folder("duality-chronicle-" + dead + "-1");
        Files.createFile(folder("duality-chronicle-" + dead + "-2").resolve("lock"));
        folder("duality-unix-socket-" + dead + "-3");

        ScratchFolder.create(directory, "chronicle").close();
        assertEquals(List.of(), names());
    }

    @Test
    void whatALivingProcessUsesIsKept() throws IOException {
        Process living = new ProcessBuilder("cat").start();
        try {
            Path folder = folder("duality-chronicle-" + living.pid() + "-1");
            ScratchFolder.create(directory, "chronicle").close();
            assertTrue(Files.exists(folder.resolve("0-queue").resolve("a.cq4")));
        } finally {
            living.destroy();
        }
    }

    @Test
    void aFolderWhoseLockIsHeldIsKeptThoughItsProcessIsUnknownHere() throws IOException, InterruptedException {
        Path folder = folder("duality-chronicle-" + deadProcess() + "-1");
        try (FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            ScratchFolder.create(directory, "chronicle").close();
            assertTrue(Files.exists(folder.resolve("0-queue").resolve("a.cq4")));
        }
    }

    @Test
    void nothingElseIsRemoved() throws IOException, InterruptedException {
        long dead = deadProcess();
        Path elsewhere = folder("elsewhere");
        List<String> kept = List.of(
                "duality-chronicle-" + dead,
                "duality-chronicle-" + dead + "-1x",
                "duality-chronicle-x-1",
                "my-duality-chronicle-" + dead + "-1");
        for (String name : kept) {
            folder(name);
        }
        Files.createFile(directory.resolve("duality-chronicle-" + dead + "-2"));
        Files.createSymbolicLink(directory.resolve("duality-chronicle-" + dead + "-3"), elsewhere);
        List<String> before = names();

        ScratchFolder.create(directory, "chronicle").close();
        assertEquals(before, names());
        assertTrue(Files.exists(elsewhere.resolve("0-queue").resolve("a.cq4")));
    }

    @Test
    void whatAnEarlierProcessWithOurNumberLeftIsRemovedOnceItIsInTheWay() throws IOException {
        ScratchFolder first = ScratchFolder.create(directory, "chronicle");
        String name = first.path().getFileName().toString();
        int end = name.lastIndexOf('-') + 1;
        first.close();
        Path inTheWay = folder(name.substring(0, end) + (Integer.parseInt(name.substring(end)) + 1));

        try (ScratchFolder second = ScratchFolder.create(directory, "chronicle")) {
            assertNotEquals(inTheWay, second.path());
            assertFalse(Files.exists(inTheWay));
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsRefused() {
        Path missing = directory.resolve("missing");
        String why = assertThrows(UncheckedIOException.class, () -> ScratchFolder.create(missing, "chronicle"))
                .getMessage();
        assertTrue(why.contains(missing.toString()) && why.contains("another directory"), why);
    }
}
