// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a user can say to all transports.
///
/// @param directory where transports with files put them; empty for the default, a memory file system where there is
///     one
public record TransportOptions(Optional<Path> directory) {
    private static final Path MEMORY = Path.of("/dev/shm");

    /// The default for everything.
    public static TransportOptions defaults() {
        return new TransportOptions(Optional.empty());
    }

    /// Where files go: the user's directory, or a memory file system, or the temporary folder.
    public Path filesIn() {
        return directory.orElseGet(
                () -> Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir")));
    }
}
