// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RegularFileTest {
    @TempDir
    Path folder;

    private static String reason(Path file, LinkOption... links) {
        return assertThrows(FileSystemException.class, () -> RegularFile.bytes(file, 10, links))
                .getReason();
    }

    @Test
    void aFileIsReadUpToTheMostBytes() throws IOException {
        Path ten = Files.writeString(folder.resolve("ten"), "0123456789");
        Path more = Files.writeString(folder.resolve("more"), "0123456789a");

        assertArrayEquals("0123456789".getBytes(StandardCharsets.UTF_8), RegularFile.bytes(ten, 10));
        assertEquals("it has 11 bytes, but at most 10 are read", reason(more));
        assertEquals("", RegularFile.text(Files.createFile(folder.resolve("empty")), 10));
    }

    /// Opening a pipe waits for somebody who writes, and a device never ends.
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void pipesAndDevicesAreNotOpened() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Path zero = Files.createSymbolicLink(folder.resolve("zero"), Path.of("/dev/zero"));

        assertEquals("it is a pipe, a device or a socket, but must be a file", reason(pipe));
        assertEquals("it is a pipe, a device or a socket, but must be a file", reason(zero));
        assertEquals("it is a link, but must be a file", reason(zero, LinkOption.NOFOLLOW_LINKS));
        assertEquals("it is a folder, but must be a file", reason(folder));
    }

    /// Some of them, such as the kernel's log, are waited for; none says how long it is.
    @Test
    @EnabledOnOs(OS.LINUX)
    void filesOfProcHaveNoBytes() throws IOException {
        assertEquals(0, RegularFile.bytes(Path.of("/proc/self/status"), 10).length);
    }

    @Test
    void whatIsNotThereOrNoTextIsSaidByItsException() throws IOException {
        Path wrong = Files.write(folder.resolve("wrong"), new byte[] {(byte) 0xFF, 'a'});

        assertThrows(NoSuchFileException.class, () -> RegularFile.bytes(folder.resolve("none"), 10));
        assertThrows(CharacterCodingException.class, () -> RegularFile.text(wrong, 10));
        assertTrue(RegularFile.require(wrong, 2) == 2);
    }
}
