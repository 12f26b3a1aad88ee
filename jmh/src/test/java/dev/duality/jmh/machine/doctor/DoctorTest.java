// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.placement.NoAffinity;
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
        TargetFolder folder = TargetFolder.look(root.resolve("a/b/c"));

        assertTrue(folder.writable());
        assertTrue(folder.freeBytes() > 0);
    }

    @Test
    void aFileIsNoFolder(@TempDir Path root) throws IOException {
        Path file = Files.createFile(root.resolve("file"));

        assertFalse(TargetFolder.look(file).writable());
        assertFalse(TargetFolder.look(file.resolve("below")).writable());
    }
}
