// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// The options of a user that hold for all transports.
///
/// @param directory where transports with files put them; empty for the default, a memory file system where there is
///     one
/// @param common a folder that all processes of a kernel share, new for each kernel: each of them opens the same
///     channels by the same names, and uses the ends that are its own; empty where all ends are in one process, or on
///     several hosts. Regions that are allocated while a channel is opened are common to the processes as well
/// @param address the numeric address by which the other hosts of a kernel reach this one; empty where all ends are on
///     one machine. Regions that are allocated while a channel is opened are common to the hosts then
public record TransportOptions(Optional<Path> directory, Optional<Path> common, Optional<String> address) {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "hugetlbfs");

    /// For channels with both ends in one process.
    public TransportOptions(Optional<Path> directory) {
        this(directory, Optional.empty(), Optional.empty());
    }

    /// The default for everything.
    public static TransportOptions defaults() {
        return new TransportOptions(Optional.empty());
    }

    /// For channels whose ends are in several processes.
    /// @param folder that all of them share
    public TransportOptions withCommon(Path folder) {
        return new TransportOptions(directory, Optional.of(folder), address);
    }

    /// For channels whose ends are on several hosts.
    /// @param numeric the address of this one, such as `10.0.0.1`
    public TransportOptions withAddress(String numeric) {
        return new TransportOptions(directory, common, Optional.of(numeric));
    }

    /// Whether the two ends of a channel may be in different processes.
    public boolean apart() {
        return common.isPresent() || address.isPresent();
    }

    /// The type of the file system where files go, such as `ext4`, unless that is memory; empty, too, where it cannot
    /// be told.
    public Optional<String> disk() {
        try {
            return disk(Files.getFileStore(filesIn()).type());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static Optional<String> disk(String fileSystem) {
        return Optional.of(fileSystem).filter(type -> !IN_MEMORY.contains(type));
    }

    /// The folder of files: the user's directory, or a memory file system, or the temporary folder.
    public Path filesIn() {
        return directory.orElseGet(
                () -> Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir")));
    }
}
