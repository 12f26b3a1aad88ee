// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @Test
    void aMachineThatTellsNothingIsExaminedToTheEnd(@TempDir Path root) throws InterruptedException {
        List<Finding> findings =
                Doctor.examine(new SystemTree(root), new NoAffinity("it is a test"), root.resolve("results"), () -> {});

        assertFalse(findings.isEmpty());
        assertEquals(
                findings.size(),
                findings.stream().map(Finding::subject).distinct().count());
    }

    @Test
    void aFolderThatDoesNotExistYetIsJudgedByTheOneAbove(@TempDir Path root) {
        Place place = Place.look(root.resolve("a/b/c"));

        assertTrue(place.writable());
        assertTrue(place.freeBytes() > 0);
    }

    @Test
    void aFileIsNoFolder(@TempDir Path root) throws IOException {
        Path file = Files.createFile(root.resolve("file"));

        assertFalse(Place.look(file).writable());
        assertFalse(Place.look(file.resolve("below")).writable());
    }
}
