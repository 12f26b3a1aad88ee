// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import dev.duality.results.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The files of a run beside its `run.json`: what its forks left, by kind. They lie in folders of the run, or, once it
/// is published, in one archive.
final class EvidenceFiles {
    static final String HISTOGRAMS = "histograms";
    static final String FORKS = "forks";
    static final String PROFILES = "profiles";

    /// A log or JMH's result of one fork; ours have some KiB.
    private static final int LARGEST_FORK_BYTES = 16 << 20;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._,=+@-]{0,250}");

    private final Path run;

    EvidenceFiles(Path run) {
        this.run = run;
    }

    /// @throws IOException if they cannot be made, or another process has made one of them
    static void createFolders(Path run) throws IOException {
        Files.createDirectory(run.resolve(HISTOGRAMS));
        Files.createDirectory(run.resolve(FORKS));
    }

    /// Removes the folders, if they are empty.
    static void removeFolders(Path run) {
        remove(run.resolve(HISTOGRAMS));
        remove(run.resolve(FORKS));
    }

    /// Removes a folder that is empty; another is left.
    static void remove(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException _) {
            // what cannot be removed does no harm
        }
    }

    /// Makes the folder of profiles, which most runs do not have.
    void createProfiles() {
        Path profiles = run.resolve(PROFILES);
        try {
            if (!Files.isDirectory(profiles, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(profiles);
            }
        } catch (IOException e) {
            throw unwritable(profiles, e);
        }
    }

    /// Keeps a file.
    /// @throws RunUnwritable if it is there already, or cannot be written
    Path add(String kind, String name, AtomicFile.Content content) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" must be the plain name of a file: letters, digits and ._,=+@-");
        }
        Path file = run.resolve(kind).resolve(name);
        if (!Files.isDirectory(file.getParent(), LinkOption.NOFOLLOW_LINKS)) {
            throw new RunUnwritable("cannot write " + file + ": " + file.getParent()
                    + " is not a folder of the run, but gone or a link; give another folder with --out");
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RunUnwritable("cannot write " + file + ": it exists already, and a run overwrites nothing");
        }
        write(file, content);
        return file;
    }

    /// Writes a file of a run, whole or not at all.
    /// @throws RunUnwritable if it cannot be written
    static void write(Path file, AtomicFile.Content content) {
        try {
            AtomicFile.write(file, content);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static RunUnwritable unwritable(Path file, IOException e) {
        return new RunUnwritable(
                "cannot write %s: %s; make room or give another folder with --out".formatted(file, Reasons.of(e)), e);
    }

    /// The path of a file. Names come from a file that anybody may have written, so neither they nor a link may lead
    /// out of the folder.
    /// @throws RunUnreadable if there is none
    Path inside(String kind, String name) {
        Path file = run.resolve(kind).resolve(NAME.matcher(name).matches() ? name : "refused");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file.getParent())) {
            throw new RunUnreadable("cannot read \"" + PlainText.line(name) + "\" of the run " + run
                    + ": there is no such file in its " + kind + "; restore it from a copy, or run again");
        }
        return file;
    }

    /// A log of latencies, in the folder or in the archive.
    byte[] histogram(String name) {
        return content(HISTOGRAMS, name, HistogramLog.LARGEST_FILE_BYTES);
    }

    /// A file of one fork, in the folder or in the archive.
    byte[] ofFork(String name) {
        return content(FORKS, name, LARGEST_FORK_BYTES);
    }

    private byte[] content(String kind, String name, int most) {
        return Archive.isIn(run) && !Files.exists(run.resolve(kind), LinkOption.NOFOLLOW_LINKS)
                ? Archive.read(run, kind + "/" + name, most)
                : bytes(inside(kind, name), most);
    }

    /// All of a file.
    /// @throws RunUnreadable if it is longer than `most`, changes meanwhile, or cannot be read
    static byte[] bytes(Path file, int most) {
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            if (size > most) {
                throw new RunUnreadable("cannot read %s: it has %d bytes, but at most %d are read; is it a run?"
                        .formatted(file, size, most));
            }
            byte[] bytes = new byte[(int) size];
            if (in.readNBytes(bytes, 0, bytes.length) < size || in.read() >= 0) {
                throw new RunUnreadable("cannot read %s: it changed while it was read; try again".formatted(file));
            }
            return bytes;
        } catch (IOException e) {
            throw new RunUnreadable(
                    "cannot read %s: %s; give a run that you may read".formatted(file, Reasons.of(e)), e);
        }
    }
}
