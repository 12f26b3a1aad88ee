// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The look at where a run is to be kept, before anything is made.
class FreeFolderTest {
    @TempDir
    Path folder;

    /// So it is in a chroot without `/proc/mounts`, where files are made all the same.
    @Test
    void aDiskOfWhichNothingIsToldIsNoReasonToRefuse() {
        assertDoesNotThrow(() -> FreeFolder.requireRoom(folder.resolve("run"), "cannot", _ -> {
            throw new IOException("Mount point not found");
        }));
    }

    @Test
    void namesAreLookedAtThoughTheirFoldersAreNotThere() throws IOException {
        Path path = folder.resolve("new").resolve("n".repeat(300)).resolve("run");

        RunUnwritable refused = assertThrows(RunUnwritable.class, () -> FreeFolder.requireRoom(path, "cannot"));

        assertTrue(refused.getMessage().contains("too long"), refused.getMessage());
        try (Stream<Path> made = Files.list(folder)) {
            assertEquals(List.of(), made.toList());
        }
    }
}
