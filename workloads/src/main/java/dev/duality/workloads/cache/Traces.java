// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Values;
import dev.duality.workloads.cache.trace.Trace;
import dev.duality.workloads.cache.trace.TraceFile;
import dev.duality.workloads.cache.trace.TraceFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/// Remembers the trace that was read last, so that a file is not read again for every worker.
///
/// - **Threads:** any.
public final class Traces {
    /// A trace and the blocks that occur in it.
    record Replayed(Trace trace, Blocks blocks) {}

    private record Version(Path file, long bytes, FileTime modified, Optional<TraceFormat> format, int blockBytes) {}

    private Version version; // guarded by this
    private Replayed replayed; // guarded by this

    /// Remembers none.
    public Traces() {}

    /// The trace in a file, if one is named, in the form that its first bytes tell, and in blocks of the usual size.
    /// @throws BadInput if the file is no trace, or too long for the heap
    public Optional<Trace> read(Optional<Path> file) {
        return file.map(
                named -> read(named, Optional.empty(), TraceFile.BLOCK_BYTES).trace());
    }

    /// The trace that is set, if one is.
    /// @throws BadInput if the file is no trace, or too long for the heap
    Optional<Replayed> read(Values values) {
        return values.get(CacheWorkload.TRACE)
                .map(file -> read(
                        file,
                        TraceFormat.named(values.get(CacheWorkload.FORMAT)),
                        values.getInt(CacheWorkload.BLOCK_SIZE)));
    }

    private synchronized Replayed read(Path file, Optional<TraceFormat> format, int blockBytes) {
        Version now = version(file, format, blockBytes);
        if (!now.equals(version)) {
            replayed = null; // first, so that two need not fit
            Trace trace = TraceFile.open(file, format, blockBytes).read();
            replayed = new Replayed(trace, Blocks.of(trace.blocksOfFiles()));
            version = now;
        }
        return replayed;
    }

    private static Version version(Path file, Optional<TraceFormat> format, int blockBytes) {
        try {
            return new Version(
                    file.toAbsolutePath(), Files.size(file), Files.getLastModifiedTime(file), format, blockBytes);
        } catch (IOException e) {
            throw new BadInput("cannot read trace %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
