// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.messaging.folder.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of a process that ends in the midst of sending.
class ChronicleEndTest {
    @TempDir
    Path directory;

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void nothingIsLeftOfAProcessThatEndsWhileItsThreadsStillSend(@TempDir Path home, @TempDir Path temporary)
            throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>(Child.FLAGS);
        flags.add("-Duser.home=" + home);
        flags.add("-Djava.io.tmpdir=" + temporary);
        Child child = Child.run(flags, Child.classPath(), Senders.class, "exit", directory.toString());
        assertEquals(7, child.status(), child.output());
        assertEquals("", child.output());
        for (Path empty : List.of(directory, home, temporary)) {
            assertEquals(List.of(), names(empty));
        }
    }

    @Test
    void theNextProcessRemovesWhatAKilledOneLeft() throws IOException, InterruptedException {
        Child child = Child.run(Senders.class, "halt", directory.toString());
        assertEquals(8, child.status(), child.output());
        assertEquals(1, names(directory).size());

        ScratchFolder.create(directory, "chronicle").close();
        assertEquals(List.of(), names(directory));
    }
}
