// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.contract.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportOptionsTest {
    @TempDir
    Path folder;

    @Test
    void aFolderInMemoryIsOnNoDisk() throws IOException {
        try (SmallDisk memory = SmallDisk.mount(Files.createDirectory(folder.resolve("memory")), "size=64k")) {
            assertEquals(Optional.empty(), new TransportOptions(Optional.of(memory.path())).disk());
        }
    }

    @Test
    void aDiskIsCalledByItsFileSystem() {
        assertEquals(Optional.of("ext4"), TransportOptions.disk("ext4"));
        assertEquals(Optional.empty(), TransportOptions.disk("tmpfs"));
    }

    @Test
    void ofAFolderThatIsNotThereNothingIsSaid() {
        assertEquals(Optional.empty(), new TransportOptions(Optional.of(folder.resolve("none"))).disk());
    }
}
