// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder that is to be made, or that is there and empty. Looking makes nothing.
final class FreeFolder {
    private FreeFolder() {}

    /// @param cannot what else is not done, such as `cannot export to`
    /// @param overwrites what would be put there, such as `an export`
    /// @throws RunUnwritable if it is a file, or a folder that holds something, or nobody may write there
    static void require(Path path, String cannot, String overwrites) {
        requireRoom(path, cannot);
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.findAny().isPresent()) {
                throw new RunUnwritable(
                        "%s %s: the folder is not empty, and %s overwrites nothing; give another folder with --out"
                                .formatted(cannot, path, overwrites));
            }
        } catch (NotDirectoryException e) {
            throw new RunUnwritable("%s %s: it is a file; give a folder with --out".formatted(cannot, path), e);
        } catch (IOException e) {
            throw RunUnwritable.because(cannot, path, e);
        }
    }

    /// Looks at what is there of the way to it, and at the names that are not. A disk with a page left, or without
    /// inodes, is not found out.
    /// @throws RunUnwritable if that is no folder, or one in which nobody may write, or a name is too long
    static void requireRoom(Path path, String cannot) {
        requireRoom(path, cannot, Files::getFileStore);
    }

    /// The disks of folders.
    interface Disks {
        FileStore of(Path folder) throws IOException;
    }

    static void requireRoom(Path path, String cannot, Disks disks) {
        Path there = path.toAbsolutePath();
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
            there = there.getParent();
        }
        String where = there.equals(path.toAbsolutePath()) ? "it" : there.toString();
        if (!Files.exists(there)) {
            throw new RunUnwritable("%s %s: %s is a link that leads nowhere; give another folder with --out"
                    .formatted(cannot, path, where));
        }
        if (!Files.isDirectory(there)) {
            throw new RunUnwritable("%s %s: %s is a file; give %s with --out"
                    .formatted(cannot, path, where, where.equals("it") ? "a folder" : "another folder"));
        }
        try {
            requireNames(there, path.toAbsolutePath());
            Optional<FileStore> disk = told(there, disks);
            if (disk.isPresent() && isFull(disk.get())) {
                throw new RunUnwritable("%s %s: no space left on device; make room, or give another folder with --out"
                        .formatted(cannot, path));
            }
            requireWritable(there, disk);
        } catch (IOException e) {
            throw RunUnwritable.because(cannot, path, e);
        }
    }

    /// The names that are to be made, each looked for where others are already: it must be missing, and not too long.
    private static void requireNames(Path there, Path whole) throws IOException {
        List<Path> asked = new ArrayList<>(List.of(whole));
        there.relativize(whole).forEach(name -> asked.add(there.resolve(name)));
        for (Path one : asked) {
            try {
                Files.readAttributes(one, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException _) {
                // it can be made
            }
        }
    }

    /// Empty where nothing is told of it, as in a chroot without `/proc/mounts`; files may be made there all the same.
    private static Optional<FileStore> told(Path folder, Disks disks) {
        try {
            return Optional.of(disks.of(folder));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static boolean isFull(FileStore disk) {
        try {
            return disk.getTotalSpace() > 0 && disk.getUsableSpace() == 0;
        } catch (IOException _) {
            return false; // not told
        }
    }

    private static void requireWritable(Path folder, Optional<FileStore> disk) throws IOException {
        if (!Files.isWritable(folder)) {
            throw disk.filter(FileStore::isReadOnly).isPresent()
                    ? new FileSystemException(folder.toString(), null, "read-only file system")
                    : new AccessDeniedException(folder.toString());
        }
    }
}
