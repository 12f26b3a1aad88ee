// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/// Remembers the trace that was read last, so that a file is not read again for every worker.
///
/// - **Threads:** any.
final class Traces {
    private record Version(Path file, long bytes, FileTime modified) {}

    private Version version; // guarded by this
    private Trace trace; // guarded by this

    /// @throws BadInput if the file is no trace
    synchronized Trace read(Path file) {
        Version now = version(file);
        if (!now.equals(version)) {
            trace = TraceFile.read(file);
            version = now;
        }
        return trace;
    }

    private static Version version(Path file) {
        try {
            return new Version(file.toAbsolutePath(), Files.size(file), Files.getLastModifiedTime(file));
        } catch (IOException e) {
            throw new BadInput("cannot read trace %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
