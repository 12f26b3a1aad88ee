// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import dev.duality.results.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// The files of a run's forks in one ZIP, as a published run has them: hundreds of small files are no way to read a
/// repository. The same files give the same archive, byte for byte.
final class Archive {
    static final String NAME = "evidence.zip";

    /// The first moment that a ZIP can name, in whatever zone: when a file was written says nothing.
    private static final FileTime UNSTAMPED = FileTime.from(Instant.parse("1980-01-02T00:00:00Z"));

    /// A published run has some thousand.
    private static final int MOST_ENTRIES = 100_000;

    private Archive() {}

    /// @param files contents by their names within the run's folder, such as `forks/a.json`
    static void write(Path zip, SortedMap<String, AtomicFile.Content> files) throws IOException {
        AtomicFile.write(zip, out -> {
            ZipOutputStream entries = new ZipOutputStream(out); // not closed: the stream below is the caller's
            for (Map.Entry<String, AtomicFile.Content> file : new TreeMap<>(files).entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setLastModifiedTime(UNSTAMPED);
                entries.putNextEntry(entry);
                file.getValue().writeTo(entries);
                entries.closeEntry();
            }
            entries.finish();
        });
    }

    /// Whether a run has one instead of folders.
    static boolean isIn(Path run) {
        return Files.isRegularFile(run.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
    }

    /// The names of all that is in it, in their order.
    static List<String> names(Path run) {
        Path path = run.resolve(NAME);
        try (ZipFile zip = new ZipFile(path.toFile())) {
            return zip.stream()
                    .limit(MOST_ENTRIES + 1L)
                    .map(ZipEntry::getName)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RunUnreadable("cannot read %s: %s; restore it from a copy".formatted(path, Reasons.of(e)), e);
        }
    }

    /// @param name as it was written
    /// @param most how many bytes are read, whatever the archive says that there are
    /// @throws RunUnreadable if it is not in the archive, or longer, or damaged
    static byte[] read(Path run, String name, int most) {
        Path path = run.resolve(NAME);
        try (ZipFile zip = new ZipFile(path.toFile())) {
            ZipEntry entry = zip.size() > MOST_ENTRIES ? null : zip.getEntry(name);
            if (entry == null || entry.isDirectory()) {
                throw new RunUnreadable("cannot read \"" + PlainText.line(name) + "\" of the run " + run
                        + ": it is not in its " + NAME + "; restore it from a copy, or run again");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(most);
                if (in.read() >= 0) {
                    throw new RunUnreadable("cannot read \"%s\" of %s: it has more than the %d bytes that are read"
                            .formatted(PlainText.line(name), path, most));
                }
                return bytes;
            }
        } catch (ZipException e) {
            throw new RunUnreadable(
                    "cannot read " + path + ": it is damaged: " + Reasons.of(e) + "; restore it from a copy", e);
        } catch (IOException e) {
            throw new RunUnreadable(
                    "cannot read %s: %s; give a run that you may read".formatted(path, Reasons.of(e)), e);
        }
    }
}
