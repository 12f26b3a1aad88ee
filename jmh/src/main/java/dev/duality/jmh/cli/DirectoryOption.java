// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.workloads.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The folder where transports put their files.
final class DirectoryOption {
    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where transports put their files; a memory file system if there is one.")
    private Path directory;

    /// Empty if nothing was said.
    /// @throws BadInput if no file can be put there
    Optional<Path> folder() {
        if (directory != null) {
            refuse(!Files.exists(directory), "there is no such folder; make it, or give another");
            refuse(!Files.isDirectory(directory), "it is no folder; give one");
            refuse(
                    !Files.isWritable(directory) || !Files.isExecutable(directory),
                    "it cannot be written; give another");
        }
        return Optional.ofNullable(directory);
    }

    private void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new BadInput("--directory is %s, but %s where transports can put files".formatted(directory, why));
        }
    }
}
