// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void aWriteThatDiesHalfWayLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), "the old file");

        assertThrows(
                Killed.class,
                () -> AtomicFile.write(file, out -> {
                    out.write("the new fi".getBytes(UTF_8));
                    out.flush();
                    throw new Killed();
                }));

        assertEquals("the old file", Files.readString(file));
    }

    @Test
    void theFirstWriteThatDiesHalfWayLeavesNoFile() {
        Path file = folder.resolve("run.json");

        assertThrows(
                Killed.class,
                () -> AtomicFile.write(file, _ -> {
                    throw new Killed();
                }));

        assertTrue(Files.notExists(file));
    }

    @Test
    void whatAKilledWriteLeftDoesNotHinderTheNext() throws IOException {
        Path file = folder.resolve("run.json");
        assertThrows(
                Killed.class,
                () -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new Killed();
                }));

        AtomicFile.write(file, out -> out.write("new".getBytes(UTF_8)));

        assertEquals("new", Files.readString(file));
    }

    /// Whoever opened it would wait for a reader.
    @Test
    @Timeout(20)
    void aPipeOfTheNameOfAStrayIsNotWaitedFor() throws Exception {
        Path file = folder.resolve("run.json");
        Path pipe = folder.resolve(".run.json.part");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

        AtomicFile.write(file, out -> out.write("new".getBytes(UTF_8)));

        assertEquals("new", Files.readString(file));
    }

    @Test
    void aDiskThatRefusesLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), "the old file");

        assertThrows(
                IOException.class,
                () -> AtomicFile.write(file, _ -> {
                    throw new IOException("No space left on device");
                }));

        assertEquals("the old file", Files.readString(file));
        try (var entries = Files.list(folder)) {
            assertEquals(1, entries.count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-rw-rw-", "rwxr-x---", "r--r--r--"})
    void aFileThatIsReplacedKeepsItsPermissions(String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("page.html"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        AtomicFile.write(file, out -> out.write("new".getBytes(UTF_8)));

        assertEquals("new", Files.readString(file));
        assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    /// Whoever may not read the old one may not read the new one meanwhile either.
    @Test
    void aSecretIsOneWhileItIsWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("page.html"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        AtomicFile.write(
                file,
                _ -> assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve(".page.html.part")))));
    }

    /// A link is replaced, and what it leads to is left: whoever wants the file behind it asks for that.
    @Test
    void aLinkIsReplacedAndLendsNoPermissions() throws IOException {
        Path behind = Files.writeString(folder.resolve("behind"), "old");
        Files.setPosixFilePermissions(behind, PosixFilePermissions.fromString("rwx------"));
        Path fresh = folder.resolve("fresh");
        AtomicFile.write(fresh, out -> out.write("new".getBytes(UTF_8)));
        Path link = Files.createSymbolicLink(folder.resolve("link"), behind);

        AtomicFile.write(link, out -> out.write("new".getBytes(UTF_8)));

        assertEquals("old", Files.readString(behind));
        assertTrue(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS));
        assertEquals(Files.getPosixFilePermissions(fresh), Files.getPosixFilePermissions(link));
    }

    /// As a kill does, it runs no handler of ours.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /// A file of mode 0640 and of a group that its new owner is not in would be read by another group.
    @Test
    void whatAGroupMayDoIsNotForAnotherOne() {
        Set<PosixFilePermission> old = PosixFilePermissions.fromString("rw-rw-r--");

        assertEquals(old, AtomicFile.permissions(old, true));
        assertEquals(PosixFilePermissions.fromString("rw----r--"), AtomicFile.permissions(old, false));
        assertEquals(Set.of(), AtomicFile.permissions(Set.of(), false));
    }
}
