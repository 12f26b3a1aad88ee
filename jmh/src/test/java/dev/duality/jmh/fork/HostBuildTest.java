// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether two hosts run the same.
class HostBuildTest {
    private static final String OWN = System.getProperty("java.class.path");

    @TempDir
    private Path folder;

    /// The command that starts a rank may lack the user's jars, which the rank has.
    @Test
    void itIsTheRanksClassPathThatCountsAndNotThatOfTheCommand() throws IOException {
        Path jar = Files.write(folder.resolve("mine.jar"), new byte[3]);
        String more = OWN + File.pathSeparator + jar;

        assertEquals(Optional.empty(), HostBuild.differs(HostBuild.of(OWN)));
        assertTrue(HostBuild.differs(HostBuild.of(more)).orElseThrow().startsWith("it has duality "));
        System.setProperty("java.class.path", more);
        try {
            assertEquals(Optional.empty(), HostBuild.differs(HostBuild.of(more)));
        } finally {
            System.setProperty("java.class.path", OWN);
        }
    }
}
