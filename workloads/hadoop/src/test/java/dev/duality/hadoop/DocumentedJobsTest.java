// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.duality.results.publish.MarkedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table of the page is that of the newest record in this repository.
class DocumentedJobsTest {
    private static final Path ROOT = Path.of("..", "..");

    /// The text in the table's place for as long as there is no record.
    private static final String NONE = "\nThere is no record of a run yet.\n\n";

    @TempDir
    Path folder;

    private static List<Path> records(Path root) throws IOException {
        Path all = root.resolve("results").resolve("hadoop");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(all)) {
            return files.sorted().toList();
        }
    }

    private static Path page(Path root) {
        return root.resolve("docs").resolve("hadoop.md");
    }

    /// The text that must stand in the page.
    private static String expected(Path root) throws IOException {
        Optional<Path> newest = records(root).stream()
                .max(Comparator.comparing(file -> JobRecord.read(file).origin().started()));
        return newest.map(file -> JobReport.markdown(JobRecord.read(file), "../results/hadoop/" + file.getFileName()))
                .orElse(NONE);
    }

    private static String found(Path root) {
        return MarkedFile.read(page(root), HadoopMain.MARKER).part();
    }

    @Test
    void thePageHasTheTableOfTheNewestRecord() throws IOException {
        assertEquals(
                expected(ROOT),
                found(ROOT),
                "write it again: hadoop.jar --from results/hadoop/NAME.json --write docs/hadoop.md");
    }

    @Test
    void recordsAreOfCommitsWithoutChanges() throws IOException {
        for (Path file : records(ROOT)) {
            JobRecord record = JobRecord.read(file);
            assertFalse(record.origin().commit().dirty(), file::toString);
            assertNotEquals("unknown", record.origin().commit().id(), file::toString);
        }
    }

    /// A page that was right, and then a figure of it was changed.
    @Test
    void aFigureThatIsNotOfTheRecordIsSeen() throws IOException {
        Path all = Files.createDirectories(folder.resolve("results").resolve("hadoop"));
        Files.createDirectories(page(folder).getParent());
        Files.writeString(page(folder), "<!-- hadoop: begin -->\n" + NONE + "<!-- hadoop: end -->\n");
        assertEquals(expected(folder), found(folder));
        JobRecordTest.planted().write(all.resolve("planted.json"));
        assertNotEquals(expected(folder), found(folder));
        MarkedFile.read(page(folder), HadoopMain.MARKER).write(expected(folder));
        assertEquals(expected(folder), found(folder));

        Files.writeString(page(folder), Files.readString(page(folder)).replace("20.5 ", "19.5 "));

        assertNotEquals(expected(folder), found(folder));
    }
}
