// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.folder.AtomicFile;
import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RegularFile;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/// A file that a user names to be written. One that is there is replaced when the new one is whole. A file of a run is
/// none that may be named, nor is what is no regular file: a pipe would be waited for, and a device replaced. One that
/// is read-only is left, as is a link that leads nowhere.
///
/// @param option that names it
record OutFile(String option, Path path) {
    private static final String RUN = "run.json";
    private static final Set<String> FOLDERS = Set.of("histograms", "forks", "profiles");

    /// @throws BadInput if no file can be called so, or it belongs to a run
    static OutFile named(String option, String name) {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new BadInput("%s is '%s', which is no file name".formatted(option, name), e);
        }
        if (name.isBlank()) {
            throw new BadInput("%s is '%s', which is no file name".formatted(option, name));
        }
        OutFile file = new OutFile(option, path);
        if (file.belongsToARun()) {
            throw new BadInput("%s is '%s', which belongs to a run, and a run is not overwritten; give another file"
                    .formatted(option, name));
        }
        try {
            file.requireReplaceable();
        } catch (IOException e) {
            throw file.unwritten(e);
        }
        return file;
    }

    /// A file that is not there yet will be one. A link that leads nowhere would be replaced by it.
    private void requireReplaceable() throws IOException {
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            throw new FileSystemException(path.toString(), null, "it is a link that leads nowhere");
        }
        try {
            RegularFile.require(path, Long.MAX_VALUE);
            AtomicFile.requireWritable(path);
        } catch (NoSuchFileException _) { // and so there is nothing to be refused
        }
    }

    private boolean belongsToARun() {
        Path real = target().toAbsolutePath().normalize();
        Path folder = real.getParent();
        if (folder == null) {
            return false;
        }
        boolean inside = folder.getFileName() != null
                && FOLDERS.contains(folder.getFileName().toString())
                && Files.exists(folder.resolveSibling(RUN));
        return inside || real.endsWith(RUN) && Files.exists(real);
    }

    /// The file that a link leads to; a file that is not there yet is itself.
    private Path target() {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path;
        }
    }

    /// @param content is asked once
    /// @throws BadInput if it cannot be written; what was there is there still
    void write(AtomicFile.Content content) {
        Path target = target();
        try {
            requireReplaceable();
            AtomicFile.write(target, content);
        } catch (NoSuchFileException e) {
            throw new BadInput(
                    "%s cannot be written: there is no such folder; give another file with %s".formatted(path, option),
                    e);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private BadInput unwritten(IOException e) {
        return new BadInput(
                "%s cannot be written: %s; give another file with %s".formatted(path, Reasons.of(e), option), e);
    }
}
